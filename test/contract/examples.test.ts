import fastJsonStringify from 'fast-json-stringify'
import type { RouteName } from '../../contract/api'
import { EXAMPLES } from '../../contract/examples'
import { faultsOf, fits, PARTS, ROUTE_NAMES, routeOf, type PartName, type Schema } from './schemas'

type Fields = Record<string, unknown>

// Every Input is made of these parts, and every Output is an object.
const inputOf = (name: RouteName) => EXAMPLES[name].input as Partial<Record<PartName, Fields>>
const outputOf = (name: RouteName) => EXAMPLES[name].output as Fields

const without = (fields: Fields, field: string): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name !== field))

const schemaOf = (name: RouteName, part: PartName | 'response') => routeOf(name)[part] as Schema

const INPUTS = ROUTE_NAMES.flatMap((name) =>
  PARTS.flatMap((part) => (routeOf(name)[part] ? [{ name, part }] : [])),
)

const uuid = (last: number): string => `019aaf3c-5d00-7000-8000-${String(last).padStart(12, '0')}`

describe('questions', () => {
  test('every route has an example of every part it takes, and of no other', () => {
    for (const name of ROUTE_NAMES)
      expect([name, ...Object.keys(inputOf(name))]).toEqual([
        name,
        ...PARTS.filter((part) => routeOf(name)[part]),
      ])
  })

  test.each(INPUTS)('$name: the example of its $part is right', ({ name, part }) => {
    expect(faultsOf(schemaOf(name, part), inputOf(name)[part])).toEqual([])
  })

  test.each(INPUTS)(
    '$name: its $part is wrong without any field that it needs',
    ({ name, part }) => {
      const schema = schemaOf(name, part)
      const example = inputOf(name)[part] ?? {}

      for (const field of schema.required ?? [])
        expect([field, fits(schema, without(example, field))]).toEqual([field, false])
    },
  )

  test.each(INPUTS.filter(({ part }) => part === 'body'))(
    '$name: its body is wrong with a field that nobody knows',
    ({ name }) => {
      const schema = schemaOf(name, 'body')

      expect(fits(schema, { ...inputOf(name).body, isUrgnet: true })).toBe(false)
    },
  )

  test.each(INPUTS)('$name: a $part of another kind is wrong, field by field', ({ name, part }) => {
    const schema = schemaOf(name, part)
    const example = inputOf(name)[part] ?? {}

    for (const field of Object.keys(example))
      expect([field, fits(schema, { ...example, [field]: { surprise: true } })]).toEqual([
        field,
        false,
      ])
  })

  test.each([
    ['too short', '3f0a8c52'],
    ['too long', 'x'.repeat(65)],
    ['with a blank', '3f0a8c52-7d1e 4b69-9a37'],
    ['empty', ''],
    ['a number', 1_234_567_890_123_456],
  ])('a command id may not be %s', (_, commandId) => {
    for (const name of ROUTE_NAMES.filter((one) => routeOf(one).command)) {
      const body = { ...inputOf(name).body, commandId }

      expect([name, fits(schemaOf(name, 'body'), body)]).toEqual([name, false])
    }
  })

  test.each([
    ['communityId', '11010500604'],
    ['communityId', '110105006041 '],
    ['ticketId', '1'],
    ['ticketId', '019AAF3C-5D00-7000-8000-000000000010'],
    ['applicationId', "' or 1=1"],
    ['sessionId', ''],
    ['code', '../..'],
    ['districtCode', '1101050'],
    ['streetCode', '11010500'],
  ])('no path has “%s” like “%s”', (field, value) => {
    const named = INPUTS.filter(
      ({ name, part }) => part === 'params' && field in (schemaOf(name, part).properties ?? {}),
    )

    expect(named).not.toEqual([])
    for (const { name } of named)
      expect(fits(schemaOf(name, 'params'), { ...inputOf(name).params, [field]: value })).toBe(
        false,
      )
  })

  test.each<[RouteName, PartName, Fields]>([
    ['reportIssue', 'body', { photoIds: Array.from({ length: 10 }, (_, n) => uuid(n)) }],
    ['reportIssue', 'body', { photoIds: [uuid(1), uuid(1)] }],
    ['reportIssue', 'body', { words: '长'.repeat(2001) }],
    ['reportIssue', 'body', { place: { by: 'guess' } }],
    ['reportIssue', 'body', { place: { by: 'pin', point: { lat: 91, lng: 116 } } }],
    ['reportIssue', 'body', { place: { by: 'pin', where: '门口' } }],
    ['reportIssue', 'body', { writtenAt: 'yesterday' }],
    ['advanceTicket', 'body', { step: 'close' }],
    ['advanceTicket', 'body', { stars: 0 }],
    ['advanceTicket', 'body', { stars: 4.5 }],
    ['advanceTicket', 'body', { parts: 1 }],
    ['advanceTicket', 'body', { seenVersion: 0 }],
    ['advanceTicket', 'body', { untilAt: '2026-12-01' }],
    ['listTickets', 'query', { view: 'everything' }],
    ['listTickets', 'query', { limit: 101 }],
    ['listNearCommunities', 'query', { lng: 181 }],
    ['searchCommunities', 'query', { q: '' }],
    ['applyToJoin', 'body', { surname: '' }],
    ['applyToJoin', 'body', { relation: 'friend' }],
    ['refuseApplicant', 'body', { reason: '' }],
    ['makeInvitation', 'body', { days: 91 }],
    ['postAnnouncement', 'body', { title: '字'.repeat(61) }],
    ['deleteMe', 'body', { confirm: 'yes' }],
    ['keepSubscriptions', 'body', { answers: [{ key: 'ticket-step', answer: 'maybe' }] }],
  ])('%s: its %s may not be %j', (name, part, wrong) => {
    expect(fits(schemaOf(name, part), { ...inputOf(name)[part], ...wrong })).toBe(false)
  })
})

describe('answers', () => {
  test.each(ROUTE_NAMES)('%s: the example is right', (name) => {
    expect(faultsOf(schemaOf(name, 'response'), outputOf(name))).toEqual([])
  })

  test.each(ROUTE_NAMES)('%s: an answer without any of its fields is wrong', (name) => {
    const schema = schemaOf(name, 'response')

    expect(schema.required).not.toEqual([])
    for (const field of schema.required ?? [])
      expect([field, fits(schema, without(outputOf(name), field))]).toEqual([field, false])
  })

  test.each(ROUTE_NAMES)('%s: the server’s serializer loses nothing of it', (name) => {
    const write = fastJsonStringify(routeOf(name).response)

    expect(JSON.parse(write(outputOf(name)))).toEqual(outputOf(name))
  })

  test.each(ROUTE_NAMES)('%s: no list is shown empty that could show something', (name) => {
    const { items } = outputOf(name)
    if (items !== undefined) expect(items).not.toEqual([])
  })
})
