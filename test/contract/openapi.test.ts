import Ajv from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import type { RouteName } from '../../contract/api'
import { EXAMPLES } from '../../contract/examples'
import { buildApp } from '../../server/app'
import type { Deps } from '../../server/deps'
import { ROUTE_NAMES, routeOf, type Schema } from './schemas'

interface Media {
  schema: Schema
  example?: unknown
}
interface Operation {
  operationId: string
  summary: string
  description: string
  tags: string[]
  security?: Record<string, unknown>[]
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[]
  requestBody?: { required?: boolean; content: Record<string, Media> }
  responses: Record<string, { description: string; content: Record<string, Media> }>
}
interface OpenApi {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, Operation>>
  components: { securitySchemes: Record<string, { type: string }> }
}

/** The page of the API is made of the contract alone: whoever touches a database or a clock here fails. */
const untouched = new Proxy(
  {},
  {
    get: (_, name) => {
      throw new Error(`the docs need no ${String(name)}`)
    },
  },
)

const deps = {
  config: { rate: { perAddress: 1, perPerson: 1 }, trustProxy: false, isSample: false },
  log: pino({ level: 'silent' }),
  database: untouched,
  clock: untouched,
  photos: untouched,
  blobs: untouched,
  bus: untouched,
  wechat: untouched,
  gridPlatform: untouched,
  newId: () => 'none',
  urlSecret: 'none',
} as unknown as Deps // what is missing is never asked for

let app: FastifyInstance
let page: OpenApi
beforeAll(async () => {
  app = await buildApp(deps)
  page = (await app.inject('/openapi.json')).json<OpenApi>()
})
afterAll(() => app.close())

const operationOf = (name: RouteName): Operation => {
  const { path, method } = routeOf(name)
  const found = page.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
  if (!found) throw new Error(`${name} is not on the page`)
  return found
}

const schemasOf = (operation: Operation): Schema[] => [
  ...(operation.parameters ?? []).map(({ schema }) => schema),
  ...Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema),
  ...Object.values(operation.responses).flatMap(({ content }) =>
    Object.values(content).map(({ schema }) => schema),
  ),
]

const ajv = new Ajv({ strict: false })
addFormats(ajv)
ajv.addFormat('binary', true)

test('it is OpenAPI 3.1, and has each route once', () => {
  const operations = Object.values(page.paths).flatMap((methods) => Object.values(methods))

  expect(page.openapi).toMatch(/^3\.1\.\d+$/)
  expect(page.info).toMatchObject({ title: '近邻 Jinlin', version: '1' })
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual([...ROUTE_NAMES].sort())
})

describe.each(ROUTE_NAMES)('%s', (name) => {
  const route = routeOf(name)

  test('says what it does, who may ask, and how it is refused', () => {
    const { summary, description, tags, responses } = operationOf(name)

    expect(summary).toBe(route.summary)
    expect(description).toMatch(/^(Open|Only|For) .*\.$/)
    expect(tags).toHaveLength(1)
    expect(Object.keys(responses).sort()).toEqual(['200', '4XX', '5XX'])
    for (const { description: words } of Object.values(responses))
      expect(words).not.toBe('Default Response')
  })

  test('names every parameter of its path, required', () => {
    const { parameters = [] } = operationOf(name)
    const inPath = parameters.filter((one) => one.in === 'path')

    expect(inPath.map((one) => `:${one.name}`).sort()).toEqual(
      (route.path.match(/:\w+/g) ?? []).sort(),
    )
    expect(inPath.filter(({ required }) => !required)).toEqual([])
  })

  test('asks for a session just where the door does', () => {
    const isOpen = route.access === 'public' || route.access === 'sample'

    expect(operationOf(name).security).toEqual(isOpen ? undefined : [{ session: [] }])
    expect(page.components.securitySchemes.session?.type).toBe('http')
  })

  test('has schemas of JSON Schema 2020-12, without what 3.1 no longer knows', () => {
    for (const schema of schemasOf(operationOf(name))) {
      expect(ajv.validateSchema(schema)).toBe(true)
      expect(() => ajv.compile(schema)).not.toThrow()
      expect(JSON.stringify(schema)).not.toMatch(/"nullable":|"\$ref":|"exclusiveMinimum":true/)
    }
  })

  test('shows an answer that fits', () => {
    const media = operationOf(name).responses['200']?.content['application/json']

    expect(media?.example).toEqual(EXAMPLES[name].output)
    expect(ajv.validate(media?.schema ?? false, media?.example)).toBe(true)
  })

  test('shows a body that fits', () => {
    const { requestBody } = operationOf(name)
    if (!route.body) {
      expect(requestBody).toBeUndefined()
      return
    }
    const kind = route.upload ? 'multipart/form-data' : 'application/json'
    const media = requestBody?.content[kind]
    const file = route.upload ? { file: '…' } : {}

    expect(Object.keys(requestBody?.content ?? {})).toEqual([kind])
    expect(ajv.validate(media?.schema ?? false, { ...(media?.example as object), ...file })).toBe(
      true,
    )
  })
})

test('an upload says that it carries a file', () => {
  const { schema } = operationOf('uploadPhoto').requestBody?.content['multipart/form-data'] ?? {}

  expect(schema?.properties?.file).toMatchObject({ type: 'string', format: 'binary' })
  expect(schema?.required).toEqual(['commandId', 'file'])
})
