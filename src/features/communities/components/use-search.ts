import { useEffect, useState } from 'react'
import type { CommunityCard } from '../../../../contract/communities'
import { textOf } from '@/api/api-error'
import { searchCommunities } from '../actions'

export type Search =
  | { is: 'looking' }
  | { is: 'failed'; words: string }
  | { is: 'found'; q: string; cards: CommunityCard[] }

/** A word typed quickly is looked up once. */
const PAUSE_MS = 300

/** Looks up while somebody types; what was found stays until the new is there, and what answers an older word is dropped. */
export const useSearch = (typed: string): { search: Search; again: () => void } => {
  const [latest, setLatest] = useState<Search>({ is: 'looking' })
  const [tries, setTries] = useState(0)
  const q = typed.trim()
  useEffect(() => {
    if (!q) return
    let isLate = false
    const keep = (search: Search): void => {
      if (!isLate) setLatest(search)
    }
    const look = (): void => {
      searchCommunities(q).then(
        (cards) => keep({ is: 'found', q, cards }),
        (error: unknown) => keep({ is: 'failed', words: textOf(error) }),
      )
    }
    const timer = setTimeout(look, PAUSE_MS)
    return () => {
      isLate = true
      clearTimeout(timer)
    }
  }, [q, tries])
  const again = () => {
    setLatest({ is: 'looking' })
    setTries((count) => count + 1)
  }
  return { search: latest, again }
}
