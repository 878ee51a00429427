import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { FIRST_GRID, GUANGXIMEN, openHouse, type House, type Voice } from '../support/house'

const HOUR = 3_600_000
const here = { communityId: GUANGXIMEN }

let database: Database
let house: House
let lin: Voice
let wang: Voice
let zhou: Voice

beforeAll(async () => {
  database = await testDatabase()
  house = await openHouse(database)
  lin = await house.resident('林', '3', '2', '401')
  wang = await house.staff('moderator', '王')
  zhou = await house.staff('worker', '周', [FIRST_GRID])
})
afterAll(async () => {
  await house.close()
  await database.close()
})

const take = async (who: Voice, ticketId: string, step: Record<string, unknown>) => {
  const { body, code } = await who.ask('advanceTicket', {
    params: { ...here, ticketId },
    // every step of this file is one of the contract's
    body: step as { step: 'claim' },
  })
  if (code) throw new Error(`${String(step.step)}: ${code}`)
  return body
}

/** A broken lift: 24 hours by the clock from dispatch. */
const liftInHand = async () => {
  const place = { by: 'pin', point: { lat: 39.9672, lng: 116.4346 } } as const
  const { body } = await lin.ask('reportIssue', {
    params: here,
    body: {
      categoryId: 'lift',
      words: '电梯坏了',
      photoIds: [],
      place,
      isAnonymous: false,
      isPrivate: false,
    },
  })
  await take(wang, body.ticketId, { step: 'accept' })
  await take(wang, body.ticketId, { step: 'dispatch', toPersonId: zhou.personId })
  return take(zhou, body.ticketId, { step: 'claim' })
}

test.each([
  ['a question to the reporter', { step: 'ask-reporter', words: '哪部电梯？' }, 'answer', 'lin'],
  ['a suspension', { step: 'suspend', words: '等配件' }, 'resume', 'wang'],
] as const)('%s stops the deadline, which goes on with what was left', async (_, stop, go, who) => {
  const { ticketId, dueAt } = await liftInHand()
  house.pass(2 * HOUR)
  const untilAt = new Date(house.now().getTime() + 72 * HOUR).toISOString()
  const stopped = await take(zhou, ticketId, { ...stop, untilAt })
  house.pass(48 * HOUR)
  const { body: later } = await lin.ask('getTicket', { params: { ...here, ticketId } })
  const goesOn = await take(who === 'lin' ? lin : wang, ticketId, { step: go, words: '左边那部' })

  expect([stopped.dueAt, later.isOverdue]).toEqual([null, false])
  expect(Date.parse(goesOn.dueAt ?? '') - Date.parse(dueAt ?? '')).toBe(48 * HOUR)
})
