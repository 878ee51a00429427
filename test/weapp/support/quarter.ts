import { join } from 'node:path'
import sharp from 'sharp'
import type { RouteName } from '../../../contract/api'
import type { Session } from '../../../contract/identity'
import { buildIfStale } from '../../../scripts/build-if-stale'
import { inWork } from '../../../server/commands'
import { addInvitation } from '../../../server/modules/communities/invitations'
import {
  addBuilding,
  addGrid,
  openCommunity,
} from '../../../server/modules/communities/open-community'
import { inviteOperator } from '../../../server/modules/identity/add-person'
import type { SentMessage } from '../../../mock/wechat/wechat'
import {
  eventually,
  speakerAt,
  startMock,
  type Answer,
  type Mock,
  type Speak,
} from '../../support/mock'
import { emptyMemory, type PhoneFile, type PhoneMemory, type Position } from '../host/memory'
import { launchPhone, type Phone, type PhoneOptions } from '../host/phone'

/** A machine that does other things beside must not make a test red. */
const PATIENCE_MS = 20_000

export const HERE = '110105006041'
const MIDDLE = { lat: 39.9672, lng: 116.4346 }
const GRID = `${HERE}001`
/** In front of building 3. */
export const AT_BUILDING_3: Position = { latitude: MIDDLE.lat, longitude: MIDDLE.lng }

export type Role = 'resident' | 'moderator' | 'worker' | 'operator'

/** Somebody on the server, and the phone they would take out of their pocket. */
export interface Neighbour {
  name: string
  session: Session
  speak: Speak
  /** Opens the app on their phone, where they have signed in before. */
  phone(options?: Partial<PhoneOptions>): Promise<Phone>
  /** Another phone of theirs: signed in, and otherwise as it came. */
  newPhone(options?: Partial<PhoneOptions>): Promise<Phone>
}

/** One community of one grid and two buildings, on the real server with a pretend WeChat. */
export interface Quarter {
  mock: Mock
  /** A new phone of somebody whom the server does not know yet. */
  newPhone(name: string, options?: Partial<PhoneOptions>): Promise<Phone>
  neighbour(role: Role, name: string): Promise<Neighbour>
  /** A code that invites to an office or to live here. */
  code(kind: Exclude<Role, 'operator'>): Promise<string>
  /** Reports by the API, as a neighbour would: a full bin at building 3 unless told. */
  report(by: Neighbour, words: string): Promise<string>
  /** The latest message that WeChat brought this person. */
  message(to: string): Promise<SentMessage>
  close(): Promise<void>
}

const ROOT = join(__dirname, '..', '..', '..')

/** The package as it is built for WeChat; `WEAPP_DIST` names another build of it. */
export const builtPackage = async (): Promise<string> => {
  if (process.env.WEAPP_DIST) return process.env.WEAPP_DIST
  await buildIfStale('weapp')
  return join(ROOT, 'dist', 'weapp')
}

/** A picture as a phone takes it: it says where it was taken. */
export const photo = async (name: string, background: string): Promise<PhoneFile> => ({
  name: `${name}.jpg`,
  data: await sharp({ create: { width: 800, height: 600, channels: 3, background } })
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '39/1 58/1 2/1' } })
    .jpeg()
    .toBuffer(),
})

export const openQuarter = async (): Promise<Quarter> => {
  const dist = await builtPackage()
  const mock = await startMock({ platform: false })
  const { deps } = mock.server
  await inWork(deps, layTheGround)
  const nobody = speakerAt(mock.url, null)
  const { notice } = must(await nobody('getStart')).body
  const pocket = (name: string, memory: PhoneMemory, options: Partial<PhoneOptions> = {}) =>
    launchPhone({
      dist,
      server: mock.url,
      memory,
      patienceMs: PATIENCE_MS,
      ...options,
      person: {
        loginCode: () => mock.wechat.codeOf(name),
        phoneCode: () => mock.wechat.phoneCodeOf(name),
        ...options.person,
      },
    })

  const signIn = async (name: string): Promise<Session> =>
    must(
      await nobody('signInWithWechat', {
        body: { code: mock.wechat.codeOf(name), noticeVersion: notice.version },
      }),
    ).body
  const operatorCode = async (): Promise<string> =>
    (await inWork(deps, (work) => inviteOperator(work.tx, work))).code
  const code: Quarter['code'] = async (kind) =>
    (
      await inWork(deps, ({ tx, now }) =>
        addInvitation(tx, {
          communityId: HERE,
          kind,
          gridCodes: kind === 'worker' ? [GRID] : [],
          madeBy: null,
          days: 7,
          now,
        }),
      )
    ).code
  const asOperator = async (): Promise<Speak> => {
    const { token } = must(
      await nobody('signInWithCode', {
        body: { code: await operatorCode(), noticeVersion: notice.version, surname: '刘' },
      }),
    ).body
    return speakerAt(mock.url, token)
  }
  const settleIn = async (role: Role, name: string): Promise<Session> => {
    if (role === 'operator')
      return must(
        await nobody('signInWithCode', {
          body: { code: await operatorCode(), noticeVersion: notice.version, surname: name },
        }),
      ).body
    const session = await signIn(name)
    const speak = speakerAt(mock.url, session.token)
    if (role === 'resident') {
      const { applicationId } = must(
        await speak('applyToJoin', {
          params: { communityId: HERE },
          body: {
            surname: name,
            address: { building: '3', unit: '2', room: '401' },
            relation: 'owner',
          },
        }),
      ).body
      const operator = await asOperator()
      must(await operator('admitApplicant', { params: { communityId: HERE, applicationId } }))
    } else {
      const params = { code: await code(role) }
      must(await speak('acceptInvitation', { params, body: { surname: name } }))
    }
    return { ...session, me: must(await speak('getMe')).body }
  }

  return {
    mock,
    code,
    newPhone: (name, options) => pocket(name, emptyMemory(), options),
    async neighbour(role, name) {
      const session = await settleIn(role, name)
      const signedIn = (): PhoneMemory => {
        const memory = emptyMemory()
        const stored = { token: session.token, rotatedAt: mock.now().getTime(), me: session.me }
        memory.storage.set('jinlin.session', JSON.stringify(stored))
        return memory
      }
      const memory = signedIn()
      return {
        name,
        session,
        speak: speakerAt(mock.url, session.token),
        phone: (options) => pocket(name, memory, options),
        newPhone: (options) => pocket(name, signedIn(), options),
      }
    },
    async report({ speak }, words) {
      const params = { communityId: HERE }
      const { buildings } = must(await speak('getCommunity', { params })).body
      const buildingId = buildings.find(({ name }) => name === '3')?.buildingId ?? ''
      const { ticketId } = must(
        await speak('reportIssue', {
          params,
          body: {
            categoryId: 'overflowing_bin',
            words,
            photoIds: [],
            place: { by: 'building', buildingId },
            isAnonymous: true,
            isPrivate: false,
          },
        }),
      ).body
      return ticketId
    },
    async message(to) {
      const mine = () => mock.wechat.messages.filter((one) => one.to === mock.wechat.openidOf(to))
      await eventually(() => mine().length > 0, `a WeChat message to ${to}`)
      const latest = mine().at(-1)
      if (!latest) throw new Error('it was there a moment ago')
      return latest
    },
    close: () => mock.close(),
  }
}

/** What a test builds on must have worked. */
export const must = <K extends RouteName>(answer: Answer<K>): Answer<K> => {
  if (answer.code !== undefined) throw new Error(`refused: ${answer.text}`)
  return answer
}

const layTheGround = async (work: Parameters<Parameters<typeof inWork>[1]>[0]): Promise<void> => {
  const { tx } = work
  await openCommunity(tx, work, { communityId: HERE, point: MIDDLE })
  await addGrid(tx, work, { communityId: HERE, name: '第一网格', point: MIDDLE })
  for (const name of ['3', '8'])
    await addBuilding(tx, work, {
      communityId: HERE,
      name,
      units: ['1', '2'],
      gridCode: GRID,
      point: MIDDLE,
    })
}
