import type { ApplicationState } from '../domain/group/names'
import type { TicketState } from '../domain/ticket/names'
import type { Message } from './chat'

/** The socket at `/v1/live`. The first frame of the client is `hello`; the token never stands in the address. */
export const LIVE_PATH = '/v1/live'

/** What changed, by id only: whoever hears it asks for what they may see. */
export type LiveChange =
  | { name: 'ticket.changed'; ticketId: string; version: number; state: TicketState }
  | { name: 'application.changed'; applicationId: string; state: ApplicationState }
  | { name: 'membership.changed' }
  | { name: 'announcement.posted'; announcementId: string }
  /** Changed, taken back, or commented on. */
  | { name: 'announcement.changed'; announcementId: string }
  /** Those who have not read it find it in their inbox once more. */
  | { name: 'announcement.reminded'; announcementId: string }
  /** Somebody has read it: for the desk's receipts. */
  | { name: 'announcement.read'; announcementId: string }
  | { name: 'inbox.added'; inboxId: string }
  | { name: 'group.changed'; groupId: string }
  /** Something waits for those who keep order, or was decided. */
  | { name: 'order.changed' }
  | { name: 'message.changed'; groupId: string; messageSeq: number }

/** `seq` rises by commit within a community; a client that kept the last one misses nothing. */
export type LiveEvent = { seq: number } & LiveChange & {
    /**
     * With `message.changed`: the message as it is now, with what the whole group may see of it. Two thousand
     * phones need not ask for what is the same for all of them; who may see more asks for more.
     */
    message?: Message
  }

export type ClientFrame =
  { type: 'hello'; token: string; after: Record<string, number> } | { type: 'ping' }

export type ServerFrame =
  /** `at`: the newest seq of each of my communities; `reload`: those where I was away too long to be told one by one. */
  | { type: 'welcome'; personId: string; at: Record<string, number>; reload: string[] }
  | { type: 'events'; communityId: string; events: LiveEvent[] }
  | { type: 'pong' }

/** Close codes of our own (4000–4999). */
export const LIVE_CLOSE = {
  'no-hello': 4000,
  'session-ended': 4001,
  'too-slow': 4002,
  'bad-frame': 4003,
  'going-down': 4004,
} as const
