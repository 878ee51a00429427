import { connect, type AddressInfo } from 'node:net'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { api } from '../../contract/api'
import { ERROR_TEXT } from '../../contract/error-text'
import { ERROR_CODES } from '../../contract/errors'
import { buildApp } from '../../server/app'
import { inWork } from '../../server/commands'
import type { Config } from '../../server/config'
import { makeApiKey, type KeyScope } from '../../server/modules/identity/api-keys'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { GUANGXIMEN, openHouse, type House } from '../support/house'

let database: Database
let house: House
const withConfig: House[] = []
beforeAll(async () => {
  database = await testDatabase()
  house = await openHouse(database)
})
afterAll(async () => {
  for (const one of [house, ...withConfig]) await one.close()
  await database.close()
})

const ask = (options: InjectOptions, at = house): Promise<LightMyRequestResponse> =>
  at.app.inject(options)
/** The same database behind a server of another configuration; its communities are there already. */
const serverWith = async (config: Partial<Config>): Promise<House> => {
  const deps = { ...house.deps, config: { ...house.deps.config, ...config } }
  const app = await buildApp(deps)
  const other = { ...house, app, deps, close: () => app.close() }
  withConfig.push(other)
  return other
}

describe('too many requests', () => {
  const rate = { perAddress: 5, perPerson: 1_000_000 }
  const from = (address: string, at: House, headers: Record<string, string> = {}) =>
    ask({ url: '/v1/start', remoteAddress: address, headers }, at)

  test('from one address get 429, a sentence and how long to wait; another address is served', async () => {
    const limited = await serverWith({ rate })
    for (let n = 0; n < 5; n += 1) expect((await from('192.0.2.1', limited)).statusCode).toBe(200)
    const answer = await from('192.0.2.1', limited)
    expect(answer.statusCode).toBe(429)
    expect(answer.json()).toMatchObject({
      code: 'too-many-requests',
      message: '操作太快了，请歇一分钟再试。',
    })
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(60)
    expect((await from('192.0.2.2', limited)).statusCode).toBe(200)
  })

  test('are counted before what was sent is read', async () => {
    const limited = await serverWith({ rate: { ...rate, perAddress: 1 } })
    const nonsense = () =>
      ask({ method: 'POST', url: '/v1/sessions/code', payload: { it: 'is wrong' } }, limited)
    expect((await nonsense()).statusCode).toBe(400)
    expect((await nonsense()).statusCode).toBe(429)
  })

  test('a forwarded address is not believed unless a proxy of ours is known', async () => {
    const limited = await serverWith({ rate: { ...rate, perAddress: 1 } })
    const claiming = (address: string) => from('192.0.2.3', limited, { 'x-forwarded-for': address })
    expect((await claiming('198.51.100.1')).statusCode).toBe(200)
    expect((await claiming('198.51.100.2')).statusCode).toBe(429)
  })

  test('behind one proxy the address that it saw counts, not what the visitor wrote before it', async () => {
    const limited = await serverWith({ trustProxy: 1, rate: { ...rate, perAddress: 1 } })
    const via = (forwarded: string) => from('10.0.0.1', limited, { 'x-forwarded-for': forwarded })
    expect((await via('198.51.100.1')).statusCode).toBe(200)
    expect((await via('198.51.100.2')).statusCode).toBe(200)
    expect((await via('203.0.113.9, 198.51.100.1')).statusCode).toBe(429)
  })

  test('of one person get 429 from whatever address; another person is served', async () => {
    const limited = await serverWith({ rate: { perAddress: 1_000_000, perPerson: 3 } })
    const [lin, chen] = [await house.wechat('rate-lin'), await house.wechat('rate-chen')]
    const me = async (token: string | null, n: number) =>
      (
        await ask(
          {
            url: '/v1/me',
            remoteAddress: `192.0.2.${n}`,
            headers: { authorization: `Bearer ${token}` },
          },
          limited,
        )
      ).statusCode
    const codes = []
    for (let n = 1; n <= 4; n += 1) codes.push(await me(lin.token, n))
    expect(codes).toEqual([200, 200, 200, 429])
    expect(await me(chen.token, 1)).toBe(200)
  })

  test('a code to sign in cannot be guessed at: that route has a limit of its own', async () => {
    const limited = await serverWith({ rate: { perAddress: 600, perPerson: 300 } })
    const most = api.signInWithCode.perMinute
    const guess = (n: number) =>
      ask(
        {
          method: 'POST',
          url: '/v1/sessions/code',
          payload: { code: `AAAA-${String(n).padStart(4, '2')}`, noticeVersion: '2026-11' },
        },
        limited,
      )
    let codes: number[] = []
    for (let n = 0; n <= most; n += 1) codes = [...codes, (await guess(n)).statusCode]
    expect(codes.slice(0, -1)).not.toContain(429)
    expect(codes.at(-1)).toBe(429)
  })
})

describe('an error', () => {
  const SHAPE = { code: expect.any(String), message: expect.any(String) }
  const POST = { method: 'POST', url: '/v1/sessions/code' } as const
  const json = { 'content-type': 'application/json' }

  test.each<[string, InjectOptions, number, string]>([
    ['an unknown address', { url: '/v1/nowhere' }, 404, 'not-found'],
    ['an unknown method', { method: 'DELETE', url: '/v1/me' }, 404, 'not-found'],
    ['an address that cannot be read', { url: '/v1/%zz' }, 400, 'bad-request'],
    ['no sign-in', { url: '/v1/me' }, 401, 'sign-in-first'],
    [
      'a session that never was',
      { url: '/v1/me', headers: { authorization: 'Bearer x' } },
      401,
      'session-ended',
    ],
    ['no body', { ...POST, headers: json }, 400, 'bad-request'],
    ['a body that is cut', { ...POST, headers: json, payload: '{"code":' }, 400, 'bad-request'],
    [
      'a body of another kind',
      { ...POST, headers: { 'content-type': 'application/xml' }, payload: '<a/>' },
      400,
      'bad-request',
    ],
    ['a field too many', { ...POST, payload: { code: 'x', extra: 1 } }, 400, 'bad-request'],
    ['a body too large', { ...POST, payload: { code: 'x'.repeat(300_000) } }, 413, 'too-large'],
    ['a query of the wrong kind', { url: '/v1/me/inbox?limit=many' }, 400, 'bad-request'],
    ['the sample town where it is off', { url: '/v1/sample/people' }, 404, 'sample-off'],
  ])('for %s has a code and a sentence', async (_, options, status, code) => {
    const answer = await ask(options)
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code])
    expect(answer.json()).toMatchObject({ ...SHAPE, message: ERROR_TEXT[code as 'internal'] })
    const {
      code: _code,
      message: _message,
      details: _details,
      ...rest
    } = answer.json<{
      code: string
      message: string
      details?: unknown
    }>()
    expect(rest).toEqual({})
    expect(answer.headers['content-type']).toMatch(/^application\/json/)
  })

  test('of a field names the field and the rule, never what was written there', async () => {
    const payload = { code: 'secret-code', noticeVersion: 7 }
    const answer = await ask({ ...POST, payload })
    expect(answer.json()).toMatchObject({
      details: [{ part: 'body', field: 'noticeVersion', rule: 'type' }],
    })
    expect(answer.body).not.toContain('secret-code')
  })

  test('that nobody foresaw says nothing of its cause, and is 500', async () => {
    const { database: real } = house.deps
    const failing = Object.create(real.db, {
      selectFrom: {
        value: () => {
          throw new Error('password=hunter2')
        },
      },
    }) as Database['db']
    const app = await buildApp({ ...house.deps, database: { ...real, db: failing } })
    const refused = await app.inject({ url: '/v1/categories' })
    expect(refused.json()).toEqual({ code: 'internal', message: ERROR_TEXT.internal })
    expect(refused.statusCode).toBe(500)
    await app.close()
  })

  test('of a database that is away is 503, so that the phone sends it again', async () => {
    let code = ''
    const db = Object.create(house.deps.database.db, {
      selectFrom: {
        value: () => {
          throw Object.assign(new Error('away'), { code })
        },
      },
    }) as Database['db']
    const app = await buildApp({ ...house.deps, database: { ...house.deps.database, db } })
    for (code of ['ECONNREFUSED', '57P01', '57P03', '53300', '40001', '08006']) {
      const answer = await app.inject({ url: '/v1/categories' })
      expect([code, answer.statusCode]).toEqual([code, 503])
      expect(answer.json()).toEqual({ code: 'unavailable', message: ERROR_TEXT.unavailable })
      expect(answer.headers['retry-after']).toBe('5')
    }
    await app.close()
  })

  test('every code has a sentence of its own', () => {
    const sentences = ERROR_CODES.map((code) => ERROR_TEXT[code])
    expect(sentences.every((sentence) => sentence.length > 3)).toBe(true)
    expect(new Set(sentences).size).toBe(ERROR_CODES.length)
  })

  test('for what is no HTTP at all is spoken on the wire', async () => {
    const listening = await serverWith({})
    await listening.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = listening.app.server.address() as AddressInfo
    const said = (bytes: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
        let text = ''
        socket.on('data', (data) => (text += data.toString('utf8')))
        socket.on('close', () => resolve(text))
        socket.on('error', reject)
      })
    const noise = await said('HELLO\r\n\r\n')
    expect(noise).toMatch(/^HTTP\/1\.1 400 /)
    expect(JSON.parse(noise.split('\r\n\r\n')[1] ?? '')).toEqual({
      code: 'bad-request',
      message: ERROR_TEXT['bad-request'],
    })
    const long = await said(`GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`)
    expect(long).toMatch(/^HTTP\/1\.1 413 /)
    expect(long).toContain('"code":"too-large"')
  })
})

describe('every answer', () => {
  test('carries an id of its own, and tells the browser to be careful', async () => {
    const [one, other] = [await ask({ url: '/v1/start' }), await ask({ url: '/v1/nowhere' })]
    for (const { headers } of [one, other]) {
      expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['x-frame-options']).toBe('SAMEORIGIN')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['x-powered-by']).toBeUndefined()
      const csp = String(headers['content-security-policy'])
      expect(csp).toContain("default-src 'self'")
      expect(csp).toContain("script-src 'self';")
      expect(csp).toContain("object-src 'none'")
      expect(csp).not.toContain('upgrade-insecure-requests')
    }
    expect(one.headers['x-request-id']).not.toBe(other.headers['x-request-id'])
  })

  test('of the API is kept by nobody in between', async () => {
    for (const url of ['/v1/start', '/v1/me'])
      expect((await ask({ url })).headers['cache-control']).toBe('no-store')
  })

  test('an id that the visitor sends is not taken over', async () => {
    const { headers } = await ask({ url: '/v1/start', headers: { 'x-request-id': 'mine' } })
    expect(headers['x-request-id']).not.toBe('mine')
  })

  test('allows no page of another address to read it: nobody needs that', async () => {
    const origin = { origin: 'https://elsewhere.example' }
    const answer = await ask({ url: '/v1/start', headers: origin })
    const before = await ask({
      method: 'OPTIONS',
      url: '/v1/me',
      headers: { ...origin, 'access-control-request-method': 'GET' },
    })
    for (const { headers } of [answer, before])
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(before.statusCode).toBe(404)
  })

  test('a map of another address is let through, and only that one', async () => {
    const mapped = await serverWith({ mapTiles: 'https://tiles.example/{z}/{x}/{y}.png' })
    const { headers } = await ask({ url: '/v1/start' }, mapped)
    expect(headers['content-security-policy']).toContain(
      "img-src 'self' data: blob: https://tiles.example;",
    )
  })
})

describe('for those who run it', () => {
  test('/healthz says ok as long as the database answers', async () => {
    const answer = await ask({ url: '/healthz' })
    expect([answer.statusCode, answer.json()]).toEqual([200, { ok: true }])
  })

  test('/metrics tells times by route and status, promises, open screens and the process', async () => {
    await ask({ url: '/v1/start' })
    await ask({ url: '/v1/communities/110105006041' })
    await inWork(house.deps, (work) =>
      work.promise(GUANGXIMEN, 'grid.file-ticket', { ticketId: work.newId() }),
    )
    const { body, headers } = await ask({ url: '/metrics' })
    expect(headers['content-type']).toMatch(/^text\/plain/)
    expect(body).toMatch(
      /jinlin_http_request_seconds_count\{route="\/v1\/start",method="GET",status="200"\} \d+/,
    )
    expect(body).toContain('route="/v1/communities/:communityId",method="GET",status="401"')
    expect(body).toMatch(/jinlin_outbox_waiting\{is="waiting"\} [1-9]/)
    expect(body).toMatch(/jinlin_outbox_waiting\{is="dead"\} 0/)
    expect(body).toMatch(/jinlin_live_screens 0/)
    expect(body).toMatch(/process_resident_memory_bytes \d+/)
    expect(body).not.toContain('110105006041')
  })

  test('/metrics is for this machine, or for a key of its own', async () => {
    const far = { url: '/metrics', remoteAddress: '192.0.2.1' }
    expect((await ask(far)).statusCode).toBe(401)
    const behindProxy = { url: '/metrics', headers: { 'x-forwarded-for': '192.0.2.1' } }
    expect((await ask(behindProxy)).statusCode).toBe(401)
    const withKey = async (scope: KeyScope) => {
      const key = await keyOf(scope)
      return (await ask({ ...far, headers: { authorization: `Bearer ${key}` } })).statusCode
    }
    expect(await withKey('metrics')).toBe(200)
    expect(await withKey('open311')).toBe(401)
  })
})

const keyOf = (scope: KeyScope): Promise<string | null> =>
  inWork(house.deps, (work) => makeApiKey(work.tx, work, { name: `of ${scope}`, scope }))

describe('the API describes itself', () => {
  interface Described {
    openapi: string
    paths: Record<
      string,
      Record<string, { operationId: string; summary: string; responses: object }>
    >
  }

  test('in OpenAPI 3.1, with every route of the contract and nothing that is not meant for others', async () => {
    const { openapi, paths } = (await ask({ url: '/openapi.json' })).json<Described>()
    expect(openapi).toMatch(/^3\.1\./)
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => [operationId, method, path]),
    )
    const ours = Object.entries(api).map(([name, { method, path }]) => [
      name,
      method.toLowerCase(),
      path.replace(/:(\w+)/g, '{$1}'),
    ])
    expect(described.sort()).toEqual(ours.sort())
    for (const methods of Object.values(paths))
      for (const { summary, responses } of Object.values(methods)) {
        expect(summary).not.toBe('')
        expect(Object.keys(responses)).toEqual(['200', '4XX', '5XX'])
      }
  })

  test('/docs shows it on a page', async () => {
    const page = await ask({ url: '/docs' })
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-type']).toMatch(/^text\/html/)
    expect(page.body).toContain('swagger')
    const read = await ask({ url: '/docs/json' })
    expect(read.json<Described>().openapi).toMatch(/^3\.1\./)
  })
})
