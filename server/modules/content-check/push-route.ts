import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps'
import { AppError } from '../../ports/app-error'
import type { PushProof } from '../../ports/wechat'
import { applyPictureAnswer } from './apply-answer'

/** The address that is entered in WeChat's console under 消息推送. */
const ADDRESS = '/hooks/wechat'
/** WeChat's word for "heard, do not send it again". */
const HEARD = 'success'

/** Where WeChat tells by itself what it thinks of a picture, and asks once whether the address is ours. */
export const registerPushRoute = (app: FastifyInstance, deps: Deps): void => {
  void app.register((hooks, _, done) => {
    // JSON or XML, whatever the console is set to and the header says; the adapter reads it.
    hooks.removeAllContentTypeParsers()
    hooks.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => {
      parsed(null, body)
    })
    // Before anything that was sent is read.
    hooks.addHook('onRequest', (request, _reply, next) => {
      next(refusalOf(deps, request))
    })
    hooks.get(ADDRESS, { schema: { hide: true } }, (request, reply) =>
      reply.type('text/plain').send(wordIn(request, 'echostr')),
    )
    hooks.post(ADDRESS, { schema: { hide: true } }, async (request, reply) => {
      await hear(deps, typeof request.body === 'string' ? request.body : '')
      deps.wechat.push.settle(proofIn(request))
      return reply.type('text/plain').send(HEARD)
    })
    done()
  })
}

const refusalOf = ({ config, wechat }: Deps, request: FastifyRequest): AppError | undefined => {
  if (!config.wechat?.pushToken) return new AppError('not-found')
  return wechat.push.isGenuine(proofIn(request)) ? undefined : new AppError('not-allowed')
}

const proofIn = (request: FastifyRequest): PushProof => ({
  signature: wordIn(request, 'signature'),
  timestamp: wordIn(request, 'timestamp'),
  nonce: wordIn(request, 'nonce'),
})

/** A word that comes twice is a list, and as good as none. */
const wordIn = ({ query }: FastifyRequest, name: string): string => {
  const word = (query as Record<string, unknown>)[name] // Fastify's own parser gives an object
  return typeof word === 'string' ? word : ''
}

const hear = async (deps: Deps, body: string): Promise<void> => {
  const pushed = deps.wechat.push.read(body)
  if (pushed.is === 'encrypted')
    deps.log.warn(
      'WeChat pushes in an encrypted mode: choose 明文模式 under 消息推送 in its console',
    )
  if (pushed.is !== 'picture-checked') return
  // It may be faster than the transaction that keeps its number; what is not taken comes again within seconds.
  if ((await applyPictureAnswer(deps, pushed)) === 'unknown') throw new AppError('unavailable')
}
