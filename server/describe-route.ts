import type { FastifySchema } from 'fastify'
import { api, type RouteName } from '../contract/api'
import { EXAMPLES } from '../contract/examples'
import { Problem, type Access, type RouteDef } from '../contract/route'

/** Who gets through, in words for the page of the API. */
const WHO: Record<Access, string> = {
  public: 'Open to anyone.',
  sample: 'Only while the sample town is on.',
  'signed-in': 'For anyone who is signed in.',
  member: 'For members of the community.',
  moderator: 'For moderators of the community.',
  staff: 'For moderators and grid workers of the community.',
  operator: 'For the street.',
}

interface Described {
  schema: FastifySchema
  url: string
}

type Schema = Record<string, unknown> & { properties?: Record<string, object>; required?: string[] }

/** What the docs say of a route beyond its schema: who may ask, an example of each part, the file of an upload. Requests are never checked against this. */
export const describeRoute = ({ schema, url }: Described): Described => {
  const name = (schema as { operationId?: string } | undefined)?.operationId
  if (name === undefined || !isRouteName(name)) return { schema, url }
  const route: RouteDef = api[name]
  // Every Input is made of these three parts.
  const { params, query, body } = EXAMPLES[name].input as Partial<
    Record<string, Record<string, unknown>>
  >
  const described = {
    ...schema,
    description: sentencesOf(route),
    ...(route.params && { params: withValues(route.params as Schema, params) }),
    ...(route.query && { querystring: withValues(route.query as Schema, query) }),
    ...(route.body && { body: bodyOf(route, body) }),
    response: {
      200: { description: 'Done.', ...route.response, examples: [EXAMPLES[name].output] },
      '4xx': { description: 'Refused: `code` says why, `message` what to do next.', ...Problem },
      '5xx': { description: 'Not possible just now.', ...Problem },
    },
  }
  return { schema: described, url }
}

const isRouteName = (name: string): name is RouteName => Object.hasOwn(api, name)

const sentencesOf = ({ access, command, upload, perMinute }: RouteDef): string =>
  [
    WHO[access],
    command && 'A command: sent again with the same `commandId`, it acts once and answers alike.',
    upload && 'Sent again with the same `commandId`, the picture is kept once.',
    perMinute && `At most ${perMinute} requests a minute.`,
  ]
    .filter(Boolean)
    .join(' ')

const withValues = (schema: Schema, values: Record<string, unknown> | undefined = {}): Schema => ({
  ...schema,
  properties: Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([field, property]) => [
      field,
      field in values ? { ...property, examples: [values[field]] } : property,
    ]),
  ),
})

const bodyOf = ({ body, upload }: RouteDef, example: object | undefined): Schema => {
  const schema = { ...(body as Schema), ...(example && { examples: [example] }) }
  if (!upload) return schema
  return {
    ...schema,
    properties: {
      ...schema.properties,
      file: { type: 'string', format: 'binary', description: 'One jpeg, png or webp.' },
    },
    required: [...(schema.required ?? []), 'file'],
  }
}
