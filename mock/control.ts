import Ajv, { type ErrorObject, type Schema } from 'ajv'
import type { Act, NewRequest } from './grid-platform/requests'
import type { PlatformHabits } from './grid-platform/calls'
import { openFake, type Asked, type Fake, type FakeCall, type Reply } from './http/fake'
import { FAULT_KINDS, FAULT_MEANS, type FaultOrder } from './http/faults'
import type { Outside } from './outside'
import { SUGGESTIONS, type PictureHabits } from './wechat/content-check'

/** What may be named as `call` of a fault. */
const CALLS = {
  wechat: ['sign-in', 'token', 'phone', 'send', 'check-words', 'check-picture', 'push'],
  grid: [
    'discovery',
    'services',
    'service',
    'list',
    'file',
    'request',
    'token',
    'updates',
    'update',
  ],
} as const

const text = (maxLength = 4000) => ({ type: 'string', maxLength })

const FAULT_ORDER = {
  type: 'object',
  required: ['fault', 'on'],
  additionalProperties: false,
  properties: {
    fault: { enum: FAULT_KINDS },
    on: { enum: Object.keys(CALLS) },
    call: { enum: [...new Set(Object.values(CALLS).flat())] },
    times: { type: 'integer', minimum: 1 },
    chance: { type: 'number', minimum: 0, maximum: 1 },
    seed: { type: 'integer', minimum: 0 },
    seconds: { type: 'number', exclusiveMinimum: 0 },
    ms: { type: 'integer', minimum: 0, maximum: 600_000 },
    errcode: { type: 'integer' },
  },
}

const SIGN_IN_CODE = {
  type: 'object',
  required: ['person'],
  additionalProperties: false,
  properties: { person: { type: 'string', minLength: 1, maxLength: 60, pattern: '^[^:\\s]+$' } },
}
const WECHAT_PERSON = {
  ...SIGN_IN_CODE,
  required: ['person', 'accepts'],
  properties: { ...SIGN_IN_CODE.properties, accepts: { type: 'boolean' } },
}

const PICTURE_HABITS = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: {
    suggests: { enum: SUGGESTIONS },
    afterMs: { type: 'integer', minimum: 0, maximum: 600_000 },
    writes: { enum: ['json', 'xml'] },
  },
}

const NEW_REQUEST = {
  type: 'object',
  required: ['service_code', 'description'],
  additionalProperties: false,
  properties: {
    service_code: text(60),
    description: text(),
    address: text(),
    lat: { type: 'number', minimum: -90, maximum: 90 },
    long: { type: 'number', minimum: -180, maximum: 180 },
    media_url: text(),
  },
}

const ACT = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: {
    status: { enum: ['open', 'closed'] },
    status_notes: text(),
    description: text(),
    media_url: text(),
    agency_responsible: text(),
    updated_datetime: {
      type: 'string',
      pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$',
    },
  },
}

const HABITS = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: { answersWithToken: { type: 'boolean' }, showsExternalId: { type: 'boolean' } },
}

const ajv = new Ajv({ allErrors: true, strict: false })

const ok = (body: unknown): Reply => ({ status: 200, body })
const done = ok({ ok: true })

const wrong = (problems: string[]): Reply => ({
  status: 400,
  body: { problems, see: 'GET /__mock tells what may be asked' },
})

/** Parses and checks what was sent; what is wrong with it is said in words. */
const checked =
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says what the schema describes
  <Said>(schema: Schema, act: (said: Said, asked: Asked) => Reply): FakeCall['act'] =>
    (asked) => {
      let said: unknown
      try {
        said = JSON.parse(asked.body || 'null')
      } catch {
        return wrong(['the body is not JSON'])
      }
      const isOk = ajv.compile(schema)
      // The schema was just checked, and describes a Said.
      return isOk(said) ? act(said as Said, asked) : wrong((isOk.errors ?? []).map(inWords))
    }

const inWords = ({ instancePath, keyword, params, message }: ErrorObject): string => {
  const field = instancePath ? `"${instancePath.slice(1)}"` : 'the body'
  switch (keyword) {
    case 'required':
      return `"${String(params.missingProperty)}" is missing`
    case 'additionalProperties':
      return `"${String(params.additionalProperty)}" is not known here`
    case 'enum':
      return `${field} must be one of ${(params.allowedValues as unknown[]).join(', ')}` // a list, by the keyword
    default:
      return `${field} ${message ?? 'is wrong'}`
  }
}

export interface Control {
  /** With `/__mock` at the end. */
  url: string
  close(): Promise<void>
}

/** The one address where a tester asks for faults, looks at what was sent, and acts for the outside. */
export const openControl = async (
  outside: Outside,
  settings: { host?: string; port?: number; now: () => Date },
): Promise<Control> => {
  const fake: Fake = await openFake({
    name: 'control',
    host: settings.host ?? '127.0.0.1',
    port: settings.port ?? 0,
    calls: controlCalls(outside),
    now: settings.now,
    unknown: () => ({ status: 404, body: { problems: ['no such address'], see: 'GET /__mock' } }),
  })
  return { url: `${fake.url}/__mock`, close: fake.close }
}

const controlCalls = (outside: Outside): FakeCall[] => {
  const { faults, wechat, grid } = outside
  const call = (method: FakeCall['method'], path: string, act: FakeCall['act']): FakeCall => ({
    name: `${method} ${path}`,
    method,
    path: new RegExp(`^/__mock${path}/?$`),
    act,
  })
  return [
    call('GET', '', () => ok(overview(outside))),
    call(
      'POST',
      '',
      checked<FaultOrder>(FAULT_ORDER, (order) => {
        const problem = misfit(order)
        return problem
          ? wrong([problem])
          : ok({ added: faults.add(order), faults: faults.active() })
      }),
    ),
    call('DELETE', '', () => ok({ removed: faults.clear() })),
    call('DELETE', '/faults/(?<id>\\d+)', ({ params }) => {
      const removed = faults.clear(Number(params.id))
      return removed > 0 ? ok({ removed }) : wrong([`there is no fault ${params.id}`])
    }),
    call('POST', '/reset', () => {
      faults.clear()
      wechat.forget()
      grid.forget()
      return done
    }),
    call('GET', '/wechat', () =>
      ok({ messages: wechat.messages, refusing: wechat.refusing(), calls: wechat.heard }),
    ),
    call(
      'POST',
      '/wechat/codes',
      checked<{ person: string }>(SIGN_IN_CODE, ({ person }) =>
        ok({ code: wechat.codeOf(person), openid: wechat.openidOf(person) }),
      ),
    ),
    call(
      'POST',
      '/wechat/people',
      checked<{ person: string; accepts: boolean }>(WECHAT_PERSON, ({ person, accepts }) => {
        wechat.setAccepts(person, accepts)
        return ok({ person, openid: wechat.openidOf(person), accepts })
      }),
    ),
    call(
      'POST',
      '/wechat/phone-codes',
      checked<{ person: string }>(SIGN_IN_CODE, ({ person }) =>
        ok({ code: wechat.phoneCodeOf(person) }),
      ),
    ),
    call(
      'POST',
      '/wechat/visits',
      checked<{ person: string }>(SIGN_IN_CODE, ({ person }) => {
        wechat.visit(person)
        return done
      }),
    ),
    call('GET', '/wechat/pictures', () =>
      ok({ habits: wechat.pictures.habits, asked: wechat.pictures.asked }),
    ),
    call(
      'POST',
      '/wechat/pictures',
      checked<Partial<PictureHabits>>(PICTURE_HABITS, (habits) =>
        ok({ habits: Object.assign(wechat.pictures.habits, habits) }),
      ),
    ),
    call('POST', '/wechat/expire-tokens', () => {
      wechat.expireTokens()
      return done
    }),
    call('GET', '/grid', () =>
      ok({
        habits: grid.habits,
        requests: grid.store.all(),
        updates: grid.store.updates(),
        calls: grid.heard,
      }),
    ),
    call(
      'POST',
      '/grid/habits',
      checked<Partial<PlatformHabits>>(HABITS, (habits) =>
        ok({ habits: Object.assign(grid.habits, habits) }),
      ),
    ),
    call(
      'POST',
      '/grid/requests',
      checked<NewRequest>(NEW_REQUEST, (asked) =>
        grid.store.services.some(({ service_code }) => service_code === asked.service_code)
          ? ok(grid.store.add(asked, { isTokenOnly: false }))
          : wrong([`"service_code" ${asked.service_code} is unknown`]),
      ),
    ),
    call(
      'POST',
      '/grid/requests/(?<id>[^/]+)',
      checked<Act>(ACT, (act, { params }) => {
        const update = grid.store.act(params.id ?? '', act, 'operator')
        return update ? ok(update) : wrong([`there is no request ${params.id}`])
      }),
    ),
  ]
}

const misfit = ({ fault, on, call, errcode }: FaultOrder): string | null => {
  const calls: readonly string[] = on === 'wechat' ? CALLS.wechat : CALLS.grid
  if (call !== undefined && !calls.includes(call))
    return `"call" of ${on} must be one of ${calls.join(', ')}`
  if (fault === 'errcode' && (on !== 'wechat' || errcode === undefined))
    return 'the fault errcode is only for wechat, and needs "errcode"'
  return null
}

const overview = ({ faults, wechat, grid }: Outside) => ({
  what: 'a pretend outside world: WeChat and the city’s grid platform',
  wechat: { url: wechat.url, messages: wechat.messages.length, calls: wechat.heard.length },
  grid: { url: grid.url, requests: grid.store.all().length, calls: grid.heard.length },
  faults: faults.active(),
  possible: { faults: FAULT_MEANS, calls: CALLS },
  ask: {
    'POST /__mock': {
      example: { fault: 'lost-answer', on: 'grid', call: 'file', times: 1 },
      times: 'for so many calls; 1 unless chance or seconds is said',
      chance: '0 to 1 for each call, the same again with the same seed',
      seconds: 'ends by itself',
    },
    'by input': 'write mock:lost-answer (or another fault) into a report: it happens once',
    'DELETE /__mock': 'takes all faults away; DELETE /__mock/faults/ID one',
    'POST /__mock/reset': 'takes the faults away and forgets what was sent',
    'GET /__mock/wechat': 'messages that people got, and every call',
    'POST /__mock/wechat/codes': 'a code of wx.login: { "person": "lin" }',
    'POST /__mock/wechat/phone-codes':
      'a code of the button for the phone number: { "person": "lin" }',
    'POST /__mock/wechat/visits':
      'somebody uses the mini-app now; the content check answers about them for two hours: { "person": "lin" }',
    'content check':
      'write mock:risky or mock:review into a message: WeChat has doubts about its words',
    'POST /__mock/wechat/pictures':
      'what it thinks of pictures from now on: { "suggests": "risky" }, one of pass, review, risky, failed, silence; "afterMs"; "writes": "json" or "xml"',
    'POST /__mock/wechat/people': 'who refuses messages: { "person": "lin", "accepts": false }',
    'POST /__mock/wechat/expire-tokens': 'the access token we hold is refused from now on',
    'GET /__mock/grid': 'what was filed, with updates, and every call',
    'POST /__mock/grid/requests': 'the city opens a request by itself',
    'POST /__mock/grid/requests/ID':
      'an operator of the platform acts: { "status": "closed", "status_notes": "已办结" }',
    'POST /__mock/grid/habits': grid.habits,
  },
})
