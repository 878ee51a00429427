import type { ticketRoutes } from '../../../contract/tickets'
import { maySeeTicket } from '../../../domain/ticket/visibility'
import type { Deps } from '../../deps'
import type { Handlers } from '../../handlers'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import { keepPhoto } from '../media/keep-photo'
import { advanceTicket } from './advance-ticket'
import { ticketCards } from './card-repository'
import { listCategories, searchCategories } from './categories'
import { fileWithPlatform } from './file-with-platform'
import { getTicket } from './get-ticket'
import { listNearTickets, listTickets } from './list-tickets'
import { seenFacts, viewerOf, type Eyes } from './present'
import { reportIssue } from './report-issue'
import { addFollower, removeFollower } from './ticket-repository'
import { whatCameBetween } from './what-came-between'

const done = { ok: true } as const

export const ticketHandlers = (deps: Deps): Handlers<typeof ticketRoutes> => {
  const eyesOf = (member: Member, now: Date, from?: Eyes['from']): Eyes => ({
    member,
    urlSecret: deps.urlSecret,
    now,
    ...(from && { from }),
  })

  return {
    listCategories: async (_, { db }) => ({ items: await listCategories(db) }),
    searchCategories: async ({ query }, { db }) => ({ items: await searchCategories(db, query.q) }),
    uploadPhoto: ({ member, body, file }) =>
      keepPhoto(deps, member, { commandId: body.commandId, file }),
    listNearTickets: async ({ member, query: { categoryId, ...from } }, { db, now }) => ({
      items: await listNearTickets(db, { ...eyesOf(member, now), from }, categoryId),
    }),
    reportIssue: async ({ member, body }, work) => {
      const ticketId = await reportIssue(work, member, body)
      return getTicket(work.tx, eyesOf(member, work.now), ticketId)
    },
    listTickets: ({ member, query }, { db, now }) => {
      const from =
        query.lat !== undefined && query.lng !== undefined
          ? { lat: query.lat, lng: query.lng }
          : undefined
      return listTickets(db, eyesOf(member, now, from), query)
    },
    getTicket: ({ member, params }, { db, now }) =>
      getTicket(db, eyesOf(member, now), params.ticketId),
    advanceTicket: async ({ member, params, body }, work) => {
      const { commandId: _, ...asked } = body
      const eyes = eyesOf(member, work.now)
      try {
        await advanceTicket(work, member, params.communityId, params.ticketId, asked)
      } catch (error) {
        throw await whatCameBetween(work.tx, eyes, params.ticketId, asked.seenVersion, error)
      }
      if (asked.step === 'accept')
        await fileWithPlatform(work, deps, params.communityId, params.ticketId)
      return getTicket(work.tx, eyes, params.ticketId)
    },
    followTicket: async ({ member, params, body }, { tx, now }) => {
      const { communityId, ticketId } = params
      const row = await ticketCards(tx, communityId, member.personId)
        .where('ticket.id', '=', ticketId)
        .executeTakeFirst()
      if (!row) throw new AppError('not-found')
      // Letting go is always possible, also of what one sees no more.
      if (body.follow && !maySeeTicket(viewerOf(member), seenFacts(row, member.personId)))
        throw new AppError('ticket-private')
      if (body.follow)
        await addFollower(tx, {
          communityId,
          ticketId,
          personId: member.personId,
          why: 'follows',
          since: now,
        })
      else await removeFollower(tx, communityId, ticketId, member.personId)
      return done
    },
  }
}
