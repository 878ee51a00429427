import { routeTicket } from '../../../domain/ticket/routing'
import type { Work } from '../../ports/work'
import { findNames, presentLine } from './present-line'
import { findCategoryGroup, findRules, findStaff } from './routing-repository'
import { ROUTING_TEXT } from './text'

export interface Route {
  toPersonId?: string
  toDepartmentId?: string
  /** Why it goes there, for the ticket’s history. */
  words: string
}

/** Where the table sends a ticket that is accepted now; null where no line speaks of it. */
export const findRoute = async (
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  communityId: string,
  ticket: { categoryId: string; gridCode: string | null },
): Promise<Route | null> => {
  const rules = await findRules(tx, communityId)
  if (rules.length === 0) return null
  const categoryGroup = (await findCategoryGroup(tx, ticket.categoryId)) ?? ''
  const { won } = routeTicket(
    rules,
    { ...ticket, categoryGroup, at: now },
    await findStaff(tx, communityId),
  )
  if (!won) return null
  const { when, then } = presentLine(won.rule, await findNames(tx, communityId, [won.rule]))
  const words = ROUTING_TEXT.byRule(when, then)
  switch (won.to.is) {
    case 'worker':
      return { toPersonId: won.to.personId, words }
    case 'department':
      return { toDepartmentId: won.to.departmentId, words }
    case 'open':
      return { words }
  }
}
