import { randomUUID } from 'node:crypto'
import { sweepPhotos } from '../../server/jobs/sweep-photos'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { GUANGXIMEN } from '../support/house'
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

const MINUTE = 60_000
const ago = (ms: number) => new Date(story.house.now().getTime() - ms).toISOString()

/** 周 hands in with one picture; what everybody then reads of it. */
const handIn = async (taken: { at?: string; point?: { lat: number; lng: number } }) => {
  const ticketId = await story.handling()
  const photoId = await story.photo(story.zhou)
  await story.did(story.zhou, ticketId, 'handle', {
    photoIds: [photoId],
    taken: [{ photoId, ...taken }],
  })
  const read = async () => {
    const { timeline } = await story.see(story.lin, ticketId)
    return timeline.find(({ step }) => step === 'handle')?.photos[0]
  }
  return { ticketId, photoId, read }
}

describe('a picture as evidence', () => {
  test('carries when and how far from the scene it was taken, also when it arrives hours later', async () => {
    const at = ago(2 * HOUR)
    const { read } = await handIn({ at, point: northOf(AT_BUILDING_3, 30) })
    expect((await read())?.taken).toEqual({ at, distanceM: 30 })
  })

  test.each([
    ['far ahead', -3 * HOUR],
    ['years behind', 800 * DAY],
  ])(
    'a phone whose clock is %s is not believed, and its picture counts all the same',
    async (_, ms) => {
      const { read } = await handIn({ at: ago(ms), point: AT_BUILDING_3 })
      expect((await read())?.taken).toEqual({ at: null, distanceM: 0 })
    },
  )

  test('a clock two minutes ahead is as good as right', async () => {
    const { read } = await handIn({ at: ago(-2 * MINUTE) })
    expect((await read())?.taken).toEqual({ at: ago(0), distanceM: null })
  })

  test('a picture of which nothing is told claims nothing', async () => {
    const { read } = await handIn({})
    expect(await read()).not.toHaveProperty('taken')
  })

  test('only pictures of the step itself are marked', async () => {
    const ticketId = await story.handling()
    const [mine, other] = [await story.photo(story.zhou), await story.photo(story.lin)]
    await story.did(story.zhou, ticketId, 'handle', {
      photoIds: [mine],
      taken: [{ photoId: other, at: ago(HOUR) }],
    })
    const rows = await database.db
      .selectFrom('photo')
      .select('taken_at')
      .where('community_id', '=', GUANGXIMEN)
      .where('id', '=', other)
      .execute()
    expect(rows).toEqual([{ taken_at: null }])
  })

  test('when the ticket’s pin moves the picture is still there, with its own place', async () => {
    const { ticketId, photoId, read } = await handIn({
      at: ago(HOUR),
      point: northOf(AT_BUILDING_3, 30),
    })
    const moved = northOf(AT_BUILDING_3, 130)
    await database.db
      .updateTable('ticket')
      .set({ lat: moved.lat, lng: moved.lng })
      .where('community_id', '=', GUANGXIMEN)
      .where('id', '=', ticketId)
      .execute()
    await story.pass(3 * DAY)
    await sweepPhotos(story.house.deps)
    const photo = await read()
    expect(photo).toMatchObject({ photoId, taken: { distanceM: 100 } })
    const answer = await story.house.app.inject({ method: 'GET', url: photo?.fullUrl ?? '' })
    expect(answer.statusCode).toBe(200)
  })

  test('a deleted one is served no more, whatever address is still about', async () => {
    const { photoId, read } = await handIn({ at: ago(HOUR) })
    const url = (await read())?.thumbUrl ?? ''
    const fetched = async () => (await story.house.app.inject({ method: 'GET', url })).statusCode
    expect(await fetched()).toBe(200)
    await database.db
      .updateTable('photo')
      .set({ deleted_at: story.house.now() })
      .where('community_id', '=', GUANGXIMEN)
      .where('id', '=', photoId)
      .execute()
    expect(await fetched()).toBe(410)
    expect(await read()).toBeUndefined()
  })
})

describe('what was done without a network and arrives too late', () => {
  test('is refused with who did what, and when', async () => {
    const { ticketId } = await story.report(story.lin)
    await story.did(story.wang, ticketId, 'accept', { isHeld: true })
    const { version } = await story.did(story.wang, ticketId, 'dispatch', {
      toPersonId: story.zhou.personId,
    })
    const wu = await story.house.staff('worker', '武', ['110105006041001'])
    await story.did(wu, ticketId, 'claim')
    const closedAt = ago(0)
    await story.did(wu, ticketId, 'handle', { photoIds: [await story.photo(wu)] })
    await story.did(story.lin, ticketId, 'confirm')
    await story.pass(HOUR)

    const late = await story.take(story.zhou, ticketId, 'claim', { seenVersion: version })
    expect(late.code).toBe('ticket-changed')
    expect(late.body).toMatchObject({
      details: {
        state: 'closed',
        steps: [
          { step: 'claim', actorName: '网格员 武' },
          { step: 'handle', actorName: '网格员 武' },
          { step: 'confirm', toState: 'closed', at: closedAt },
        ],
      },
    })
  })

  test('tells no more of an anonymous reporter than the ticket itself does', async () => {
    const ticketId = await story.handled()
    const { version } = await story.see(story.zhou, ticketId)
    await story.did(story.lin, ticketId, 'confirm')
    const late = await story.take(story.chen, ticketId, 'comment', {
      words: '我也看看',
      seenVersion: version,
    })
    expect(late.body).toMatchObject({ details: { steps: [{ actorName: '一位居民' }] } })
  })

  test('the same command again answers the same, though the ticket has moved on', async () => {
    const ticketId = await story.dispatched()
    const { version } = await story.see(story.zhou, ticketId)
    const given = { commandId: randomUUID(), seenVersion: version }
    const first = await story.did(story.zhou, ticketId, 'claim', given)
    await story.did(story.wang, ticketId, 'supervise', { words: '请抓紧' })
    expect(await story.did(story.zhou, ticketId, 'claim', given)).toEqual(first)
  })
})

test('two reports of the same thing made at once are two tickets with two numbers', async () => {
  const [one, other] = await Promise.all([story.report(story.lin), story.report(story.chen)])
  expect(new Set([one.number, other.number]).size).toBe(2)
  const commandId = randomUUID()
  const twice = await Promise.all([1, 2].map(() => story.report(story.lin, { commandId })))
  expect(new Set(twice.map(({ ticketId }) => ticketId)).size).toBe(1)
})
