import { resumeSuspended } from '../../server/jobs/resume-suspended'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { SECOND_GRID } from '../support/house'
import { AT_BUILDING_3, DAY, HOUR, northOf, startStory, type Story } from '../support/story'

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

const everybodyElse = () => [story.lin, story.chen, story.wang, story.street, story.ma]

describe('claiming', () => {
  test('is for the worker on the ticket; its handling time goes on from dispatch', async () => {
    const ticketId = await story.dispatched()
    const { dueAt } = await story.see(story.zhou, ticketId)
    await story.pass(3 * HOUR)
    for (const person of everybodyElse())
      expect((await story.take(person, ticketId, 'claim')).status).toBe(403)
    const claim = () => story.did(story.zhou, ticketId, 'claim')
    expect(await story.hearing(story.lin, claim)).toMatchObject([
      { title: '垃圾满溢：网格员已接单' },
    ])
    expect(await story.see(story.lin, ticketId)).toMatchObject({
      state: 'handling',
      assigneeName: '网格员 周',
      dueAt,
    })
    expect((await story.take(story.zhou, ticketId, 'claim')).code).toBe('wrong-state')
    await story.pass(DAY - 3 * HOUR)
  })

  test('another worker of the grid may take it over, and the first one hears', async () => {
    const wu = await story.house.staff('worker', '吴', [SECOND_GRID])
    const { ticketId } = await story.report(story.lin, {
      place: { by: 'building', buildingId: story.buildingId('8') },
    })
    await story.did(story.wang, ticketId, 'accept')
    await story.did(story.wang, ticketId, 'dispatch', { toPersonId: story.ma.personId })
    expect((await story.take(story.zhou, ticketId, 'claim')).code).toBe('not-your-grid')
    const claim = () => story.did(wu, ticketId, 'claim')
    expect(await story.hearing(story.ma, claim)).toMatchObject([
      { title: '垃圾满溢：网格员已接单', ticketId },
    ])
    expect(await story.see(wu, ticketId)).toMatchObject({ assignedToMe: true })
    const photoIds = [await story.photo(story.ma)]
    const late = await story.take(story.ma, ticketId, 'handle', { photoIds })
    expect(late).toMatchObject({ status: 403, code: 'not-your-ticket' })
  })

  test('two workers at once: one has it', async () => {
    const wu = await story.house.staff('worker', '武', [SECOND_GRID])
    const { ticketId } = await story.report(story.lin, {
      place: { by: 'building', buildingId: story.buildingId('8') },
    })
    await story.did(story.wang, ticketId, 'accept')
    await story.did(story.wang, ticketId, 'dispatch', { toPersonId: story.ma.personId })
    const answers = await Promise.all([
      story.take(wu, ticketId, 'claim'),
      story.take(story.ma, ticketId, 'claim'),
    ])
    expect(answers.map(({ code }) => code ?? 'claimed').sort()).toEqual(['claimed', 'wrong-state'])
  })
})

describe('returning', () => {
  test('needs a reason; the desk hears and dispatches anew with a new clock', async () => {
    const ticketId = await story.dispatched()
    expect((await story.take(story.zhou, ticketId, 'return')).code).toBe('needs-words')
    for (const person of [story.lin, story.chen, story.ma])
      expect((await story.take(person, ticketId, 'return', { words: '不要' })).status).toBe(403)
    const back = () => story.did(story.zhou, ticketId, 'return', { words: '这是市政的管线' })
    expect(await story.hearing(story.wang, back)).toMatchObject([
      { title: '垃圾满溢：被退回，正重新安排', words: '这是市政的管线' },
    ])
    expect(await story.see(story.wang, ticketId)).toMatchObject({
      state: 'accepted',
      assigneeName: null,
      // Monday 10:00 and four working hours, as for every dispatch.
      dueAt: new Date(story.house.now().getTime() + 6 * HOUR).toISOString(),
    })
    expect(
      await story.did(story.wang, ticketId, 'dispatch', { toPersonId: story.ma.personId }),
    ).toMatchObject({ state: 'dispatched', assigneeName: '网格员 马' })
  })

  test('a moderator takes it back from a worker who is ill, who hears it', async () => {
    const ticketId = await story.handling()
    const back = () => story.did(story.wang, ticketId, 'return', { words: '周师傅请假了' })
    expect(await story.hearing(story.zhou, back)).toMatchObject([{ words: '周师傅请假了' }])
    const photoIds = [await story.photo(story.zhou)]
    expect((await story.take(story.zhou, ticketId, 'handle', { photoIds })).status).toBe(403)
  })
})

describe('handling', () => {
  test('needs a picture, shows it with its place in the history, and asks those who reported to look', async () => {
    const ticketId = await story.handling()
    await story.did(story.chen, ticketId, 'join')
    expect(await story.take(story.zhou, ticketId, 'handle', { words: '清了' })).toMatchObject({
      status: 400,
      code: 'needs-evidence',
    })
    const photoIds = [await story.photo(story.zhou), await story.photo(story.zhou)]
    for (const person of everybodyElse())
      expect((await story.take(person, ticketId, 'handle', { photoIds })).status).toBe(403)
    const handle = () =>
      story.did(story.zhou, ticketId, 'handle', {
        words: '已清运，桶也洗了',
        photoIds,
        point: northOf(AT_BUILDING_3, 12),
      })
    let chen: unknown[] = []
    const lin = await story.hearing(story.lin, async () => {
      chen = await story.hearing(story.chen, handle)
    })
    for (const heard of [lin, chen])
      expect(heard).toEqual([
        {
          kind: 'ticket-to-confirm',
          title: '请确认是否解决',
          words: '垃圾满溢已处置，请去现场看看，真的解决了再点确认。',
          ticketId,
        },
      ])
    const seen = await story.see(story.zhao, ticketId)
    expect(seen).toMatchObject({ state: 'handled', dueAt: null, photoCount: 2 })
    expect(seen.timeline.at(-1)).toMatchObject({
      step: 'handle',
      actorName: '网格员 周',
      words: '已清运，桶也洗了',
      distanceM: 12,
    })
    expect(seen.timeline.at(-1)?.photos.map(({ photoId }) => photoId)).toEqual(photoIds)
  })

  test('with somebody else’s picture changes nothing', async () => {
    const ticketId = await story.handling()
    const photoIds = [await story.photo(story.ma)]
    const answer = await story.take(story.zhou, ticketId, 'handle', { photoIds })
    expect(answer).toMatchObject({ status: 400, code: 'photo-unknown' })
    expect(await story.see(story.zhou, ticketId)).toMatchObject({ state: 'handling', version: 4 })
  })

  test('what a worker finds and solves on patrol is their own find, proved, and still to be confirmed', async () => {
    const { ticketId } = await story.report(story.zhou)
    const photoIds = [await story.photo(story.zhou)]
    expect((await story.take(story.zhou, ticketId, 'solve-on-the-spot')).code).toBe(
      'needs-evidence',
    )
    const solved = await story.did(story.zhou, ticketId, 'solve-on-the-spot', { photoIds })
    expect(solved).toMatchObject({ state: 'handled' })
    expect((await story.take(story.zhou, ticketId, 'confirm')).code).toBe('handled-it-yourself')

    const ofLin = await story.report(story.lin)
    const another = { photoIds: [await story.photo(story.zhou)] }
    const answer = await story.take(story.zhou, ofLin.ticketId, 'solve-on-the-spot', another)
    expect(answer).toMatchObject({ status: 403, code: 'not-your-ticket' })
  })
})

describe('what cannot be solved', () => {
  const why = { words: '产权单位已撤销，无人可派' }

  test('is proposed with words and a picture, and agreed to by a second person; it never reads as solved', async () => {
    const ticketId = await story.handling()
    const photoIds = [await story.photo(story.zhou)]
    expect((await story.take(story.zhou, ticketId, 'cannot-solve', { photoIds })).code).toBe(
      'needs-words',
    )
    expect((await story.take(story.zhou, ticketId, 'cannot-solve', why)).code).toBe(
      'needs-evidence',
    )
    const given = { ...why, photoIds }
    for (const person of everybodyElse())
      expect((await story.take(person, ticketId, 'cannot-solve', given)).status).toBe(403)
    const propose = () => story.did(story.zhou, ticketId, 'cannot-solve', given)
    expect(await story.hearing(story.wang, propose)).toMatchObject([
      { title: '垃圾满溢：网格员提出无法解决，等居委会同意', words: why.words },
    ])
    expect(await story.see(story.lin, ticketId)).toMatchObject({
      state: 'handling',
      proposal: { step: 'cannot-solve', byName: '网格员 周' },
    })
    expect((await story.take(story.zhou, ticketId, 'agree')).status).toBe(403)
    const agree = () => story.did(story.wang, ticketId, 'agree')
    let zhou: unknown[] = []
    const lin = await story.hearing(story.lin, async () => {
      zhou = await story.hearing(story.zhou, agree)
    })
    expect(lin).toMatchObject([{ kind: 'ticket-to-confirm' }])
    expect(zhou).toMatchObject([{ title: '垃圾满溢：已处置，待核查' }])
    await story.did(story.lin, ticketId, 'confirm')
    expect(await story.see(story.chen, ticketId)).toMatchObject({
      state: 'closed',
      closedHow: 'cannot-solve',
    })
  })

  test('a moderator who does not agree declines, and the worker goes on', async () => {
    const ticketId = await story.handling()
    const given = { ...why, photoIds: [await story.photo(story.zhou)] }
    await story.did(story.zhou, ticketId, 'cannot-solve', given)
    const decline = () => story.did(story.wang, ticketId, 'decline', { words: '街道可以协调' })
    expect(await story.hearing(story.zhou, decline)).toMatchObject([{ words: '街道可以协调' }])
    expect(await story.see(story.zhou, ticketId)).toMatchObject({
      state: 'handling',
      proposal: null,
    })
  })
})

describe('more time', () => {
  test('is asked for with words, twice at most, and not when it is too late', async () => {
    const ticketId = await story.handling()
    const { dueAt } = await story.see(story.zhou, ticketId)
    expect((await story.take(story.zhou, ticketId, 'extend')).code).toBe('needs-words')
    const why = { words: '等配件' }
    expect((await story.take(story.lin, ticketId, 'extend', why)).status).toBe(403)
    const once = await story.did(story.zhou, ticketId, 'extend', why)
    // From a Thursday, seven working days are eleven days.
    expect(new Date(dueAt ?? '').getUTCDay()).toBe(4)
    expect(Date.parse(once.dueAt ?? '')).toBe(Date.parse(dueAt ?? '') + 11 * DAY)
    const twice = await story.did(story.wang, ticketId, 'extend', why)
    expect(Date.parse(twice.dueAt ?? '')).toBeGreaterThan(Date.parse(once.dueAt ?? ''))
    const third = await story.take(story.zhou, ticketId, 'extend', why)
    expect(third).toMatchObject({ status: 409, code: 'too-many-extensions' })

    const late = await story.handling()
    await story.pass(14 * DAY)
    expect(await story.see(story.zhou, late)).toMatchObject({ isOverdue: true })
    expect((await story.take(story.zhou, late, 'extend', why)).code).toBe('overdue-cannot-extend')
  })

  test('while the reporter is asked the clock stands still; the answer starts it again', async () => {
    const ticketId = await story.handling()
    const { dueAt } = await story.see(story.zhou, ticketId)
    const question = { words: '是东边那个桶吗？' }
    expect((await story.take(story.lin, ticketId, 'ask-reporter', question)).status).toBe(403)
    const ask = () => story.did(story.zhou, ticketId, 'ask-reporter', question)
    expect(await story.hearing(story.lin, ask)).toMatchObject([
      { title: '垃圾满溢：请您补充情况', words: question.words },
    ])
    expect(await story.see(story.lin, ticketId)).toMatchObject({ dueAt: null, isOverdue: false })
    await story.pass(30 * DAY)
    expect(await story.see(story.wang, ticketId)).toMatchObject({ isOverdue: false })
    expect((await story.take(story.chen, ticketId, 'answer', { words: '是' })).status).toBe(403)
    const answer = () => story.did(story.lin, ticketId, 'answer', { words: '是，东边的' })
    expect(await story.hearing(story.zhou, answer)).toMatchObject([
      { title: '垃圾满溢：上报人补充了情况', words: '是，东边的' },
    ])
    const seen = await story.see(story.lin, ticketId)
    expect(Date.parse(seen.dueAt ?? '')).toBeGreaterThan(Date.parse(dueAt ?? '') + 20 * DAY)
    expect((await story.take(story.lin, ticketId, 'answer', { words: '还有' })).code).toBe(
      'nothing-asked',
    )
  })

  test('what is suspended goes on by itself on its day, and those it concerns hear', async () => {
    const ticketId = await story.handling()
    const untilAt = new Date(story.house.now().getTime() + 2 * DAY).toISOString()
    await story.did(story.wang, ticketId, 'suspend', { words: '等天晴', untilAt })
    await story.pass(2 * DAY - HOUR)
    expect(await resumeSuspended(story.house.deps)).toBe(0)
    await story.pass(HOUR)
    const resume = () => resumeSuspended(story.house.deps)
    expect(await story.hearing(story.zhou, resume)).toMatchObject([{ title: '垃圾满溢：恢复办理' }])
    const seen = await story.see(story.lin, ticketId)
    expect(seen).toMatchObject({ state: 'handling', suspendedUntil: null })
    expect(seen.timeline.at(-1)).toMatchObject({ actorRole: 'system', actorName: '系统' })
  })
})
