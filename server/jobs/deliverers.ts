import type { Deps } from '../deps'
import { checkComment } from '../modules/content-check/check-comment'
import { checkPicture } from '../modules/content-check/check-picture'
import { checkWords } from '../modules/content-check/check-words'
import type { Deliverer, Deliverers } from './deliver-outbox'

/** Who delivers what; a kind of promise without a deliverer does not compile. */
export const delivererOf = (deps: Deps): Deliverers => ({
  'wechat.subscribe-message': deliverWechatMessage(deps),
  'grid.file-ticket': fileTicket(deps),
  'wechat.check-words': checkWords(deps),
  'wechat.check-comment': checkComment(deps),
  'wechat.check-picture': checkPicture(deps),
})

const deliverWechatMessage =
  ({ database: { db }, wechat, config }: Deps): Deliverer<'wechat.subscribe-message'> =>
  async (_, { personId, templateKey, page, fields }) => {
    const templateId = config.wechat?.templates[templateKey]
    const identity = await db
      .selectFrom('wechat_identity')
      .select('openid')
      .where('person_id', '=', personId)
      .executeTakeFirst()
    // The account was deleted, or the template taken out of the configuration: nobody waits for this any more.
    if (!templateId || !identity) return { is: 'done' }
    const outcome = await wechat.sendSubscribeMessage({
      openid: identity.openid,
      templateId,
      page,
      fields,
    })
    switch (outcome.is) {
      case 'sent':
      case 'refused-by-user':
        return { is: 'done' }
      case 'wrong':
        return { is: 'dead', why: `wechat ${outcome.errcode}` }
      case 'try-later':
        return { is: 'later', why: `wechat ${outcome.errcode ?? 'no answer'}` }
    }
  }

const fileTicket =
  ({ database: { db }, gridPlatform, clock }: Deps): Deliverer<'grid.file-ticket'> =>
  async (communityId, { ticketId }) => {
    const ticket = await db
      .selectFrom('ticket')
      .select(['id', 'category_id', 'words', 'place_text', 'lat', 'lng', 'reported_at'])
      .where('community_id', '=', communityId)
      .where('id', '=', ticketId)
      .executeTakeFirst()
    if (!ticket) return { is: 'dead', why: 'no such ticket' }
    const outcome = await gridPlatform.fileTicket({
      ticketId: ticket.id,
      serviceCode: ticket.category_id,
      words: ticket.words,
      placeText: ticket.place_text,
      point:
        ticket.lat === null || ticket.lng === null ? null : { lat: ticket.lat, lng: ticket.lng },
      reportedAt: ticket.reported_at,
    })
    if (outcome.is === 'try-later') return { is: 'later', why: outcome.why }
    const isFiled = outcome.is === 'filed'
    await db
      .updateTable('outside_ticket')
      .set({
        ...(isFiled && { outside_id: outcome.outsideId }),
        state: isFiled ? 'filed' : 'failing',
        at: clock.now(),
      })
      .where('community_id', '=', communityId)
      .where('ticket_id', '=', ticketId)
      .where('system', '=', gridPlatform.kind)
      .execute()
    return isFiled ? { is: 'done' } : { is: 'dead', why: outcome.why }
  }
