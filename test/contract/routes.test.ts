import { ROUTES } from '../../contract/route-table'
import { PARTS, ROUTE_NAMES, routeOf, type Schema } from './schemas'

const paramsIn = (path: string): string[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '')

/**
 * What acts without being a command: it makes or ends a session, is the end of the account itself, or
 * uses up a code that is good once outside any transaction.
 */
const NO_COMMANDS = [
  'signInWithWechat',
  'signInWithCode',
  'signInAsSample',
  'rotateSession',
  'signOut',
  'deleteMe',
  'verifyPhone',
  // A question that may carry a whole line of the table.
  'tryRouting',
]

describe('the table that the phone ships', () => {
  test('names every route of the contract, with its method and path, and no other', () => {
    expect(ROUTES).toEqual(
      Object.fromEntries(
        ROUTE_NAMES.map((name) => [name, [routeOf(name).method, routeOf(name).path]]),
      ),
    )
  })

  test('no two routes have one address', () => {
    const addresses = Object.values(ROUTES).map(([method, path]) =>
      `${method} ${path}`.replace(/:\w+/g, ':'),
    )

    expect(addresses.filter((address, at) => addresses.indexOf(address) !== at)).toEqual([])
  })
})

describe.each(ROUTE_NAMES)('%s', (name) => {
  const route = routeOf(name)

  test('describes just the parameters of its path', () => {
    const schema = (route.params ?? {}) as Schema

    expect(Object.keys(schema.properties ?? {}).sort()).toEqual(paramsIn(route.path).sort())
    expect([...(schema.required ?? [])].sort()).toEqual(paramsIn(route.path).sort())
  })

  test('says what it is for', () => {
    expect(route.summary).toMatch(/^[A-Z].*[^.]$/)
  })

  test('a question has no body; what acts is a POST', () => {
    if (route.method === 'GET') expect([route.body, route.command]).toEqual([undefined, undefined])
    else
      expect(Boolean(route.command) || Boolean(route.upload) || NO_COMMANDS.includes(name)).toBe(
        true,
      )
  })

  test('a command carries its id, whatever else it may leave out', () => {
    const isActing = Boolean(route.command) || Boolean(route.upload)
    const { required = [] } = (route.body ?? {}) as Schema

    expect(required.includes('commandId')).toBe(isActing)
  })

  test('a body refuses what it does not know', () => {
    if (route.body) expect((route.body as Schema).additionalProperties).toBe(false)
  })

  test('whoever must belong to a community finds it in the path', () => {
    if (['member', 'moderator', 'staff'].includes(route.access))
      expect(paramsIn(route.path)).toContain('communityId')
  })

  test('every part is an object', () => {
    for (const part of [...PARTS, 'response'] as const)
      if (route[part]) expect((route[part] as Schema).type).toBe('object')
  })
})
