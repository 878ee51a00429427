import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pino, { type Logger } from 'pino'
import { api, type Api, type RouteName } from '../../contract/api'
import type { Input, Output } from '../../contract/route'
import { ROUTES } from '../../contract/route-table'
import type { Role } from '../../domain/group/names'
import { builtinGrid } from '../../server/adapters/builtin-grid/builtin-grid'
import { createInProcessBus } from '../../server/adapters/bus/in-process'
import { createDiskBlobStore } from '../../server/adapters/disk/blob-store'
import { createPhotoWorkshop } from '../../server/adapters/sharp/photo-workshop'
import { buildApp } from '../../server/app'
import { inWork } from '../../server/commands'
import type { Config } from '../../server/config'
import type { Deps } from '../../server/deps'
import { addInvitation } from '../../server/modules/communities/invitations'
import {
  addBuilding,
  addGrid,
  openCommunity,
} from '../../server/modules/communities/open-community'
import { inviteOperator } from '../../server/modules/identity/add-person'
import type { Database } from '../../server/ports/database'
import { newTimeOrderedId } from '../../server/ports/ids'
import type { WeChat } from '../../server/ports/wechat'

export const GUANGXIMEN = '110105006041'
export const NEXT_DOOR = '110105006042'
export const FIRST_GRID = `${GUANGXIMEN}001`
export const SECOND_GRID = `${GUANGXIMEN}002`
export const NOTICE = '2026-11'

export interface Answer<K extends RouteName> {
  status: number
  /** What came back; of a refusal, use `code`. */
  body: Output<Api[K]>
  code: string | undefined
}

/** Speaks to the server as one person, or as nobody. */
export interface Voice {
  token: string | null
  personId: string
  ask<K extends RouteName>(name: K, input?: Loose<K>): Promise<Answer<K>>
}

/** A command id is made where none is given. */
type Loose<K extends RouteName> =
  Input<Api[K]> extends { body: infer B }
    ? Omit<Input<Api[K]>, 'body'> & { body?: Omit<B, 'commandId'> & { commandId?: string } }
    : Partial<Input<Api[K]>>

export interface House {
  app: FastifyInstance
  deps: Deps
  nobody: Voice
  /** Somebody with this token, whoever that is. */
  withToken(token: string): Voice
  /** Moves the server's time. */
  pass(ms: number): void
  now(): Date
  /** Signs in with WeChat, for the first time with consent. */
  wechat(openid: string): Promise<Voice>
  resident(
    surname: string,
    building: string,
    unit: string,
    room: string,
    communityId?: string,
  ): Promise<Voice>
  staff(
    kind: 'moderator' | 'worker',
    surname: string,
    gridCodes?: string[],
    communityId?: string,
  ): Promise<Voice>
  operator(): Promise<Voice>
  staffCode(kind: Role, gridCodes?: string[], communityId?: string): Promise<string>
  close(): Promise<void>
}

const CONFIG: Config = {
  host: '127.0.0.1',
  port: 0,
  dataDir: '',
  isSample: false,
  publicUrl: 'https://jinlin.example',
  trustProxy: false,
  logLevel: 'silent',
  notice: { version: NOTICE, controller: '测试社区', contact: '010-0000-0000' },
  gridPlatform: { kind: 'builtin' },
  mapTiles: null,
  rate: { perAddress: 1_000_000, perPerson: 1_000_000 },
}

/** WeChat as this server sees it: the code `wx:NAME` belongs to NAME, `phone:NUMBER` to that number. */
export const pretendWechat: WeChat = {
  signIn: (code) => {
    const openid = /^wx:(.+)$/.exec(code)?.[1]
    return Promise.resolve(openid ? { is: 'signed-in', openid } : { is: 'refused' })
  },
  phoneNumber: (code) => {
    const number = /^phone:(.+)$/.exec(code)?.[1]
    return Promise.resolve(number ? { is: 'known', number } : { is: 'refused' })
  },
  sendSubscribeMessage: () => Promise.resolve({ is: 'sent' }),
  checkWords: () => Promise.resolve({ is: 'checked', suggests: 'pass' }),
  checkPicture: () => Promise.resolve({ is: 'asked', traceId: randomUUID() }),
  push: { isGenuine: () => false, settle: () => undefined, read: () => ({ is: 'other' }) },
}

const asked = (path: string, params: Record<string, string> = {}): string =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

/** The whole server on a database of its own, with one community of two grids and three buildings, and another next door. */
export const openHouse = async (
  database: Database,
  {
    config = {},
    wechat = pretendWechat,
    log,
  }: { config?: Partial<Config>; wechat?: WeChat; log?: Logger } = {},
): Promise<House> => {
  let now = new Date('2026-11-23T02:00:00Z')
  const dataDir = await mkdtemp(join(tmpdir(), 'jinlin-house-'))
  const deps: Deps = {
    config: { ...CONFIG, dataDir, ...config },
    database,
    clock: { now: () => now },
    newId: newTimeOrderedId,
    bus: createInProcessBus(),
    wechat,
    gridPlatform: builtinGrid,
    photos: createPhotoWorkshop(),
    blobs: await createDiskBlobStore(join(dataDir, 'photos')),
    urlSecret: 'of this test',
    log: log ?? pino({ level: 'silent' }),
  }
  const app = await buildApp(deps)
  await inWork(deps, async (work) => {
    const { tx } = work
    for (const communityId of [GUANGXIMEN, NEXT_DOOR])
      await openCommunity(tx, work, { communityId, point: { lat: 39.9672, lng: 116.4346 } })
    for (const name of ['第一网格', '第二网格'])
      await addGrid(tx, work, { communityId: GUANGXIMEN, name })
    const buildings = [
      { name: '3', units: ['1', '2'], gridCode: FIRST_GRID },
      { name: '8', units: ['1'], gridCode: SECOND_GRID },
      { name: '平房', units: [], gridCode: null },
    ]
    for (const building of buildings)
      await addBuilding(tx, work, { communityId: GUANGXIMEN, ...building })
    await addBuilding(tx, work, { communityId: NEXT_DOOR, name: '1', units: ['1'], gridCode: null })
  })

  const voice = (token: string | null, personId: string): Voice => ({
    token,
    personId,
    async ask(name, input) {
      const [method, path] = ROUTES[name]
      // Every Input is made of these.
      const { params, query, body } = (input ?? {}) as {
        params?: Record<string, string>
        query?: Record<string, unknown>
        body?: Record<string, unknown>
      }
      const answer = await app.inject({
        method,
        url: asked(path, params),
        headers: { ...(token !== null && { authorization: `Bearer ${token}` }) },
        ...(query && {
          query: Object.fromEntries(
            Object.entries(query).map(([key, value]) => [key, String(value)]),
          ),
        }),
        ...(method === 'POST' && {
          payload: { ...('command' in api[name] && { commandId: randomUUID() }), ...body },
        }),
      })
      const said = answer.json<Output<Api[typeof name]> & { code?: string }>()
      return {
        status: answer.statusCode,
        body: said,
        code: answer.statusCode === 200 ? undefined : said.code,
      }
    },
  })
  const nobody = voice(null, '')

  const house: House = {
    app,
    deps,
    nobody,
    withToken: (token) => voice(token, ''),
    pass: (ms) => {
      now = new Date(now.getTime() + ms)
    },
    now: () => now,
    async wechat(openid) {
      const { body } = await nobody.ask('signInWithWechat', {
        body: { code: `wx:${openid}`, noticeVersion: deps.config.notice.version },
      })
      return voice(body.token, body.me.personId)
    },
    async resident(surname, building, unit, room, communityId = GUANGXIMEN) {
      const person = await house.wechat(`${surname}-${randomUUID()}`)
      const { body } = await person.ask('applyToJoin', {
        params: { communityId },
        body: { surname, address: { building, unit, room }, relation: 'owner' },
      })
      const operator = await house.operator()
      await operator.ask('admitApplicant', {
        params: { communityId, applicationId: body.applicationId },
      })
      return person
    },
    async staff(kind, surname, gridCodes = [], communityId = GUANGXIMEN) {
      const code = await house.staffCode(kind, gridCodes, communityId)
      const { body } = await nobody.ask('signInWithCode', {
        body: { code, noticeVersion: deps.config.notice.version, surname },
      })
      return voice(body.token, body.me.personId)
    },
    async operator() {
      const { code } = await inWork(deps, (work) => inviteOperator(work.tx, work))
      const { body } = await nobody.ask('signInWithCode', {
        body: { code, noticeVersion: deps.config.notice.version },
      })
      return voice(body.token, body.me.personId)
    },
    staffCode: async (kind, gridCodes = [], communityId = GUANGXIMEN) =>
      (
        await inWork(deps, ({ tx }) =>
          addInvitation(tx, { communityId, kind, gridCodes, madeBy: null, days: 7, now }),
        )
      ).code,
    close: async () => {
      await app.close()
      await deps.bus.close()
      await deps.photos.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
  return house
}
