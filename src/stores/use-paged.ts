import { useCallback, useEffect, useRef, useState } from 'react'
import { textOf } from '@/api/api-error'

export interface Page<T> {
  items: T[]
  next: string | null
}
export type Paged<T> =
  | { is: 'loading' }
  | { is: 'failed'; words: string }
  | { is: 'ready'; value: { items: T[]; hasMore: boolean } }

/**
 * A list read page by page. `name` says which list: another one begins anew, and its late answers are dropped.
 * With `isKept` reading anew fetches as much as is shown, so that nobody loses their place in it.
 */
export const usePaged = <T>(
  name: string,
  read: (before: string | undefined) => Promise<Page<T>>,
  { isKept = false }: { isKept?: boolean } = {},
): { state: Paged<T>; reload: () => Promise<void>; more: () => Promise<void> } => {
  const [shown, setShown] = useState<{ name: string; state: Paged<T>; next: string | null }>({
    name,
    state: { is: 'loading' },
    next: null,
  })
  const shownCount =
    isKept && shown.name === name && shown.state.is === 'ready' ? shown.state.value.items.length : 0
  const latest = useRef({ name, read, shownCount })
  latest.current = { name, read, shownCount }

  const reload = useCallback(async () => {
    const asked = latest.current
    try {
      const { items, next } = await readAtLeast(asked.shownCount, asked.read)
      if (asked.name !== latest.current.name) return
      const value = { items, hasMore: next !== null }
      setShown({ name: asked.name, state: { is: 'ready', value }, next })
    } catch (error) {
      if (asked.name !== latest.current.name) return
      const words = textOf(error)
      setShown((old) =>
        old.name === asked.name && old.state.is === 'ready'
          ? old
          : { name: asked.name, state: { is: 'failed', words }, next: null },
      )
    }
  }, [])

  useEffect(() => void reload(), [name, reload])

  const more = async () => {
    if (shown.state.is !== 'ready' || !shown.next) return
    const { items, next } = await read(shown.next)
    setShown((old) =>
      old.name === name && old.state.is === 'ready'
        ? {
            name,
            state: {
              is: 'ready',
              value: { items: [...old.state.value.items, ...items], hasMore: next !== null },
            },
            next,
          }
        : old,
    )
  }
  return { state: shown.name === name ? shown.state : { is: 'loading' }, reload, more }
}

const readAtLeast = async <T>(
  count: number,
  read: (before: string | undefined) => Promise<Page<T>>,
): Promise<Page<T>> => {
  let page = await read(undefined)
  while (page.next && page.items.length < count) {
    const { items, next } = await read(page.next)
    page = { items: [...page.items, ...items], next }
  }
  return page
}
