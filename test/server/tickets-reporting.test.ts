import { randomUUID } from 'node:crypto'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { FIRST_GRID, GUANGXIMEN, NEXT_DOOR, SECOND_GRID } from '../support/house'
import { AT_BUILDING_8, BIN, DAY, HOUR, northOf, startStory, type Story } from '../support/story'

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

describe('a report opens a ticket', () => {
  test('with a number of the day, its kind, its place, and a deadline in working time', async () => {
    const ticket = await story.report(story.lin)
    expect(ticket).toMatchObject({
      ...here,
      version: 1,
      state: 'submitted',
      categoryId: BIN,
      categoryName: '垃圾满溢',
      urgency: 'general',
      words: '楼下的垃圾桶满了',
      placeText: '3号楼',
      gridCode: FIRST_GRID,
      gridName: '第一网格',
      isMine: true,
      isFollowing: true,
      joinedCount: 0,
      reporterName: '3-2 林',
      assigneeName: null,
      reportedAt: '2026-11-23T02:00:00.000Z',
      // Monday 10:00 and four working hours, with the midday rest between them.
      dueAt: '2026-11-23T08:00:00.000Z',
      isOverdue: false,
      isCalendarKnown: true,
    })
    expect(ticket.number).toMatch(/^20261123-\d{4}$/)
    expect(ticket.timeline).toMatchObject([
      { seq: 1, step: 'report', fromState: null, toState: 'submitted', isMe: true },
    ])
  })

  test('whose number is one more than the last, and begins anew with Shanghai’s day', async () => {
    const one = await story.report(story.lin)
    const two = await story.report(story.chen)
    expect(Number(two.number.slice(-4))).toBe(Number(one.number.slice(-4)) + 1)
    await story.pass(14 * HOUR) // 10:00 in Shanghai becomes midnight
    expect((await story.report(story.lin)).number).toBe('20261124-0001')
    await story.pass(DAY - 14 * HOUR)
  })

  test('in a building: with its unit and words, and in that building’s grid', async () => {
    const ticket = await story.report(story.lin, {
      place: { by: 'building', buildingId: story.buildingId('8'), unit: '1', text: ' 三层楼道 ' },
    })
    expect(ticket).toMatchObject({
      placeText: '8号楼1单元 三层楼道',
      gridCode: SECOND_GRID,
      point: AT_BUILDING_8,
    })
  })

  test.each(['gps', 'pin'] as const)('by %s: in the grid of the nearest building', async (by) => {
    const point = northOf(AT_BUILDING_8, 30)
    const ticket = await story.report(story.lin, { place: { by, point, text: '花坛边' } })
    expect(ticket).toMatchObject({ placeText: '花坛边', gridCode: SECOND_GRID })
    expect(ticket.point?.lat).toBeCloseTo(point.lat, 9)
    const { body } = await story.chen.ask('listTickets', {
      params: here,
      query: { view: 'community', ...AT_BUILDING_8 },
    })
    expect(body.items.find(({ ticketId }) => ticketId === ticket.ticketId)?.distanceM).toBe(30)
  })

  test('without words for the place: it is called after the building beside it, if one is near', async () => {
    const placeTextAt = async (metres: number) => {
      const place = { by: 'gps' as const, point: northOf(AT_BUILDING_8, metres) }
      return (await story.report(story.lin, { place })).placeText
    }
    expect(await placeTextAt(100)).toBe('8号楼附近')
    expect(await placeTextAt(2000)).toBe('社区内')
  })

  test('without words when a picture speaks, and with nine pictures at most', async () => {
    const photoIds: string[] = []
    for (let n = 0; n < 9; n += 1) photoIds.push(await story.photo(story.lin))
    const ticket = await story.report(story.lin, { words: ' ', photoIds })
    expect(ticket.photoCount).toBe(9)
    expect(ticket.issues[0]?.photos.map(({ photoId }) => photoId)).toEqual(photoIds)
    expect(ticket.thumbUrl).toContain(photoIds[0])
    const answer = await story.tryReport(story.lin, { photoIds: [...photoIds, randomUUID()] })
    expect(answer).toMatchObject({
      status: 400,
      code: 'bad-request',
      body: { details: [{ part: 'body', field: 'photoIds', rule: 'maxItems' }] },
    })
  })

  test('and says when it was written, if that was before the network came back', async () => {
    const { ticketId } = await story.report(story.lin, { writtenAt: '2026-11-22T20:00:00+08:00' })
    expect(await writtenAt(ticketId)).toEqual(new Date('2026-11-22T12:00:00Z'))
  })

  test.each([
    ['of a phone whose clock runs ahead', '2031-01-01T00:00:00Z'],
    ['of a leap second', '2016-12-31T23:59:60Z'],
    ['of the year nought', '0000-01-01T00:00:00Z'],
  ])('a time %s is not believed, and the report is kept', async (_, written) => {
    const { ticketId } = await story.report(story.lin, { writtenAt: written })
    expect(await writtenAt(ticketId)).toBeNull()
  })

  const writtenAt = async (ticketId: string) =>
    (
      await database.db
        .selectFrom('issue')
        .select('written_at')
        .where('community_id', '=', GUANGXIMEN)
        .where('ticket_id', '=', ticketId)
        .executeTakeFirstOrThrow()
    ).written_at

  test('before every moderator, and before no neighbour', async () => {
    let ticketId = ''
    const act = async () => void ({ ticketId } = await story.report(story.lin))
    const heard = await story.hearing(story.wang, act)
    expect(heard).toEqual([
      { kind: 'ticket-new', title: '有新的上报', words: '垃圾满溢，3号楼', ticketId },
    ])
    expect(await story.hearing(story.he, act)).toHaveLength(1)
    for (const person of [story.lin, story.chen, story.zhou, story.qian])
      expect(await story.hearing(person, act)).toEqual([])
  })

  test('that a grid worker may find on patrol, and a moderator see from the window', async () => {
    expect((await story.report(story.zhou)).timeline[0]).toMatchObject({ actorRole: 'worker' })
    expect(await story.hearing(story.wang, () => story.report(story.wang))).toEqual([])
  })
})

describe('a report is refused, and nothing of it is kept', () => {
  const tickets = async () => (await database.db.selectFrom('ticket').select('id').execute()).length

  const refused = async (
    change: Parameters<Story['tryReport']>[1],
    code: string,
    person = story.lin,
  ) => {
    const before = await tickets()
    expect(await story.tryReport(person, change)).toMatchObject({ code })
    expect(await tickets()).toBe(before)
  }

  test('without a place', async () => {
    await refused({ place: { by: 'gps' } }, 'place-needed')
    await refused({ place: { by: 'pin', text: '门口' } }, 'place-needed')
    await refused({ place: { by: 'building' } }, 'place-needed')
  })

  test('in a building that is unknown, or stands next door', async () => {
    const elsewhere = { by: 'building' as const, buildingId: story.nextDoorBuildingId }
    await refused({ place: elsewhere }, 'no-such-building')
    await refused({ place: { ...elsewhere, buildingId: randomUUID() } }, 'no-such-building')
  })

  test('of a kind that no list has', async () => {
    await refused({ categoryId: 'flying_saucer' }, 'unknown-category')
  })

  test('with neither words nor a picture', async () => {
    await refused({ words: ' \n ' }, 'needs-words')
  })

  test('with a picture of somebody else, of next door, of another report, or of nobody', async () => {
    const ofChen = await story.photo(story.chen)
    await refused({ photoIds: [ofChen] }, 'photo-unknown')
    const { body: nextDoor } = await story.sendPhoto(story.qian, { communityId: NEXT_DOOR })
    await refused({ photoIds: [nextDoor.photoId] }, 'photo-unknown')
    const used = await story.photo(story.lin)
    await story.report(story.lin, { photoIds: [used] })
    await refused({ photoIds: [used] }, 'photo-unknown')
    await refused({ photoIds: [randomUUID()] }, 'photo-unknown')
    await story.report(story.chen, { photoIds: [ofChen] }) // still good for its owner
  })

  test('by a neighbour of next door, a stranger, and nobody', async () => {
    await refused({}, 'not-a-member', story.qian)
    await refused({}, 'not-a-member', await story.house.wechat('stranger'))
    await refused({}, 'sign-in-first', story.house.nobody)
  })

  test('by the street, which has moderators for that', async () => {
    await refused({}, 'not-allowed', story.street)
  })
})

describe('perhaps it has been reported already', () => {
  const PIN = { lat: 39.9655, lng: 116.43 }
  const near = async (person = story.chen, categoryId = BIN, from = PIN) => {
    const { body } = await person.ask('listNearTickets', {
      params: here,
      query: { ...from, categoryId },
    })
    return body.items.map(({ ticketId, distanceM }) => ({ ticketId, distanceM }))
  }
  const at = (metres: number) => ({ by: 'pin' as const, point: northOf(PIN, metres) })

  test('what is open, of that kind, within 100 m and seven days, nearest first', async () => {
    const far = await story.report(story.lin, { place: at(99) })
    const close = await story.report(story.lin, { place: at(-20) })
    await story.report(story.lin, { place: at(102) })
    await story.report(story.lin, { place: at(10), categoryId: 'bike_parking' })
    const withdrawn = await story.report(story.lin, { place: at(5) })
    await story.did(story.lin, withdrawn.ticketId, 'withdraw')
    expect(await near()).toEqual([
      { ticketId: close.ticketId, distanceM: 20 },
      { ticketId: far.ticketId, distanceM: 99 },
    ])
    await story.pass(7 * DAY)
    expect(await near()).toEqual([])
  })

  test('a private one is shown to nobody but who reported it', async () => {
    const { ticketId } = await story.report(story.lin, { place: at(0), isPrivate: true })
    expect((await near(story.lin)).map((one) => one.ticketId)).toEqual([ticketId])
    for (const person of [story.chen, story.wang, story.zhou])
      expect(await near(person)).toEqual([])
  })

  test('also where the cells of the map meet', async () => {
    const corner = { lat: 39.97, lng: 116.44 }
    const { ticketId } = await story.report(story.lin, {
      place: { by: 'pin', point: { lat: corner.lat - 0.0001, lng: corner.lng - 0.0001 } },
    })
    expect(
      (await near(story.chen, BIN, { lat: corner.lat + 0.0001, lng: corner.lng + 0.0001 })).map(
        (one) => one.ticketId,
      ),
    ).toEqual([ticketId])
  })

  test('needs a point on this earth', async () => {
    const answer = await story.lin.ask('listNearTickets', {
      params: here,
      query: { lat: 91, lng: 0, categoryId: BIN },
    })
    expect(answer).toMatchObject({ status: 400, code: 'bad-request' })
  })
})

describe('me too', () => {
  test('joins the ticket with own words and pictures, and follows it', async () => {
    const { ticketId } = await story.report(story.lin)
    const photoId = await story.photo(story.chen)
    const ticket = await story.did(story.chen, ticketId, 'join', {
      words: '我家门口也是',
      photoIds: [photoId],
    })
    expect(ticket).toMatchObject({
      state: 'submitted',
      version: 2,
      joinedCount: 1,
      isMine: false,
      isFollowing: true,
      photoCount: 1,
    })
    expect(ticket.issues).toMatchObject([
      { words: '楼下的垃圾桶满了', isMine: false, reporterName: null },
      { words: '我家门口也是', isMine: true, reporterName: '8-1 陈', photos: [{ photoId }] },
    ])
  })

  test('once only, and not by who reported it', async () => {
    const { ticketId } = await story.report(story.lin)
    await story.did(story.chen, ticketId, 'join')
    expect((await story.take(story.chen, ticketId, 'join')).code).toBe('already-joined')
    expect((await story.take(story.lin, ticketId, 'join')).code).toBe('already-joined')
    expect((await story.see(story.zhao, ticketId)).joinedCount).toBe(1)
  })

  test('neither a private ticket nor one that has ended', async () => {
    const hidden = await story.report(story.lin, { isPrivate: true })
    expect((await story.take(story.chen, hidden.ticketId, 'join')).code).toBe('ticket-private')
    const closed = await story.closed()
    expect((await story.take(story.chen, closed, 'join')).code).toBe('wrong-state')
  })

  test('tells nobody who joined: neighbours see a number', async () => {
    const { ticketId } = await story.report(story.lin)
    await story.did(story.chen, ticketId, 'join', { words: '我也看见了' })
    for (const neighbour of [story.lin, story.zhao]) {
      const seen = await story.see(neighbour, ticketId)
      expect(seen.joinedCount).toBe(1)
      expect(JSON.stringify(seen)).not.toContain('陈')
    }
    expect((await story.see(story.wang, ticketId)).issues[1]?.reporterName).toBe('8-1 陈')
  })
})
