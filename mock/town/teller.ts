import type { FastifyInstance } from 'fastify'
import { createHash } from 'node:crypto'
import type { Api, RouteName } from '../../contract/api'
import type { Input, Output } from '../../contract/route'
import { ROUTES } from '../../contract/route-table'

interface Parts {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: Record<string, unknown>
}

/** Speaks to the server as one person, through the public API. */
export interface Voice {
  personId: string
  ask<K extends RouteName>(name: K, input: Input<Api[K]>): Promise<Output<Api[K]>>
  sendPhoto(communityId: string, picture: Buffer, key: string): Promise<string>
}

/** The same words give the same id, so that a town told twice is told once. */
export const commandIdOf = (...words: string[]): string =>
  `town-${createHash('sha256').update(words.join('|')).digest('hex').slice(0, 32)}`

const fill = (path: string, params: Record<string, string> = {}): string =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

export const voiceOf = (app: FastifyInstance, personId: string, token: string): Voice => {
  const headers = { authorization: `Bearer ${token}`, 'user-agent': 'sample town' }
  return {
    personId,
    async ask<K extends RouteName>(name: K, input: Input<Api[K]>): Promise<Output<Api[K]>> {
      const [method, path] = ROUTES[name]
      const { params, query, body } = input as Parts // every Input is made of these
      const answer = await app.inject({
        method,
        url: fill(path, params),
        headers,
        ...(query && {
          query: Object.fromEntries(
            Object.entries(query).map(([key, value]) => [key, String(value)]),
          ),
        }),
        ...(method === 'POST' && { payload: body ?? {} }),
      })
      if (answer.statusCode !== 200)
        throw new Error(`the sample town could not ${name}: ${answer.statusCode} ${answer.body}`)
      return answer.json()
    },
    async sendPhoto(communityId, picture, key) {
      const boundary = 'sample-town-boundary'
      const payload = Buffer.concat([
        Buffer.from(
          `--${boundary}\r\ncontent-disposition: form-data; name="commandId"\r\n\r\n${commandIdOf('photo', key)}\r\n`,
        ),
        Buffer.from(
          `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="sample.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`,
        ),
        picture,
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ])
      const answer = await app.inject({
        method: 'POST',
        url: fill(ROUTES.uploadPhoto[1], { communityId }),
        headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
        payload,
      })
      if (answer.statusCode !== 200)
        throw new Error(
          `the sample town could not send a picture: ${answer.statusCode} ${answer.body}`,
        )
      return answer.json<Output<Api['uploadPhoto']>>().photoId
    },
  }
}
