import type { Me, Membership, MyApplication } from '../../../contract/identity'

/** How somebody stands with one community. */
export type Standing =
  | { is: 'member'; membership: Membership }
  | { is: 'waiting'; application: MyApplication }
  | { is: 'refused'; application: MyApplication }
  | { is: 'stranger' }

/** The newest application counts: whoever was refused and applied again is waiting. */
export const standingOf = (me: Me, communityId: string): Standing => {
  const membership = me.memberships.find((one) => one.communityId === communityId)
  if (membership) return { is: 'member', membership }
  const application = me.applications
    .filter((one) => one.communityId === communityId)
    .sort((one, other) => other.appliedAt.localeCompare(one.appliedAt))[0]
  if (application?.state === 'waiting') return { is: 'waiting', application }
  if (application?.state === 'refused') return { is: 'refused', application }
  return { is: 'stranger' }
}

/** The communities that I have applied to and am in none of, each by its newest application. */
export const openApplications = (me: Me): MyApplication[] =>
  [...new Set(me.applications.map(({ communityId }) => communityId))].flatMap((communityId) => {
    const standing = standingOf(me, communityId)
    return standing.is === 'waiting' || standing.is === 'refused' ? [standing.application] : []
  })
