import { openGridPlatform, type PretendPlatform } from '../../mock/grid-platform/grid-platform'
import { createFaults, type Faults } from '../../mock/http/faults'
import { createOpen311Platform } from '../../server/adapters/open311/open311-platform'
import type { GridPlatform, TicketToFile } from '../../server/ports/grid-platform'

const TICKET: TicketToFile = {
  ticketId: '01980000-0000-7000-8000-000000000001',
  serviceCode: 'street_light',
  words: '5号楼南侧两盏路灯不亮，<老人> & 孩子走着害怕。',
  placeText: '5号楼南侧小路',
  point: { lat: 39.9672, lng: 116.4346 },
  reportedAt: new Date('2026-11-23T01:50:00Z'),
}

describe('our door to the city platform', () => {
  const now = () => new Date('2026-11-23T02:00:00Z')
  let faults: Faults
  let city: PretendPlatform
  let door: GridPlatform

  beforeEach(async () => {
    faults = createFaults(now)
    city = await openGridPlatform({
      services: [
        { service_code: 'street_light', service_name: '路灯', group: '公用设施' },
        { service_code: 'overflowing_bin', service_name: '垃圾满溢', group: '市容环境' },
      ],
      apiKeys: ['our key'],
      jurisdiction: 'here',
      faults,
      now,
    })
    door = doorWith({})
  })
  afterEach(() => city.close())

  const doorWith = (change: { apiKey?: string; jurisdiction?: string }) =>
    createOpen311Platform({
      url: city.url,
      apiKey: 'our key',
      jurisdiction: 'here',
      externalIdAttribute: 'external_id',
      timeoutMs: 400,
      ...change,
    })
  const filed = () => city.store.all()
  const timesSent = () => city.heard.filter(({ call }) => call === 'file').length

  test('files a ticket with its words, place and our id, in WGS-84', async () => {
    const outcome = await door.fileTicket(TICKET)
    const [request] = filed()
    expect(outcome).toEqual({ is: 'filed', outsideId: request?.service_request_id })
    expect(request).toMatchObject({
      service_code: 'street_light',
      description: TICKET.words,
      address: '5号楼南侧小路',
      attributes: { external_id: TICKET.ticketId },
    })
    // In Beijing the two systems lie some 550 m apart.
    expect(request?.lat).toBeCloseTo(39.9658, 3)
    expect(request?.long).toBeCloseTo(116.4284, 3)
  })

  test('keeps the platform’s number as it is written, with its zeros', async () => {
    const outcome = await door.fileTicket(TICKET)
    expect(outcome).toEqual({ is: 'filed', outsideId: expect.stringMatching(/^00\d+$/) })
  })

  test('files the same ticket once, however often it is told to', async () => {
    const first = await door.fileTicket(TICKET)
    expect(await door.fileTicket(TICKET)).toEqual(first)
    expect(timesSent()).toBe(1)
    expect(filed()).toHaveLength(1)
  })

  test('two tickets with the same words at the same place are two requests', async () => {
    await door.fileTicket(TICKET)
    await door.fileTicket({ ...TICKET, ticketId: '01980000-0000-7000-8000-000000000002' })
    expect(filed()).toHaveLength(2)
  })

  test('after a lost answer it looks, finds the ticket there, and sends nothing again', async () => {
    faults.add({ fault: 'lost-answer', on: 'grid', call: 'file' })
    expect(await door.fileTicket(TICKET)).toEqual({
      is: 'filed',
      outsideId: filed()[0]?.service_request_id,
    })
    expect(timesSent()).toBe(1)
  })

  test('an answer that comes too late is the same as a lost one', async () => {
    faults.add({ fault: 'late', on: 'grid', call: 'file', ms: 5_000 })
    expect(await door.fileTicket(TICKET)).toMatchObject({ is: 'filed' })
    expect(timesSent()).toBe(1)
  })

  test('when the look-up after a lost answer fails too, the next try finds it', async () => {
    faults.add({ fault: 'lost-answer', on: 'grid', call: 'file' })
    const looking = createFaultOnSecondLookUp()
    expect(await door.fileTicket(TICKET)).toMatchObject({ is: 'try-later' })
    looking.end()
    expect(await door.fileTicket(TICKET)).toMatchObject({ is: 'filed' })
    expect(timesSent()).toBe(1)
    expect(filed()).toHaveLength(1)
  })

  /** The first look-up goes well; from the moment something was sent, the platform is down. */
  const createFaultOnSecondLookUp = () => {
    const act = city.store.add
    city.store.add = (...asked) => {
      faults.add({ fault: 'down', on: 'grid', call: 'list' })
      return act(...asked)
    }
    return {
      end: () => {
        city.store.add = act
        faults.clear()
      },
    }
  }

  test.each(['500', 'down'] as const)(
    'when the platform answers the report with %s, nothing is there, and the next try files it',
    async (fault) => {
      faults.add({ fault, on: 'grid', call: 'file', times: 1 })
      expect(await door.fileTicket(TICKET)).toEqual({
        is: 'try-later',
        why: 'no answer to the report',
      })
      expect(filed()).toHaveLength(0)
      expect(await door.fileTicket(TICKET)).toMatchObject({ is: 'filed' })
      expect(filed()).toHaveLength(1)
    },
  )

  test.each(['500', 'late', 'lost-answer', 'down'] as const)(
    'while the platform cannot be asked (%s), nothing is sent',
    async (fault) => {
      faults.add({ fault, on: 'grid', call: 'list', ms: 5_000 })
      expect(await door.fileTicket(TICKET)).toEqual({ is: 'try-later', why: 'look-up failed' })
      expect(timesSent()).toBe(0)
    },
  )

  test('a platform that lists things twice and in a wrong order misleads nobody', async () => {
    await door.fileTicket(TICKET)
    faults.add({ fault: 'duplicate', on: 'grid', call: 'list' })
    expect(await door.fileTicket(TICKET)).toMatchObject({ is: 'filed' })
    faults.add({ fault: 'out-of-order', on: 'grid', call: 'list' })
    expect(await door.fileTicket(TICKET)).toMatchObject({ is: 'filed' })
    expect(filed()).toHaveLength(1)
  })

  test('a report that a proxy sent twice is left to a person, not filed a third time', async () => {
    faults.add({ fault: 'duplicate', on: 'grid', call: 'file' })
    await door.fileTicket(TICKET)
    expect(filed()).toHaveLength(2)
    expect(await door.fileTicket(TICKET)).toEqual({
      is: 'uncertain',
      why: '2 requests look like ours',
    })
    expect(timesSent()).toBe(1)
  })

  test('a platform that answers with a token is asked for the number', async () => {
    city.habits.answersWithToken = true
    expect(await door.fileTicket(TICKET)).toEqual({
      is: 'filed',
      outsideId: filed()[0]?.service_request_id,
    })
  })

  describe('where the platform shows no ids of ours', () => {
    beforeEach(() => {
      city.habits.showsExternalId = false
    })

    test('a ticket whose answer was lost is known by service, time, place and words', async () => {
      faults.add({ fault: 'lost-answer', on: 'grid', call: 'file' })
      expect(await door.fileTicket(TICKET)).toMatchObject({ is: 'filed' })
      expect(timesSent()).toBe(1)
    })

    test('what was filed before the ticket was reported is another one', async () => {
      city.store.add(
        { service_code: TICKET.serviceCode, description: TICKET.words, address: TICKET.placeText },
        { isTokenOnly: false },
      )
      const later = { ...TICKET, reportedAt: new Date('2026-11-23T02:30:00Z') }
      await door.fileTicket(later)
      expect(filed()).toHaveLength(2)
    })

    test('a picture without words, where one like it is there, is left to a person', async () => {
      city.store.add(
        { service_code: TICKET.serviceCode, description: '', address: TICKET.placeText },
        { isTokenOnly: false },
      )
      expect(await door.fileTicket({ ...TICKET, words: '' })).toMatchObject({ is: 'uncertain' })
      expect(timesSent()).toBe(0)
    })
  })

  test('with a wrong key, or a service that the platform does not have, it is refused for good', async () => {
    expect(await doorWith({ apiKey: 'other' }).fileTicket(TICKET)).toEqual({
      is: 'refused',
      why: '403',
    })
    expect(await door.fileTicket({ ...TICKET, serviceCode: 'unheard_of' })).toEqual({
      is: 'refused',
      why: '400',
    })
  })
})
