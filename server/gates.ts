import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { RouteDef } from '../contract/route'
import type { Deps } from './deps'
import { AppError } from './ports/app-error'
import type { Caller } from './ports/caller'

interface Gate {
  address(request: FastifyRequest): Promise<void>
  person(request: FastifyRequest, caller: Caller): Promise<void>
}

const WINDOW_MS = 60_000

/** Rate limits by address and by person, each counted over a minute in this process. */
export const createGates = (app: FastifyInstance, { config }: Deps) => {
  const caller = new WeakMap<FastifyRequest, string>()
  const machine = new WeakMap<FastifyRequest, { keyId: string; perMinute: number }>()
  const limiter = (
    max: number | ((request: FastifyRequest) => number),
    key: (request: FastifyRequest) => string,
  ) => {
    const check = app.createRateLimit({ max, timeWindow: WINDOW_MS, keyGenerator: key })
    return async (request: FastifyRequest): Promise<void> => {
      const answer = await check(request)
      if (!answer.isAllowed && answer.isExceeded)
        throw new AppError('too-many-requests', { afterSeconds: answer.ttlInSeconds })
    }
  }
  const byAddress = limiter(config.rate.perAddress, (request) => request.ip)
  const byPerson = limiter(config.rate.perPerson, (request) => caller.get(request) ?? request.ip)

  const byKey = limiter(
    (request) => machine.get(request)?.perMinute ?? 1,
    (request) => `key ${machine.get(request)?.keyId}`,
  )

  return {
    address: byAddress,
    async key(request: FastifyRequest, key: { keyId: string; perMinute: number }): Promise<void> {
      machine.set(request, key)
      await byKey(request)
    },
    forRoute(route: RouteDef): Gate {
      const scale = config.rate.perAddress / 600
      const own = route.perMinute
        ? limiter(
            Math.ceil(route.perMinute * scale),
            (request) => `${route.path} ${caller.get(request) ?? request.ip}`,
          )
        : undefined
      const isOpen = route.access === 'public' || route.access === 'sample'
      return {
        async address(request) {
          await byAddress(request)
          if (isOpen) await own?.(request)
        },
        async person(request, who) {
          caller.set(request, who.personId)
          await byPerson(request)
          if (!isOpen) await own?.(request)
        },
      }
    },
  }
}
