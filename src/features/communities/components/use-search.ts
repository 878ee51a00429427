import { useEffect, useState } from 'react'
import type { CommunityCard } from '../../../../contract/communities'
import { textOf } from '@/api/api-error'
import { searchCommunities } from '../actions'

export type Search =
  | { is: 'idle' }
  | { is: 'looking' }
  | { is: 'failed'; words: string }
  | { is: 'found'; q: string; cards: CommunityCard[] }

/** A word typed quickly is looked up once. */
const PAUSE_MS = 300

/** Looks up while somebody types; what answers an older word is dropped. */
export const useSearch = (typed: string): { search: Search; again: () => void } => {
  const [search, setSearch] = useState<Search>({ is: 'idle' })
  const [tries, setTries] = useState(0)
  const q = typed.trim()
  useEffect(() => {
    if (!q) return setSearch({ is: 'idle' })
    let isLate = false
    setSearch((old) => (old.is === 'found' ? old : { is: 'looking' }))
    const look = (): void => {
      searchCommunities(q).then(
        (cards) => !isLate && setSearch({ is: 'found', q, cards }),
        (error: unknown) => !isLate && setSearch({ is: 'failed', words: textOf(error) }),
      )
    }
    const timer = setTimeout(look, PAUSE_MS)
    return () => {
      isLate = true
      clearTimeout(timer)
    }
  }, [q, tries])
  return { search, again: () => setTries((count) => count + 1) }
}
