import {
  LIVE_CLOSE,
  LIVE_PATH,
  type ClientFrame,
  type LiveChange,
  type LiveEvent,
  type ServerFrame,
} from '../../contract/events'
import { ROUTES } from '../../contract/route-table'

/** One of each; a new kind of event without a row here does not compile. */
const CHANGES: { [N in LiveChange['name']]: Extract<LiveChange, { name: N }> } = {
  'ticket.changed': { name: 'ticket.changed', ticketId: 't', version: 4, state: 'handling' },
  'application.changed': { name: 'application.changed', applicationId: 'a', state: 'admitted' },
  'membership.changed': { name: 'membership.changed' },
  'announcement.posted': { name: 'announcement.posted', announcementId: 'n' },
  'announcement.changed': { name: 'announcement.changed', announcementId: 'n' },
  'announcement.reminded': { name: 'announcement.reminded', announcementId: 'n' },
  'announcement.read': { name: 'announcement.read', announcementId: 'n' },
  'inbox.added': { name: 'inbox.added', inboxId: 'i' },
  'group.changed': { name: 'group.changed', groupId: 'g' },
  'order.changed': { name: 'order.changed' },
  'message.changed': { name: 'message.changed', groupId: 'g', messageSeq: 7 },
}

/** One of each frame, in both directions. */
const FROM_PHONE: { [T in ClientFrame['type']]: Extract<ClientFrame, { type: T }> } = {
  hello: { type: 'hello', token: 'secret', after: { '110105006041': 7 } },
  ping: { type: 'ping' },
}
const FROM_SERVER: { [T in ServerFrame['type']]: Extract<ServerFrame, { type: T }> } = {
  welcome: { type: 'welcome', personId: 'p', at: { '110105006041': 7 }, reload: [] },
  events: { type: 'events', communityId: '110105006041', events: [] },
  pong: { type: 'pong' },
}

describe('live events', () => {
  test.each(Object.entries(CHANGES))(
    '%s tells ids only, nothing that anybody wrote',
    (name, change) => {
      const fields = Object.keys(change).filter((field) => field !== 'name')

      expect(change.name).toBe(name)
      expect(fields.filter((field) => !/^(\w+Id|version|state|messageSeq)$/.test(field))).toEqual(
        [],
      )
    },
  )

  test('an event is a change with its place in the order of the community', () => {
    const events: LiveEvent[] = Object.values(CHANGES).map((change, seq) => ({ ...change, seq }))
    const frame: ServerFrame = { ...FROM_SERVER.events, events }

    expect(JSON.parse(JSON.stringify(frame))).toEqual(frame)
  })

  test('the token goes in the first frame and never stands in the address', () => {
    expect(LIVE_PATH).not.toMatch(/[?:]/)
    expect(Object.values(FROM_PHONE).filter((frame) => 'token' in frame)).toEqual([
      FROM_PHONE.hello,
    ])
    expect(Object.values(ROUTES).map(([, path]) => path as string)).not.toContain(LIVE_PATH)
  })

  test('close codes are our own, and tell one reason from another', () => {
    const codes = Object.values(LIVE_CLOSE)

    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.filter((code) => code < 4000 || code > 4999)).toEqual([])
  })
})
