/** Pictures of drafts outlive the page: the browser keeps them in IndexedDB. */
const STORE = 'files'

const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const asked = indexedDB.open('jinlin', 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE)
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error ?? new Error('indexedDB'))
  })

const inStore = async <T>(
  mode: IDBTransactionMode,
  act: (files: IDBObjectStore) => IDBRequest<T>,
): Promise<T> => {
  const db = await open()
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = db.transaction(STORE, mode)
      const asked = act(transaction.objectStore(STORE))
      // Done only when it is on the disk, not when it was asked for.
      transaction.oncomplete = () => resolve(asked.result)
      transaction.onabort = () => reject(transaction.error ?? new Error('indexedDB'))
      transaction.onerror = () => reject(transaction.error ?? new Error('indexedDB'))
    })
  } finally {
    db.close()
  }
}

/** Addresses already made for kept files; each would otherwise hold its own copy. */
const urls = new Map<string, string>()

/** Keeps a chosen picture; answers the name under which it is found again. */
export const keepFile = async (url: string, name: string): Promise<string> => {
  const blob = await (await fetch(url)).blob()
  await inStore('readwrite', (files) => files.put({ blob }, name))
  urls.set(name, url)
  return name
}

/** An address under which a kept file can be shown and sent. */
export const fileUrl = async (name: string): Promise<string> => {
  const known = urls.get(name)
  if (known) return known
  const kept: unknown = await inStore('readonly', (files) => files.get(name))
  if (
    typeof kept !== 'object' ||
    kept === null ||
    !('blob' in kept) ||
    !(kept.blob instanceof Blob)
  )
    return ''
  const url = URL.createObjectURL(kept.blob)
  urls.set(name, url)
  return url
}

export const dropFile = (name: string): void => {
  const url = urls.get(name)
  if (url) URL.revokeObjectURL(url)
  urls.delete(name)
  void inStore('readwrite', (files) => files.delete(name)).catch(() => undefined) // a left-over file harms nobody
}
