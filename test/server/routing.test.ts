import type { RoutingDraft } from '../../contract/routing'
import { inWork } from '../../server/commands'
import { keepDepartment } from '../../server/modules/departments/find-departments'
import { advanceTicket } from '../../server/modules/tickets/advance-ticket'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { FIRST_GRID, GUANGXIMEN, SECOND_GRID } from '../support/house'
import { BIN, HOUR, startStory, type Story } from '../support/story'

const here = { communityId: GUANGXIMEN }

let database: Database
let story: Story
let departmentId: string

beforeAll(async () => {
  database = await testDatabase()
  story = await startStory(database)
  departmentId = await inWork(story.house.deps, (work) =>
    keepDepartment(work.tx, work, {
      scope: GUANGXIMEN.slice(0, 9),
      kind: 'enforcement',
      name: '城管执法队',
      phone: null,
    }),
  )
})
afterEach(() => database.db.deleteFrom('routing_rule').execute())
afterAll(async () => {
  await story.close()
  await database.close()
})

const line = (part: Partial<RoutingDraft> = {}): RoutingDraft => ({
  categoryId: null,
  categoryGroup: null,
  gridCode: null,
  days: 'any',
  weekdays: [],
  fromMinute: null,
  untilMinute: null,
  mode: 'by-load',
  toPersonId: null,
  toDepartmentId: null,
  ...part,
})
const toZhou = () => ({ mode: 'assigned' as const, toPersonId: story.zhou.personId })
const keep = (draft: RoutingDraft, person = story.street) =>
  person.ask('keepRoutingLine', { params: here, body: { line: draft } })
const trial = async (
  asked: { categoryId?: string; gridCode?: string | null; at?: string; draft?: RoutingDraft } = {},
) => {
  const body = { categoryId: BIN, gridCode: FIRST_GRID, ...asked }
  return (await story.wang.ask('tryRouting', { params: here, body })).body
}

describe('the table', () => {
  test('is the street’s to write; the committee reads it, nobody else', async () => {
    expect((await keep(line())).body.items).toMatchObject([
      { when: '任何类别 · 任何网格 · 任何时间', then: '派给本网格手上最少的网格员' },
    ])
    expect(await keep(line(), story.wang)).toMatchObject({ status: 403, code: 'not-allowed' })
    expect((await story.wang.ask('listRouting', { params: here })).body.items).toHaveLength(1)
    for (const person of [story.lin, story.zhou])
      expect((await person.ask('listRouting', { params: here })).code).toBe('not-allowed')
  })

  test('changes a line in place and loses one that is taken out', async () => {
    const [first] = (await keep(line())).body.items
    const { body } = await keep(line({ ruleId: first?.ruleId, categoryId: BIN, ...toZhou() }))
    expect(body.items).toMatchObject([
      { ruleId: first?.ruleId, when: '垃圾满溢 · 任何网格 · 任何时间', then: '派给网格员 周' },
    ])
    const removed = await story.street.ask('removeRoutingLine', {
      params: { ...here, ruleId: first?.ruleId ?? '' },
    })
    expect(removed.body.items).toEqual([])
    expect((await keep(line({ ruleId: first?.ruleId }))).code).toBe('not-found')
  })

  test.each([
    ['a category that there is not', line({ categoryId: 'nothing' }), 'unknown-category'],
    ['a grid of somebody else', line({ gridCode: '110105006042001' }), 'needs-grid'],
    ['half a time', line({ fromMinute: 60 }), 'bad-hours'],
    ['nobody', line({ mode: 'assigned' }), 'needs-assignee'],
  ])('refuses a line with %s', async (_, draft, code) => {
    expect(await keep(draft)).toMatchObject({ status: 400, code })
  })

  test('refuses a worker who does not work here', async () => {
    const draft = line({ mode: 'assigned', toPersonId: story.lin.personId })
    expect((await keep(draft)).code).toBe('needs-assignee')
  })
})

describe('trying out', () => {
  test('says to whom and by which line, at that time, with a line not yet kept', async () => {
    await keep(line({ mode: 'open' }))
    const draft = line({ categoryId: BIN, days: 'day-off', ...toZhou() })
    const sunday = '2026-11-29T13:00:00.000Z'
    expect(await trial({ at: sunday })).toMatchObject({ won: { toName: null } })
    expect(await trial({ at: sunday, draft })).toMatchObject({
      won: { toName: '网格员 周', toPersonId: story.zhou.personId },
      passedOver: [],
      isCalendarKnown: true,
    })
    expect(await trial({ at: '2026-11-30T13:00:00.000Z', draft })).toMatchObject({
      won: { toName: null, line: { then: '本网格谁有空谁接' } },
    })
    expect((await story.wang.ask('listRouting', { params: here })).body.items).toHaveLength(1)
  })

  test('says that it counted plain weekends where the holidays are not published', async () => {
    expect(await trial({ at: '2060-10-04T02:00:00.000Z' })).toEqual({
      won: null,
      passedOver: [],
      isCalendarKnown: false,
    })
  })

  test('says whom it passed over', async () => {
    await keep(line({ categoryId: BIN, mode: 'assigned', toDepartmentId: departmentId }))
    await database.db
      .updateTable('department')
      .set({ ended_at: story.house.now() })
      .where('id', '=', departmentId)
      .execute()
    expect(await trial()).toMatchObject({ won: null, passedOver: [{ why: 'target-gone' }] })
    const { items } = (await story.wang.ask('listRouting', { params: here })).body
    expect(items).toMatchObject([{ isTargetGone: true }])
    await database.db.updateTable('department').set({ ended_at: null }).execute()
  })
})

describe('an accepted ticket', () => {
  test('goes where the table says, as a step by the system that names the line', async () => {
    await keep(line({ categoryId: BIN, gridCode: FIRST_GRID, ...toZhou() }))
    const { ticketId } = await story.report(story.lin)
    const accept = () => story.did(story.wang, ticketId, 'accept')
    expect(await story.hearing(story.zhou, accept)).toMatchObject([
      { kind: 'ticket-dispatched', title: '有工单派给您' },
    ])
    const ticket = await story.see(story.lin, ticketId)
    expect(ticket).toMatchObject({ state: 'dispatched', assigneeName: '网格员 周', version: 3 })
    expect(ticket.timeline.slice(1)).toMatchObject([
      { step: 'accept', actorName: '居委会 王' },
      {
        step: 'dispatch',
        actorRole: 'system',
        toName: '网格员 周',
        words: '按派单规则（垃圾满溢 · 第一网格 · 任何时间）：派给网格员 周',
      },
    ])
  })

  test('goes to whom the moderator named when accepting, whatever the table says', async () => {
    await keep(line({ categoryId: BIN, ...toZhou() }))
    const { ticketId } = await story.report(story.lin)
    const ticket = await story.did(story.wang, ticketId, 'accept', {
      toPersonId: story.ma.personId,
    })
    expect(ticket).toMatchObject({ state: 'dispatched', assigneeName: '网格员 马' })
    expect(ticket.timeline.at(-1)).toMatchObject({ step: 'dispatch', actorName: '居委会 王' })
  })

  test('is not accepted at all when the one named is nobody’s worker', async () => {
    const { ticketId } = await story.report(story.lin)
    const named = { toPersonId: story.chen.personId }
    expect((await story.take(story.wang, ticketId, 'accept', named)).code).toBe('needs-assignee')
    expect(await story.see(story.lin, ticketId)).toMatchObject({ state: 'submitted' })
  })

  test('waits when it is held, and where no line speaks of it', async () => {
    await keep(line({ categoryId: BIN, gridCode: SECOND_GRID, ...toZhou() }))
    const other = await story.report(story.lin)
    expect(await story.did(story.wang, other.ticketId, 'accept')).toMatchObject({
      state: 'accepted',
    })
    await keep(line({ categoryId: BIN, ...toZhou() }))
    const held = await story.report(story.lin)
    expect(await story.did(story.wang, held.ticketId, 'accept', { isHeld: true })).toMatchObject({
      state: 'accepted',
      assigneeName: null,
    })
  })

  test('goes to the one of the grid with least in hand', async () => {
    const colleague = await story.house.staff('worker', '吴', [FIRST_GRID])
    await story.dispatched()
    await keep(line({ categoryId: BIN }))
    const { ticketId } = await story.report(story.lin)
    expect(await story.did(story.wang, ticketId, 'accept')).toMatchObject({
      assigneeName: '网格员 吴',
    })
    await colleague.ask('leaveCommunity', { params: here })
  })

  test('open to all is told to the grid’s workers, and whoever claims it has it', async () => {
    await keep(line({ mode: 'open' }))
    const { ticketId } = await story.report(story.lin)
    const accept = () => story.did(story.wang, ticketId, 'accept')
    expect(await story.hearing(story.zhou, accept)).toMatchObject([{ title: '有工单可以接' }])
    expect(await story.see(story.zhou, ticketId)).toMatchObject({
      state: 'dispatched',
      assigneeName: null,
    })
    expect((await story.take(story.ma, ticketId, 'claim')).code).toBe('not-your-grid')
    expect(await story.did(story.zhou, ticketId, 'claim')).toMatchObject({
      state: 'handling',
      assignedToMe: true,
    })
  })

  test('goes to a department by name', async () => {
    await keep(line({ mode: 'assigned', toDepartmentId: departmentId }))
    const { ticketId } = await story.report(story.lin)
    const accept = () => story.did(story.wang, ticketId, 'accept')
    expect(await story.hearing(story.lin, accept)).toMatchObject([
      { title: '垃圾满溢：已派给城管执法队' },
      { title: '垃圾满溢：已受理立案' },
    ])
    expect(await story.see(story.lin, ticketId)).toMatchObject({ assigneeName: '城管执法队' })
  })

  test('goes by the table also when the city’s platform accepts it', async () => {
    await keep(line({ categoryId: BIN, fromMinute: 9 * 60, untilMinute: 18 * 60, ...toZhou() }))
    const accepted = async () => {
      const { ticketId } = await story.report(story.lin)
      const platform = { personId: null, role: 'platform', gridCodes: [] } as const
      await inWork(story.house.deps, (work) =>
        advanceTicket(work, platform, GUANGXIMEN, ticketId, { step: 'accept' }),
      )
      return story.see(story.lin, ticketId)
    }
    expect(await accepted()).toMatchObject({ state: 'dispatched', assigneeName: '网格员 周' })
    await story.pass(10 * HOUR)
    expect(await accepted()).toMatchObject({ state: 'accepted' })
  })
})
