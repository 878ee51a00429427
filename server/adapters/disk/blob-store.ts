import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { mustBeBlobKey } from '../../ports/blob-store'
import type { BlobStore } from '../../ports/blob-store'

/** Half-written files and folders on their way out; a key can never name it, for it begins with a dot. */
const TEMP_FOLDER = '.temp'
/** Another process on the same disk may just be writing; nobody writes a photo for so long. */
const STALE_AFTER_MS = 10 * 60 * 1000

/** Keeps blobs as plain files below a folder, each whole or not there, whenever the machine stops. */
export const createDiskBlobStore = async (root: string): Promise<BlobStore> => {
  const temp = join(root, TEMP_FOLDER)
  await mkdir(temp, { recursive: true })
  await clearLeftovers(temp)

  const pathOf = (key: string) => join(root, ...mustBeBlobKey(key).split('/'))
  const newTemp = () => join(temp, randomUUID())

  return {
    async put(key, bytes) {
      const path = pathOf(key)
      const written = newTemp()
      try {
        await writeDurably(written, bytes)
        await moveInto(written, path)
      } catch (error) {
        await rm(written, { force: true })
        throw error
      }
    },

    async get(key) {
      const file = await orNull(open(pathOf(key), 'r'))
      if (file === null) return null
      // Opening a folder succeeds; reading one does not.
      if ((await file.stat()).isFile()) return file.createReadStream()
      await file.close()
      return null
    },

    async has(key) {
      return (await orNull(stat(pathOf(key))))?.isFile() ?? false
    },

    async delete(key) {
      const path = pathOf(key)
      if ((await orNull(stat(path)))?.isFile() !== true) return
      await rm(path, { force: true })
      await syncFolder(dirname(path))
    },

    async deletePrefix(prefix) {
      const path = pathOf(prefix.replace(/\/$/, ''))
      const leaving = newTemp()
      // First out of reach in one move, then gone: a crash in between leaves work for the next start, never half a folder.
      const moved = await orNull(rename(path, leaving).then(() => true))
      if (moved === null) return
      await syncFolder(dirname(path))
      await rm(leaving, { recursive: true, force: true })
    },
  }
}

const writeDurably = async (path: string, bytes: Uint8Array): Promise<void> => {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

const moveInto = async (from: string, path: string): Promise<void> => {
  await makeFolder(dirname(path))
  const moved = await orNull(rename(from, path).then(() => true))
  if (moved === null) {
    // The folder was deleted between the two lines above; once is bad luck.
    await makeFolder(dirname(path))
    await rename(from, path)
  }
  await syncFolder(dirname(path))
}

/** A new folder is a line in the one above it, which must reach the disk as well. */
const makeFolder = async (path: string): Promise<void> => {
  const topmostNew = await mkdir(path, { recursive: true })
  if (topmostNew === undefined) return
  for (let made = path; made.length >= topmostNew.length; made = dirname(made))
    await syncFolder(dirname(made))
}

/** A folder that was deleted meanwhile has nothing left to keep. */
const syncFolder = async (path: string): Promise<void> => {
  const folder = await orNull(open(path, 'r'))
  if (folder === null) return
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Age is measured by the disk's own clock: that of a file made just now. */
const clearLeftovers = async (temp: string): Promise<void> => {
  const probe = join(temp, randomUUID())
  await writeDurably(probe, new Uint8Array())
  const { mtimeMs: diskNow } = await stat(probe)
  await rm(probe)
  for (const name of await readdir(temp)) {
    const path = join(temp, name)
    const found = await orNull(stat(path))
    if (found && diskNow - found.mtimeMs > STALE_AFTER_MS)
      await rm(path, { recursive: true, force: true })
  }
}

// By its code alone: errors of another realm, as test runners make them, are no instance of our Error.
const isMissing = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  (error.code === 'ENOENT' || error.code === 'ENOTDIR')

/** Null where there is no such file or folder; every other failure goes on. */
const orNull = async <Result>(asked: Promise<Result>): Promise<Result | null> => {
  try {
    return await asked
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
