import { randomUUID } from 'node:crypto'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { FIRST_GRID, GUANGXIMEN } from '../support/house'
import { DAY, HOUR, startStory, type Story } from '../support/story'

const here = { communityId: GUANGXIMEN }

let database: Database
let story: Story

beforeAll(async () => {
  database = await testDatabase()
  story = await startStory(database)
})
afterAll(async () => {
  await story.close()
  await database.close()
})

/** Everybody but the desk and the street. */
const others = () => [story.lin, story.chen, story.zhou, story.ma]

const refusedToOthers = async (
  ticketId: string,
  step: Parameters<Story['take']>[2],
  given?: Parameters<Story['take']>[3],
) => {
  for (const person of others()) {
    const answer = await story.take(person, ticketId, step, given)
    expect([403, answer.code]).toEqual([
      answer.status,
      expect.stringMatching(/^not-your-(role|grid|ticket)$/),
    ])
  }
  const nextDoor = await story.take(story.qian, ticketId, step, given)
  expect(nextDoor).toMatchObject({ status: 403, code: 'not-a-member' })
  expect((await story.take(story.house.nobody, ticketId, step, given)).code).toBe('sign-in-first')
}

describe('accepting', () => {
  test('makes it a case whose dispatch is due in four working hours; reporter and followers hear', async () => {
    const { ticketId } = await story.report(story.lin)
    await story.chen.ask('followTicket', { params: { ...here, ticketId }, body: { follow: true } })
    await refusedToOthers(ticketId, 'accept')
    const accept = () => story.did(story.wang, ticketId, 'accept')
    const news = {
      kind: 'ticket-step',
      title: '垃圾满溢：已受理立案',
      words: '点开看看最新进展。',
      ticketId,
    }
    expect(await story.hearing(story.lin, accept)).toEqual([news])
    const seen = await story.see(story.chen, ticketId)
    expect(seen).toMatchObject({
      state: 'accepted',
      version: 2,
      dueAt: '2026-11-23T08:00:00.000Z',
      timeline: [{}, { step: 'accept', actorName: '居委会 王', actorRole: 'moderator' }],
    })
  })

  test('can be done by the street too, once', async () => {
    const { ticketId } = await story.report(story.lin)
    const ticket = await story.did(story.street, ticketId, 'accept')
    expect(ticket.timeline.at(-1)).toMatchObject({ actorName: '街道', actorRole: 'operator' })
    const again = await story.take(story.wang, ticketId, 'accept')
    expect(again).toMatchObject({ status: 409, code: 'wrong-state' })
  })

  test('of a ticket that does not exist is not found', async () => {
    expect(await story.take(story.wang, randomUUID(), 'accept')).toMatchObject({
      status: 404,
      code: 'not-found',
    })
  })
})

describe('refusing', () => {
  test('needs an honest reason, which the reporter reads; neighbours see it no more', async () => {
    const { ticketId } = await story.report(story.lin)
    await refusedToOthers(ticketId, 'refuse', { words: '不归我们' })
    expect(await story.take(story.wang, ticketId, 'refuse', { words: '  ' })).toMatchObject({
      status: 400,
      code: 'needs-words',
    })
    const refuse = () =>
      story.did(story.wang, ticketId, 'refuse', { words: '这是物业的事，已转告物业' })
    expect(await story.hearing(story.lin, refuse)).toEqual([
      {
        kind: 'ticket-step',
        title: '垃圾满溢：没有受理',
        words: '这是物业的事，已转告物业',
        ticketId,
      },
    ])
    const seen = await story.see(story.lin, ticketId)
    expect(seen).toMatchObject({ state: 'refused', dueAt: null })
    expect(seen.timeline.at(-1)?.words).toBe('这是物业的事，已转告物业')
    const neighbour = await story.chen.ask('getTicket', { params: { ...here, ticketId } })
    expect(neighbour).toMatchObject({ status: 403, code: 'ticket-private' })
  })

  test('may be appealed once, by the reporter, with a reason; then the desk decides anew', async () => {
    const { ticketId } = await story.report(story.lin)
    await story.did(story.chen, ticketId, 'join')
    await story.did(story.wang, ticketId, 'refuse', { words: '看不清' })
    const why = { words: '请看看门口那个' }
    expect((await story.take(story.chen, ticketId, 'appeal', why)).code).toBe('not-your-role')
    expect((await story.take(story.wang, ticketId, 'appeal', why)).code).toBe('not-your-role')
    expect((await story.take(story.lin, ticketId, 'appeal')).code).toBe('needs-words')

    const appeal = () => story.did(story.lin, ticketId, 'appeal', why)
    expect(await story.hearing(story.he, appeal)).toMatchObject([
      { title: '垃圾满溢：上报人申诉', words: '请看看门口那个' },
    ])
    expect(await story.see(story.zhao, ticketId)).toMatchObject({ state: 'submitted' })
    await story.did(story.he, ticketId, 'refuse', { words: '确实不归社区' })
    const second = await story.take(story.lin, ticketId, 'appeal', why)
    expect(second).toMatchObject({ status: 409, code: 'already-appealed' })
  })
})

describe('taking one’s report back', () => {
  test('is for the reporter while nobody has accepted it; those who joined are told', async () => {
    const { ticketId } = await story.report(story.lin)
    await story.did(story.chen, ticketId, 'join')
    expect((await story.take(story.chen, ticketId, 'withdraw')).code).toBe('not-your-role')
    const withdraw = () => story.did(story.lin, ticketId, 'withdraw')
    expect(await story.hearing(story.chen, withdraw)).toMatchObject([
      { title: '垃圾满溢：上报人已撤回', ticketId },
    ])
    expect(await story.see(story.lin, ticketId)).toMatchObject({ state: 'void' })

    const later = await story.report(story.lin)
    await story.did(story.wang, later.ticketId, 'accept')
    expect((await story.take(story.lin, later.ticketId, 'withdraw')).code).toBe('wrong-state')
  })
})

describe('merging', () => {
  const twins = async (second: Parameters<Story['report']>[1] = {}) => {
    const main = await story.report(story.lin)
    const twin = await story.report(story.chen, { words: '垃圾堆到路上了', ...second })
    return { main, twin }
  }

  test('brings the issue, its reporter and followers to the main ticket, and tells them its number', async () => {
    const { main, twin } = await twins({ photoIds: [await story.photo(story.chen)] })
    const params = { ...here, ticketId: twin.ticketId }
    await story.zhao.ask('followTicket', { params, body: { follow: true } })
    const into = { intoTicketId: main.ticketId }
    await refusedToOthers(twin.ticketId, 'merge', into)
    const merge = () => story.did(story.wang, twin.ticketId, 'merge', into)
    expect(await story.hearing(story.chen, merge)).toEqual([
      {
        kind: 'ticket-step',
        title: '垃圾满溢：并到另一件一起办',
        words: `和工单 ${main.number} 是同一回事，已并到一起办，您会继续收到进展。`,
        ticketId: main.ticketId,
      },
    ])
    expect(await story.see(story.chen, twin.ticketId)).toMatchObject({
      state: 'merged',
      mergedIntoId: main.ticketId,
      dueAt: null,
      timeline: [{ photos: [{}] }, { step: 'merge' }],
    })
    const seen = await story.see(story.chen, main.ticketId)
    expect(seen).toMatchObject({ joinedCount: 1, isFollowing: true, isMine: false })
    expect(seen.issues.map(({ words, isMine }) => ({ words, isMine }))).toEqual([
      { words: '楼下的垃圾桶满了', isMine: false },
      { words: '垃圾堆到路上了', isMine: true },
    ])
    expect(seen.issues[1]?.photos).toHaveLength(1)
    for (const person of [story.chen, story.zhao])
      expect(
        await story.hearing(person, () =>
          story.did(story.wang, main.ticketId, 'comment', { words: `给${person.personId}` }),
        ),
      ).toHaveLength(1)
  })

  test('who reported one and joined the other is one person there, and remains the reporter', async () => {
    const { main, twin } = await twins()
    await story.did(story.chen, main.ticketId, 'join')
    await story.did(story.lin, twin.ticketId, 'join')
    await story.did(story.wang, twin.ticketId, 'merge', { intoTicketId: main.ticketId })
    expect(await story.see(story.lin, main.ticketId)).toMatchObject({
      joinedCount: 1,
      isMine: true,
    })
  })

  test('needs an open ticket of this community that is not the same one', async () => {
    const { main, twin } = await twins()
    const into = (intoTicketId?: string) =>
      story.take(story.wang, twin.ticketId, 'merge', { ...(intoTicketId && { intoTicketId }) })
    for (const target of [undefined, twin.ticketId, randomUUID()])
      expect(await into(target)).toMatchObject({ status: 400, code: 'needs-target' })
    await story.did(story.wang, main.ticketId, 'refuse', { words: '不归这里' })
    expect((await into(main.ticketId)).code).toBe('needs-target')
    expect(await story.see(story.chen, twin.ticketId)).toMatchObject({
      state: 'submitted',
      version: 1,
    })
  })

  test('two moderators who merge two tickets into each other at once leave one of them open', async () => {
    const { main, twin } = await twins()
    const answers = await Promise.all([
      story.take(story.wang, main.ticketId, 'merge', { intoTicketId: twin.ticketId }),
      story.take(story.he, twin.ticketId, 'merge', { intoTicketId: main.ticketId }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
    const states = [main, twin].map(
      async ({ ticketId }) => (await story.see(story.wang, ticketId)).state,
    )
    expect((await Promise.all(states)).sort()).toEqual(['merged', 'submitted'])
  })

  test('a private one may go into a public one, but its words stay between reporter and staff', async () => {
    const { main, twin } = await twins({ isPrivate: true, words: '隔壁把垃圾扔我门口' })
    await story.did(story.wang, twin.ticketId, 'merge', { intoTicketId: main.ticketId })
    const words = async (person: Story['lin']) =>
      (await story.see(person, main.ticketId)).issues.map((issue) => issue.words)
    expect(await words(story.zhao)).toEqual(['楼下的垃圾桶满了'])
    expect(await words(story.lin)).toEqual(['楼下的垃圾桶满了'])
    for (const person of [story.chen, story.wang, story.zhou])
      expect(await words(person)).toEqual(['楼下的垃圾桶满了', '隔壁把垃圾扔我门口'])
  })

  test('nobody comes to see a private ticket of somebody else by merging', async () => {
    const main = await story.report(story.lin, { isPrivate: true })
    for (const isPrivate of [false, true]) {
      const twin = await story.report(story.chen, { isPrivate })
      const merge = { intoTicketId: main.ticketId }
      expect((await story.take(story.wang, twin.ticketId, 'merge', merge)).code).toBe(
        'needs-target',
      )
    }
    const own = await story.report(story.lin, { isPrivate: true, words: '又来了' })
    await story.did(story.wang, own.ticketId, 'merge', { intoTicketId: main.ticketId })
    expect((await story.see(story.lin, main.ticketId)).issues).toHaveLength(2)
  })
})

describe('dispatching', () => {
  test('gives it to a grid worker, who is told; the handling time begins', async () => {
    const { ticketId } = await story.report(story.lin)
    await story.did(story.wang, ticketId, 'accept')
    const to = { toPersonId: story.zhou.personId }
    await refusedToOthers(ticketId, 'dispatch', to)
    const dispatch = () => story.did(story.wang, ticketId, 'dispatch', to)
    expect(await story.hearing(story.zhou, dispatch)).toEqual([
      { kind: 'ticket-dispatched', title: '有工单派给您', words: '垃圾满溢，3号楼', ticketId },
    ])
    expect(await story.see(story.zhou, ticketId)).toMatchObject({
      state: 'dispatched',
      assigneeName: '网格员 周',
      assignedToMe: true,
      // Seven working days from Monday 10:00.
      dueAt: '2026-12-02T02:00:00.000Z',
    })
    const seen = await story.see(story.lin, ticketId)
    expect(seen.timeline.at(-1)).toMatchObject({ step: 'dispatch', toName: '网格员 周' })
  })

  test('needs somebody who is a grid worker here', async () => {
    const { ticketId } = await story.report(story.lin)
    await story.did(story.wang, ticketId, 'accept')
    const nobody = [undefined, story.lin.personId, story.he.personId, story.qian.personId]
    for (const toPersonId of [...nobody, randomUUID()])
      expect(
        await story.take(story.wang, ticketId, 'dispatch', { ...(toPersonId && { toPersonId }) }),
      ).toMatchObject({ status: 400, code: 'needs-assignee' })
  })

  test('may go to a worker of another grid, and not before it is accepted', async () => {
    const { ticketId } = await story.report(story.lin)
    const to = { toPersonId: story.ma.personId }
    expect((await story.take(story.wang, ticketId, 'dispatch', to)).code).toBe('wrong-state')
    await story.did(story.wang, ticketId, 'accept')
    await story.did(story.wang, ticketId, 'dispatch', to)
    expect(await story.did(story.ma, ticketId, 'claim')).toMatchObject({
      state: 'handling',
      gridCode: FIRST_GRID,
    })
  })
})

describe('changing the kind', () => {
  test('starts the clock of its urgency; whoever handles may do it, residents may not', async () => {
    const { ticketId } = await story.report(story.lin)
    const gas = { categoryId: 'gas_smell' }
    const { body } = await story.lin.ask('listCategories')
    const urgent = body.items.find(({ urgency }) => urgency === 'emergency')
    gas.categoryId = urgent?.categoryId ?? ''
    expect((await story.take(story.lin, ticketId, 'recategorise', gas)).code).toBe('not-your-role')
    expect((await story.take(story.ma, ticketId, 'recategorise', gas)).code).toBe('not-your-grid')
    await story.pass(HOUR)
    const changed = await story.did(story.zhou, ticketId, 'recategorise', gas)
    expect(changed).toMatchObject({
      state: 'submitted',
      urgency: 'emergency',
      categoryName: urgent?.name,
      dueAt: new Date(story.house.now().getTime() + HOUR / 4).toISOString(),
    })
    await story.pass(HOUR / 2)
    expect(await story.see(story.wang, ticketId)).toMatchObject({ isOverdue: true })
    await story.pass(DAY - 1.5 * HOUR)
  })

  test('needs one of our kinds', async () => {
    const { ticketId } = await story.report(story.lin)
    const to = (categoryId?: string) =>
      story.take(story.wang, ticketId, 'recategorise', { ...(categoryId && { categoryId }) })
    expect((await to()).code).toBe('needs-category')
    expect((await to('flying_saucer')).code).toBe('unknown-category')
  })
})

describe('what needs a second person', () => {
  test.each([
    ['force-close', '长期无人配合', 'closed', '已强制结案'],
    ['void', '查无此事', 'void', '已作废'],
  ] as const)(
    '%s takes effect when another of the desk agrees',
    async (step, words, state, told) => {
      const { ticketId } = await story.report(story.lin)
      await refusedToOthers(ticketId, step, { words })
      expect((await story.take(story.wang, ticketId, step)).code).toBe('needs-words')
      const propose = () => story.did(story.wang, ticketId, step, { words })
      expect(await story.hearing(story.he, propose)).toMatchObject([{ words }])
      expect(await story.see(story.he, ticketId)).toMatchObject({
        state: 'submitted',
        proposal: { step, byName: '居委会 王', byMe: false },
      })
      expect((await story.take(story.wang, ticketId, 'agree')).code).toBe('needs-second-person')
      expect((await story.take(story.he, ticketId, step, { words })).code).toBe('already-proposed')
      await refusedToOthers(ticketId, 'agree')
      let heardByProposer: unknown[] = []
      const heardByReporter = await story.hearing(story.lin, async () => {
        heardByProposer = await story.hearing(story.wang, () =>
          story.did(story.he, ticketId, 'agree'),
        )
      })
      for (const heard of [heardByReporter, heardByProposer])
        expect(heard).toMatchObject([{ title: `垃圾满溢：${told}`, ticketId }])
      expect(await story.see(story.lin, ticketId)).toMatchObject({
        state,
        closedHow: state === 'closed' ? 'forced' : null,
        proposal: null,
      })
    },
  )

  test('may be declined, and whoever proposed it hears', async () => {
    const { ticketId } = await story.report(story.lin)
    await story.did(story.wang, ticketId, 'void', { words: '像是误报' })
    const decline = () => story.did(story.he, ticketId, 'decline', { words: '我去看过，是真的' })
    expect(await story.hearing(story.wang, decline)).toMatchObject([
      { title: '垃圾满溢：提议没有通过', words: '我去看过，是真的' },
    ])
    expect(await story.see(story.he, ticketId)).toMatchObject({
      state: 'submitted',
      proposal: null,
    })
    expect((await story.take(story.he, ticketId, 'agree')).code).toBe('nothing-to-agree-to')
  })
})

describe('suspending', () => {
  const until = (days: number) => new Date(story.house.now().getTime() + days * DAY).toISOString()

  test('needs a reason and a day to come; resuming brings the ticket back to where it was', async () => {
    const ticketId = await story.handling()
    const due = (await story.see(story.lin, ticketId)).dueAt
    const why = { words: '等厂家配件' }
    const no = await story.take(story.lin, ticketId, 'suspend', { ...why, untilAt: until(3) })
    expect(no.code).toBe('not-your-role')
    for (const untilAt of [undefined, until(-1), until(400)])
      expect(
        (await story.take(story.zhou, ticketId, 'suspend', { ...why, ...(untilAt && { untilAt }) }))
          .code,
      ).toBe('needs-date')
    const back = until(3)
    await story.did(story.zhou, ticketId, 'suspend', { ...why, untilAt: back })
    expect(await story.see(story.lin, ticketId)).toMatchObject({
      state: 'suspended',
      suspendedUntil: back,
      isOverdue: false,
    })
    expect((await story.take(story.zhou, ticketId, 'resume')).code).toMatch(/^not-your/)
    await story.pass(2 * HOUR)
    const resume = () => story.did(story.wang, ticketId, 'resume')
    expect(await story.hearing(story.zhou, resume)).toMatchObject([{ title: '垃圾满溢：恢复办理' }])
    const seen = await story.see(story.lin, ticketId)
    expect(seen).toMatchObject({
      state: 'handling',
      suspendedUntil: null,
      assigneeName: '网格员 周',
    })
    expect(Date.parse(seen.dueAt ?? '')).toBeGreaterThan(Date.parse(due ?? ''))
    await story.pass(DAY - 2 * HOUR)
  })
})

describe('pressing', () => {
  test('urging is for those it concerns, once in 24 hours; desk and worker hear, other followers do not', async () => {
    const ticketId = await story.handling()
    await story.did(story.zhao, ticketId, 'join')
    expect((await story.take(story.chen, ticketId, 'urge')).code).toBe('not-your-role')
    const urge = () => story.did(story.lin, ticketId, 'urge', { words: '味道很大' })
    let zhao: unknown[] = []
    let wang: unknown[] = []
    const zhou = await story.hearing(story.zhou, async () => {
      wang = await story.hearing(story.wang, async () => {
        zhao = await story.hearing(story.zhao, urge)
      })
    })
    for (const heard of [zhou, wang])
      expect(heard).toMatchObject([{ title: '垃圾满溢：有人催办', words: '味道很大' }])
    expect(zhao).toEqual([])
    const soon = await story.take(story.zhao, ticketId, 'urge')
    expect(soon).toMatchObject({ status: 409, code: 'too-soon-to-urge' })
    await story.pass(DAY)
    expect(await story.did(story.zhao, ticketId, 'urge')).toMatchObject({ state: 'handling' })
  })

  test('supervising is for the desk and the street, with words, to the worker', async () => {
    const ticketId = await story.handling()
    await refusedToOthers(ticketId, 'supervise', { words: '请今天办完' })
    expect((await story.take(story.wang, ticketId, 'supervise')).code).toBe('needs-words')
    const supervise = () => story.did(story.street, ticketId, 'supervise', { words: '请今天办完' })
    expect(await story.hearing(story.zhou, supervise)).toMatchObject([
      { title: '垃圾满溢：督办', words: '请今天办完' },
    ])
  })
})

describe('talking on a ticket', () => {
  test('anybody who sees it may; followers, worker and desk hear, once each, and not who spoke', async () => {
    const ticketId = await story.handling()
    const say = () => story.did(story.chen, ticketId, 'comment', { words: ' 楼道里也有 ' })
    for (const person of [story.lin, story.zhou, story.wang, story.he])
      expect(await story.hearing(person, say)).toMatchObject([
        { title: '垃圾满溢：有新留言', words: '楼道里也有' },
      ])
    expect(await story.hearing(story.chen, say)).toEqual([])
    expect((await story.take(story.chen, ticketId, 'comment', { words: ' ' })).code).toBe(
      'needs-words',
    )
    expect((await story.take(story.qian, ticketId, 'comment', { words: '在吗' })).code).toBe(
      'not-a-member',
    )
  })
})

describe('following', () => {
  const follow = (person: Story['lin'], ticketId: string, on: boolean) =>
    person.ask('followTicket', { params: { ...here, ticketId }, body: { follow: on } })

  test('brings the news to the inbox until one stops; the reporter cannot stop', async () => {
    const { ticketId } = await story.report(story.lin)
    await follow(story.zhao, ticketId, true)
    const accept = () => story.did(story.wang, ticketId, 'accept')
    expect(await story.hearing(story.zhao, accept)).toHaveLength(1)
    await follow(story.zhao, ticketId, false)
    expect((await story.see(story.zhao, ticketId)).isFollowing).toBe(false)
    await follow(story.lin, ticketId, false)
    const dispatch = () =>
      story.did(story.wang, ticketId, 'dispatch', { toPersonId: story.zhou.personId })
    let zhao: unknown[] = []
    const lin = await story.hearing(story.lin, async () => {
      zhao = await story.hearing(story.zhao, dispatch)
    })
    expect([zhao.length, lin.length]).toEqual([0, 1])
  })

  test('what one may not see cannot be followed; what one sees no more is silent, not listed, and can be let go', async () => {
    const hidden = await story.report(story.lin, { isPrivate: true })
    expect((await follow(story.zhao, hidden.ticketId, true)).code).toBe('ticket-private')
    expect((await follow(story.zhao, randomUUID(), true)).code).toBe('not-found')
    const { ticketId } = await story.report(story.lin)
    await follow(story.zhao, ticketId, true)
    await story.did(story.wang, ticketId, 'refuse', { words: '不归社区' })
    const talk = () => story.did(story.lin, ticketId, 'comment', { words: '那归谁？我家电话是…' })
    expect(await story.hearing(story.zhao, talk)).toEqual([])
    const { body } = await story.zhao.ask('listTickets', {
      params: here,
      query: { view: 'following' },
    })
    expect(body.items.map((one) => one.ticketId)).not.toContain(ticketId)
    expect((await follow(story.zhao, ticketId, false)).status).toBe(200)
  })
})
