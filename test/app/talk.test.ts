import { startTalk, withEarlier, withLater, withMessage, KEPT_AT_MOST } from '@/features/chat/talk'
import { dropAllTalkDrafts, keepDraft, NOTHING_SAID, readDraft } from '@/features/chat/draft'
import { dropAllOutgoing, sayInGroup, sendOutbox, useOutbox } from '@/features/chat/outbox'
import { openTalk, useOpenTalk } from '@/features/chat/store'
import { showsTime } from '@/features/chat/talk'
import { keepSession } from '@/stores/session'
import { EXAMPLES } from '../../contract/examples'
import type { Message } from '../../contract/chat'
import { session } from './support/people'
import { server } from './support/server'

const said = (seq: number, change: Partial<Message> = {}): Message => ({
  ...EXAMPLES.getMessage.output,
  seq,
  commandId: `command-${String(seq).padStart(16, '0')}`,
  ticket: null,
  ...change,
})
const stretch = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => said(from + index))
const seqs = ({ messages }: { messages: readonly Message[] }) => messages.map(({ seq }) => seq)
const page = (
  from: number,
  to: number,
  more: { hasBefore?: boolean; hasAfter?: boolean } = {},
) => ({
  items: stretch(from, to),
  hasBefore: more.hasBefore ?? from > 1,
  hasAfter: more.hasAfter ?? false,
  lastSeq: to,
})

describe('the stretch of a talk that a phone knows', () => {
  test('a message heard twice stands there once, and what it is now takes the place of what it was', () => {
    let talk = startTalk(page(1, 3))
    talk = withMessage(talk, said(4))
    talk = withMessage(talk, said(4))
    talk = withMessage(talk, said(2, { state: 'recalled', words: '' }))

    expect(seqs(talk)).toEqual([1, 2, 3, 4])
    expect(talk.messages[1]?.state).toBe('recalled')
  })

  test('what is let through late stands where it was said', () => {
    const talk = withMessage(startTalk({ ...page(1, 2), items: [said(1), said(3)] }), said(2))
    expect(seqs(talk)).toEqual([1, 2, 3])
  })

  test('while the reader is far from the end, what comes is counted and not shown', () => {
    const talk = withMessage(startTalk(page(1, 30, { hasAfter: true })), said(99))
    expect(seqs(talk).at(-1)).toBe(30)
    expect(talk.lastSeq).toBe(99)
  })

  test('however far one scrolls, no more than so many are kept, without a hole', () => {
    let talk = startTalk(page(971, 1000))
    for (let first = 970; first > 0; first -= 30)
      talk = withEarlier(talk, page(Math.max(1, first - 29), first))
    expect(talk.messages).toHaveLength(KEPT_AT_MOST)
    expect(seqs(talk)).toEqual(Array.from({ length: KEPT_AT_MOST }, (_, index) => index + 1))
    expect(talk.hasAfter).toBe(true)

    for (let first = KEPT_AT_MOST + 1; first <= 1000; first += 30)
      talk = withLater(
        talk,
        page(first, Math.min(1000, first + 29), { hasAfter: first + 29 < 1000 }),
      )
    expect(seqs(talk).at(-1)).toBe(1000)
    expect(talk).toMatchObject({ hasBefore: true, hasAfter: false })
    const kept = seqs(talk)
    expect(kept.at(-1)! - kept[0]! + 1).toBe(kept.length)
  })

  test('the time stands over a message after five minutes of silence', () => {
    const first = said(1, { at: '2026-11-24T02:00:00.000Z' })
    expect(showsTime(first, undefined)).toBe(true)
    expect(showsTime(said(2, { at: '2026-11-24T02:05:00.000Z' }), first)).toBe(false)
    expect(showsTime(said(2, { at: '2026-11-24T02:05:00.001Z' }), first)).toBe(true)
  })
})

describe('what is being sent', () => {
  const where = { communityId: '110105006041', groupId: EXAMPLES.getGroup.output.groupId }
  beforeEach(() => {
    dropAllOutgoing()
    keepSession(session(), 0)
    openTalk({ group: EXAMPLES.getGroup.output, talk: startTalk(page(1, 2)), unreadFrom: null })
  })
  const states = () => useOutbox.getState().outgoing.map(({ words, state }) => [words, state.is])

  test('without a network it waits in its order, and is sent once under the same id when the network is back', async () => {
    server.goesDown()
    sayInGroup({ ...where, words: '一' })
    sayInGroup({ ...where, words: '二' })
    await sendOutbox()
    expect(states()).toEqual([
      ['一', 'waiting'],
      ['二', 'waiting'],
    ])
    const kept = useOutbox.getState().outgoing.map(({ commandId }) => commandId)

    server.comesBack()
    let seq = 2
    server.answers('postMessage', ({ body }) =>
      said((seq += 1), { words: body.words ?? '', commandId: body.commandId }),
    )
    await sendOutbox()
    expect(states()).toEqual([])
    expect(server.asked('postMessage').map(({ body }) => body.commandId)).toEqual(kept)
    expect(
      useOpenTalk
        .getState()
        .open?.talk.messages.map(({ words }) => words)
        .slice(2),
    ).toEqual(['一', '二'])
  })

  test('what the rules refuse says why, stays, and holds up nothing behind it', async () => {
    server.refuses('postMessage', 'muted')
    sayInGroup({ ...where, words: '不让说' })
    await sendOutbox()
    server.answers('postMessage', ({ body }) => said(3, { commandId: body.commandId }))
    sayInGroup({ ...where, words: '可以说' })
    await sendOutbox()

    expect(useOutbox.getState().outgoing).toMatchObject([
      { words: '不让说', state: { is: 'failed', code: 'muted' } },
    ])
  })
})

describe('a phone that is lent', () => {
  const where = { communityId: '110105006041', groupId: EXAMPLES.getGroup.output.groupId }
  test('sends nothing under another name, and shows nobody what somebody else has begun to say', async () => {
    dropAllOutgoing()
    keepSession(session(), 0)
    server.goesDown()
    sayInGroup({ ...where, words: '等网络' })
    await sendOutbox()
    keepDraft(where.groupId, { ...NOTHING_SAID, words: '还没写完' })
    server.comesBack()

    keepSession(session({ personId: '01a20e00-0000-7000-8000-0000000000ff' }), 0)
    server.answers('postMessage', ({ body }) => said(9, { commandId: body.commandId }))
    await sendOutbox()
    expect(server.asked('postMessage')).toEqual([])
    expect(readDraft(where.groupId).words).toBe('')

    keepSession(session(), 0)
    expect(readDraft(where.groupId).words).toBe('还没写完')
    await sendOutbox()
    expect(server.asked('postMessage')).toHaveLength(1)
    dropAllTalkDrafts()
    expect(readDraft(where.groupId).words).toBe('')
  })
})
