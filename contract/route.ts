import { Type as T, type Static, type TSchema } from 'typebox'

export type Method = 'GET' | 'POST'

/**
 * Who gets through the door of a route. What they may then do inside is the use case's question.
 * An operator passes wherever a member, moderator or staff passes.
 * - `public`: anyone · `sample`: anyone, and only while the sample town is on
 * - `signed-in`: a session · `operator`: the street
 * - `member` / `moderator` / `staff` (moderator or grid worker): of the community in the path
 */
export type Access =
  'public' | 'sample' | 'signed-in' | 'member' | 'moderator' | 'staff' | 'operator'

export interface RouteDef {
  method: Method
  path: string
  summary: string
  access: Access
  /** A command changes something: it carries `commandId`, acts once, and answers the same when sent again. */
  command?: true
  /** The body is multipart/form-data with one file; `body` then describes its text fields. Sent twice with one `commandId`, it is kept once. */
  upload?: true
  /** Requests a minute from one address or person, where the general limit is too generous. */
  perMinute?: number
  params?: TSchema
  query?: TSchema
  body?: TSchema
  response: TSchema
}

export const route = <const R extends RouteDef>(definition: R): R => definition

type Part<K extends string, X> = X extends TSchema ? Record<K, Static<X>> : unknown
/** What a caller sends: `params`, `query` and `body`, as far as the route has them. */
export type Input<R extends RouteDef> = Part<'params', R['params']> &
  Part<'query', R['query']> &
  Part<'body', R['body']>
export type Output<R extends RouteDef> = Static<R['response']>

export const oneOf = <const V extends readonly string[]>(values: V) =>
  T.Unsafe<V[number]>({ type: 'string', enum: [...values] })

export const orNull = <S extends TSchema>(schema: S) =>
  T.Unsafe<Static<S> | null>({ anyOf: [schema, { type: 'null' }] })

/** A body refuses fields that it does not know, so that a misspelt one is not lost in silence. */
export const body = <P extends Record<string, TSchema>>(fields: P) =>
  T.Object(fields, { additionalProperties: false })

export const Id = T.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
})
/** 12-digit division code of a community or village (NBS). */
export const CommunityId = T.String({ pattern: '^[0-9]{12}$' })
/** Made by the client; 16–64 letters, digits or dashes. The same id means the same command. */
export const CommandId = T.String({ pattern: '^[0-9A-Za-z-]{16,64}$' })
/** RFC 3339 with a zone. */
export const Time = T.String({ format: 'date-time' })
/** GCJ-02 degrees, as the phone's map gives them. */
export const Point = T.Object({
  lat: T.Number({ minimum: -90, maximum: 90 }),
  lng: T.Number({ minimum: -180, maximum: 180 }),
})
export type Point = Static<typeof Point>
export const Limit = T.Integer({ minimum: 1, maximum: 100, default: 30 })
/** An opaque place in a list: give back `next` as `before` to read on. */
export const Cursor = T.String({ maxLength: 200 })

export const Done = T.Object({ ok: T.Literal(true) })
export const InCommunity = T.Object({ communityId: CommunityId })
export const Problem = T.Object({
  code: T.String(),
  message: T.String(),
  details: T.Optional(T.Unknown()),
})
