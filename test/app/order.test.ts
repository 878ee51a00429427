import { actsOn } from '@/features/order/message-acts'
import { dropAllAppeals, keepAppeal, readAppeal } from '@/features/order/appeal-draft'
import { readQueue } from '@/features/order/actions'
import { actLine, reasonLine } from '@/features/order/log-line'
import { countReasons } from '@/features/order/reports'
import { useOrderQueues } from '@/features/order/store'
import { findMine } from '@/features/order/components/why-not'
import { keepSession } from '@/stores/session'
import { EXAMPLES } from '../../contract/examples'
import type { Message } from '../../contract/chat'
import type { MessageState } from '../../domain/group/names'
import type { OrderEntry, Sanction } from '../../contract/order'
import { GUANGXIMEN, session } from './support/people'
import { server } from './support/server'

const LIN = '019aa000-0000-7000-8000-000000000001'
const CHEN = '019aa000-0000-7000-8000-000000000002'

const message = (change: Partial<Message> = {}): Message => ({
  ...EXAMPLES.getMessage.output,
  authorId: CHEN,
  authorRole: 'resident',
  state: 'shown',
  ...change,
})
const namesOf = (one: Message, who: { meId: string; keepsOrder: boolean }) =>
  actsOn(one, who).map((act) =>
    act.do === 'judge' ? act.act : act.do === 'sanction' ? act.kind : act.do,
  )

describe('what the menu of a message offers', () => {
  const neighbour = { meId: LIN, keepsOrder: false }
  const moderator = { meId: LIN, keepsOrder: true }

  test.each<[MessageState, string[], string[]]>([
    ['shown', ['report'], ['hide', 'mute', 'remove']],
    ['held', [], ['let-through', 'refuse', 'mute', 'remove']],
    ['refused', [], ['let-through', 'mute', 'remove']],
    ['hidden', [], ['show', 'mute', 'remove']],
    ['recalled', [], ['mute', 'remove']],
  ])('a message that is %s: neighbours %p, moderators %p', (state, forNeighbour, forModerator) => {
    expect(namesOf(message({ state }), neighbour)).toEqual(forNeighbour)
    expect(namesOf(message({ state }), moderator)).toEqual(forModerator)
  })

  test('nobody points at or judges what they said themselves', () => {
    expect(namesOf(message({ authorId: LIN }), neighbour)).toEqual([])
    expect(namesOf(message({ authorId: LIN }), moderator)).toEqual([])
  })

  test('a colleague’s message can be hidden, the colleague neither silenced nor removed', () => {
    expect(namesOf(message({ authorRole: 'moderator' }), moderator)).toEqual(['hide'])
    expect(namesOf(message({ authorRole: 'operator' }), moderator)).toEqual(['hide'])
    expect(namesOf(message({ authorRole: 'worker' }), moderator)).toEqual([
      'hide',
      'mute',
      'remove',
    ])
  })

  test('of an author who has deleted the account only the message is judged', () => {
    expect(namesOf(message({ authorId: null }), moderator)).toEqual(['hide'])
  })
})

test('reasons are counted, the most named first', () => {
  const report = (reason: 'ad' | 'privacy' | 'rumour') => ({ reason, words: '', at: '' })
  const reports = [report('privacy'), report('ad'), report('ad')]
  expect(countReasons({ reports })).toBe('广告 2、泄露隐私')
  expect(countReasons({ reports: [] })).toBe('')
})

describe('a line of the log', () => {
  const entry = (change: Partial<OrderEntry>): OrderEntry => ({
    ...EXAMPLES.listOrderActs.output.items[0]!, // an example has one
    subjectName: '3-2 林',
    byName: '居委会 王',
    ...change,
  })

  test('says who did what to whom, and codes in words', () => {
    const hidden = entry({ act: 'hide', reason: '广告太多' })
    expect(actLine(hidden)).toBe('居委会 王 隐藏了 3-2 林 的消息')
    expect(reasonLine(hidden)).toBe('原因：广告太多')
    expect(reasonLine(entry({ act: 'report', reason: 'privacy' }))).toBe('原因：泄露隐私')
    expect(reasonLine(entry({ act: 'hold', reason: 'keyword' }))).toBe('原因：含有敏感词')
  })

  test('never says who pointed something out, and calls the reader 您 in their own record', () => {
    expect(actLine(entry({ act: 'report', byName: null }))).toBe('有邻居举报了 3-2 林 的消息')
    expect(actLine(entry({ act: 'mute' }), '您')).toBe('居委会 王 让 您 暂停发言')
    expect(reasonLine(entry({ act: 'lift', reason: '' }))).toBe('')
  })
})

describe('what keeps me from a group', () => {
  const sanction = (change: Partial<Sanction>): Sanction => ({
    ...EXAMPLES.sanctionMember.output,
    kind: 'mute',
    groupId: 'here',
    isInForce: true,
    ...change,
  })

  test('is what holds here or everywhere, the longer of two; never what is over or elsewhere', () => {
    const asked = { kind: 'mute', groupId: 'here' } as const
    expect(findMine([sanction({ groupId: 'elsewhere' })], asked)).toBeUndefined()
    expect(findMine([sanction({ isInForce: false })], asked)).toBeUndefined()
    expect(findMine([sanction({ kind: 'remove' })], asked)).toBeUndefined()
    const short = sanction({ until: '2026-11-25T00:00:00Z' })
    const long = sanction({ groupId: null, until: '2026-12-25T00:00:00Z' })
    expect(findMine([short, long], asked)).toBe(long)
  })
})

describe('a begun appeal', () => {
  test('is there again, for whoever began it, until the account is deleted', () => {
    keepSession(session({ personId: LIN }), 0)
    keepAppeal('one', '我没有')
    expect(readAppeal('one')).toBe('我没有')
    expect(readAppeal('another')).toBe('')

    keepSession(session({ personId: CHEN }), 0)
    expect(readAppeal('one')).toBe('')
    keepSession(session({ personId: LIN }), 0)
    expect(readAppeal('one')).toBe('我没有')
    dropAllAppeals()
    expect(readAppeal('one')).toBe('')
  })
})

test('the queue that one person saw is forgotten when another signs in on the same phone', async () => {
  keepSession(session({ personId: LIN }), 0)
  server.answers('listOrderQueue', EXAMPLES.listOrderQueue.output)
  await readQueue(GUANGXIMEN)
  expect(useOrderQueues.getState().queues[GUANGXIMEN]?.count).toBe(1)

  keepSession(session({ personId: CHEN }), 0)
  expect(useOrderQueues.getState().queues).toEqual({})
})
