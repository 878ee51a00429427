import type { Me, Membership } from '../../../contract/identity'

/** Whose desk the page shows: one community's, a choice of several, or none for whom it is not. */
export type Desk =
  { is: 'open'; communityId: string; isOperator: boolean } | { is: 'choose' } | { is: 'closed' }

export const moderated = (me: Me): Membership[] =>
  me.memberships.filter(({ role }) => role === 'moderator')

interface Asked {
  /** Named in the page's address. */
  communityId?: string
  /** The community that the other tabs show. */
  currentId?: string
  /** An operator's last one, as this phone remembers it. */
  latestId?: string | null
}

/** The server decides again with every call; this only spares people a page full of refusals. */
export const whichDesk = (me: Me, { communityId, currentId, latestId }: Asked): Desk => {
  const mine = moderated(me)
  const open = (id: string): Desk => ({
    is: 'open',
    communityId: id,
    isOperator: !mine.some((one) => one.communityId === id),
  })
  const holds = (id: string | undefined) => mine.some((one) => one.communityId === id)
  if (communityId) return holds(communityId) || me.isOperator ? open(communityId) : { is: 'closed' }
  if (currentId && holds(currentId)) return open(currentId)
  if (me.isOperator && latestId) return open(latestId)
  if (mine[0]) return open(mine[0].communityId)
  return me.isOperator ? { is: 'choose' } : { is: 'closed' }
}
