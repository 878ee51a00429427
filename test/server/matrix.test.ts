import { randomUUID } from 'node:crypto'
import Ajv, { type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { api, type RouteName } from '../../contract/api'
import { ERROR_TEXT } from '../../contract/error-text'
import { statusOf, type ErrorCode } from '../../contract/errors'
import { Problem } from '../../contract/route'
import { ROUTES } from '../../contract/route-table'
import { inWork } from '../../server/commands'
import { addPerson } from '../../server/modules/identity/add-person'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { FIRST_GRID, GUANGXIMEN, NEXT_DOOR, NOTICE, openHouse, type Voice } from '../support/house'
import { knownByPhone } from '../support/talk'
import { AT_BUILDING_3, aPicture, BIN, startStory, uploadOf, type Story } from '../support/story'

/** Who asks, and for a route below a community, of which one. `@next door` belongs here and asks there. */
const ASKERS = [
  'nobody',
  'ended session',
  'stranger',
  'neighbour',
  'resident',
  'worker',
  'moderator',
  'operator',
  'resident@next door',
  'worker@next door',
  'moderator@next door',
  'operator@next door',
] as const
type Asker = (typeof ASKERS)[number]
type Outcome = 'ok' | ErrorCode
type Outcomes = Readonly<Record<Asker, Outcome>>

const OPEN = Object.fromEntries(ASKERS.map((asker) => [asker, 'ok'])) as Outcomes // of every asker
const SAMPLE = Object.fromEntries(ASKERS.map((asker) => [asker, 'sample-off'])) as Outcomes
const SIGNED_IN: Outcomes = { ...OPEN, nobody: 'sign-in-first', 'ended session': 'session-ended' }
const MEMBERS: Outcomes = {
  ...SIGNED_IN,
  stranger: 'not-a-member',
  neighbour: 'not-a-member',
  'resident@next door': 'not-a-member',
  'worker@next door': 'not-a-member',
  'moderator@next door': 'not-a-member',
}
const STAFF: Outcomes = { ...MEMBERS, resident: 'not-allowed' }
const DESK: Outcomes = { ...STAFF, worker: 'not-allowed' }

const OPERATOR: Outcomes = {
  ...(Object.fromEntries(ASKERS.map((asker) => [asker, 'not-allowed'])) as Outcomes), // of every asker
  nobody: 'sign-in-first',
  'ended session': 'session-ended',
  operator: 'ok',
  'operator@next door': 'ok',
}

interface Input {
  params?: Record<string, string>
  query?: Record<string, string | number>
  body?: Record<string, unknown>
}
interface Asking {
  asker: Asker
  person: Voice
  communityId: string
  here: { communityId: string }
}
interface Row {
  gets: Outcomes
  input?: (asking: Asking) => Input | Promise<Input>
  /** Ends or changes whoever asks, so that somebody new asks each time. */
  spends?: true
}

let database: Database
let story: Story
let askers: Record<string, Voice>

const UNKNOWN = '0199d000-0000-7000-8000-000000000001'

const newAsker = async (asker: Asker): Promise<Voice> => {
  const { house } = story
  switch (asker) {
    case 'nobody':
      return house.nobody
    case 'ended session': {
      const person = await house.wechat(`left-${randomUUID()}`)
      await person.ask('signOut')
      return person
    }
    case 'stranger':
      return house.wechat(`stranger-${randomUUID()}`)
    case 'neighbour':
      return house.resident('钱', '1', '1', '9', NEXT_DOOR)
    case 'worker':
    case 'worker@next door':
      return house.staff('worker', '周', [FIRST_GRID])
    case 'moderator':
    case 'moderator@next door':
      return house.staff('moderator', '王')
    case 'operator':
    case 'operator@next door':
      return house.operator()
    default:
      return house.resident('林', '3', '2', '401')
  }
}

const isAskedNextDoor = (asker: Asker) => asker.endsWith('@next door')

/** Something of the community that is asked for, made by somebody who belongs there. */
const ticketIn = async (communityId: string): Promise<string> => {
  const [person, buildingId] =
    communityId === NEXT_DOOR
      ? [story.qian, story.nextDoorBuildingId]
      : [story.lin, story.buildingId('3')]
  const { body } = await person.ask('reportIssue', {
    params: { communityId },
    body: { ...REPORT, place: { by: 'building', buildingId } },
  })
  return body.ticketId
}
const REPORT = {
  categoryId: BIN,
  words: '垃圾桶满了',
  photoIds: [],
  isAnonymous: true,
  isPrivate: false,
}

const ROUTING_LINE = {
  categoryId: BIN,
  categoryGroup: null,
  gridCode: null,
  days: 'any',
  weekdays: [],
  fromMinute: null,
  untilMinute: null,
  mode: 'by-load',
  toPersonId: null,
  toDepartmentId: null,
}

const addressIn = (communityId: string) =>
  communityId === NEXT_DOOR
    ? { building: '1', unit: '1', room: '7' }
    : { building: '3', unit: '1', room: '7' }

const wishIn = (communityId: string) => ({
  surname: '吴',
  address: addressIn(communityId),
  relation: 'owner' as const,
})

const applicationIn = async (communityId: string, person?: Voice): Promise<string> => {
  const applicant = person ?? (await story.house.wechat(`applies-${randomUUID()}`))
  const { body } = await applicant.ask('applyToJoin', {
    params: { communityId },
    body: wishIn(communityId),
  })
  return body.applicationId
}

const isSignedIn = (asker: Asker) => asker !== 'nobody' && asker !== 'ended session'

const anotherSession = async ({ asker, person }: Asking): Promise<string> => {
  if (!isSignedIn(asker)) return UNKNOWN
  const { body } = await person.ask('makeSignInCode')
  await story.house.nobody.ask('signInWithCode', { body: { code: body.code } })
  const { body: sessions } = await person.ask('listSessions')
  return sessions.items.find(({ isThisOne }) => !isThisOne)?.sessionId ?? UNKNOWN
}

const inHere = ({ here }: Asking): Input => ({ params: here })
const inTicket = async ({ communityId }: Asking) => ({
  params: { communityId, ticketId: await ticketIn(communityId) },
})
const inApplication = async ({ communityId }: Asking) => ({
  params: { communityId, applicationId: await applicationIn(communityId) },
})

/** The group of the whole community, in which all its people are. */
const inGroup = async ({ communityId }: Asking) => ({
  params: { communityId, groupId: await groupIdOf(communityId) },
})
const groupIdOf = async (communityId: string): Promise<string> => {
  const group = await database.db
    .selectFrom('chat_group')
    .select('id')
    .where('community_id', '=', communityId)
    .where('kind', '=', 'community')
    .executeTakeFirstOrThrow()
  return group.id
}

/** A group by interest that a moderator has just made. */
const inInterest = async ({ communityId }: Asking) => {
  const id = randomUUID()
  await database.db
    .insertInto('chat_group')
    .values({
      community_id: communityId,
      id,
      kind: 'interest',
      name: `兴趣${id}`,
      building: null,
      unit: null,
      grid_code: null,
      created_at: story.house.now(),
      archived_at: null,
    })
    .execute()
  return { params: { communityId, groupId: id } }
}

/** A neighbour's message. */
const inMessage = ({ communityId }: Asking) =>
  messageOf(communityId === NEXT_DOOR ? story.qian : story.lin, communityId)

/** One's own, of whoever can speak there. */
const inOwnMessage = (asking: Asking) =>
  MEMBERS[asking.asker] === 'ok' ? messageOf(asking.person, asking.communityId) : inMessage(asking)

const messageOf = async (person: Voice, communityId: string) => {
  const groupId = await groupIdOf(communityId)
  // So that nobody has spoken too often.
  story.house.pass(61_000)
  const { body } = await person.ask('postMessage', {
    params: { communityId, groupId },
    body: { words: '楼道的灯又不亮了' },
  })
  return { params: { communityId, groupId, seq: String(body.seq) } }
}

/** Somebody new of that community, who may speak. */
const speakerIn = async (communityId: string): Promise<Voice> => {
  const { building, unit, room } = addressIn(communityId)
  const person = await story.house.resident('郑', building, unit, room, communityId)
  await knownByPhone(database, person.personId, story.house.now())
  return person
}

/** A sanction just made by the street: about the resident who asks, or else about somebody new. */
const inSanction = async ({ asker, person, communityId }: Asking) => {
  const subject = asker === 'resident' ? person : await speakerIn(communityId)
  const { body } = await (
    await story.house.operator()
  ).ask('sanctionMember', {
    params: { communityId, personId: subject.personId },
    body: { kind: 'mute', time: '1d', reason: '刷屏' },
  })
  return { params: { communityId, sanctionId: body.sanctionId }, subject }
}

/** A message that the street has hidden. */
const inHidden = async ({ asker, person, communityId }: Asking) => {
  const author = asker === 'resident' ? person : await speakerIn(communityId)
  // Who asks may be somebody new.
  if (asker === 'resident') await knownByPhone(database, person.personId, story.house.now())
  const { params } = await messageOf(author, communityId)
  const asText = { ...params, seq: params.seq as unknown as number } // a path is text
  await (
    await story.house.operator()
  ).ask('judgeMessage', { params: asText, body: { act: 'hide', reason: '广告' } })
  return { params, asText, author }
}

/** What the street has just announced, to be commented on. */
const inAnnouncement = async ({ communityId }: Asking) => {
  // So that nobody has commented too often.
  story.house.pass(61_000)
  const { body } = await story.street.ask('postAnnouncement', {
    params: { communityId },
    body: { title: '停水通知', words: '明早九点停水', hasComments: true },
  })
  return { params: { communityId, announcementId: body.announcementId } }
}

/** Every route × everybody. A route that is missing here fails the first test below. */
const TABLE: Record<RouteName, Row> = {
  getStart: { gets: OPEN },
  signInWithWechat: {
    gets: OPEN,
    input: () => ({ body: { code: `wx:${randomUUID()}`, noticeVersion: NOTICE } }),
  },
  signInWithCode: {
    gets: OPEN,
    input: async () => ({
      body: {
        code: await story.house.staffCode('worker', [FIRST_GRID]),
        noticeVersion: NOTICE,
        surname: '周',
      },
    }),
  },
  listSamplePeople: { gets: SAMPLE },
  signInAsSample: { gets: SAMPLE, input: () => ({ body: { personId: UNKNOWN } }) },
  rotateSession: { gets: SIGNED_IN, spends: true },
  signOut: { gets: SIGNED_IN, spends: true },
  listSessions: { gets: SIGNED_IN },
  revokeSession: {
    gets: SIGNED_IN,
    input: async (asking) => ({ params: { sessionId: await anotherSession(asking) } }),
  },
  makeSignInCode: { gets: SIGNED_IN },
  getMe: { gets: SIGNED_IN },
  updateMe: { gets: SIGNED_IN, input: () => ({ body: { surname: '欧阳' } }) },
  giveConsent: { gets: SIGNED_IN, input: () => ({ body: { noticeVersion: NOTICE } }) },
  exportMe: { gets: SIGNED_IN },
  deleteMe: { gets: SIGNED_IN, spends: true, input: () => ({ body: { confirm: '注销' } }) },
  listInbox: { gets: SIGNED_IN, input: () => ({ query: { limit: 5 } }) },
  readInbox: { gets: SIGNED_IN },
  keepSubscriptions: {
    gets: SIGNED_IN,
    input: () => ({ body: { answers: [{ key: 'progress', answer: 'accept' }] } }),
  },

  listDistricts: { gets: OPEN },
  listStreets: { gets: OPEN, input: () => ({ params: { districtCode: '110105' } }) },
  listCommunities: { gets: OPEN, input: () => ({ params: { streetCode: '110105006' } }) },
  searchCommunities: { gets: OPEN, input: () => ({ query: { q: '光熙门' } }) },
  listNearCommunities: { gets: OPEN, input: () => ({ query: AT_BUILDING_3 }) },
  getInvitation: {
    gets: OPEN,
    input: async () => ({ params: { code: await story.house.staffCode('moderator') } }),
  },
  acceptInvitation: {
    gets: SIGNED_IN,
    spends: true,
    input: async () => ({
      params: { code: await story.house.staffCode('worker', [FIRST_GRID]) },
      body: { surname: '周' },
    }),
  },
  getCommunity: { gets: SIGNED_IN, input: inHere },
  applyToJoin: {
    gets: {
      ...SIGNED_IN,
      resident: 'already-a-member',
      worker: 'already-a-member',
      moderator: 'already-a-member',
    },
    spends: true,
    input: ({ here, communityId }) => ({ params: here, body: wishIn(communityId) }),
  },
  withdrawApplication: {
    gets: { ...SIGNED_IN, resident: 'not-found', worker: 'not-found', moderator: 'not-found' },
    spends: true,
    input: async ({ asker, person, communityId }) => ({
      params: {
        communityId,
        // Who belongs here already tries somebody else’s.
        applicationId: await applicationIn(
          communityId,
          TABLE.applyToJoin.gets[asker] === 'ok' ? person : undefined,
        ),
      },
    }),
  },
  listApplications: { gets: DESK, input: inHere },
  admitApplicant: { gets: DESK, input: inApplication },
  refuseApplicant: {
    gets: DESK,
    input: async (asking) => ({ ...(await inApplication(asking)), body: { reason: '门牌不对' } }),
  },
  leaveCommunity: {
    gets: { ...MEMBERS, operator: 'not-a-member', 'operator@next door': 'not-a-member' },
    spends: true,
    input: inHere,
  },
  listMembers: { gets: DESK, input: inHere },
  listWorkers: { gets: STAFF, input: inHere },
  makeInvitation: { gets: DESK, input: ({ here }) => ({ params: here, body: { days: 7 } }) },
  listAnnouncements: { gets: MEMBERS, input: inHere },
  postAnnouncement: {
    gets: DESK,
    input: ({ here }) => ({ params: here, body: { title: '停水通知', words: '明早九点停水' } }),
  },
  getAnnouncement: { gets: MEMBERS, input: inAnnouncement },
  changeAnnouncement: {
    gets: DESK,
    input: async (asking) => ({
      ...(await inAnnouncement(asking)),
      body: { version: 1, words: '改到后天九点' },
    }),
  },
  withdrawAnnouncement: { gets: DESK, input: inAnnouncement },
  readAnnouncement: { gets: MEMBERS, input: inAnnouncement },
  listDeskAnnouncements: { gets: DESK, input: inHere },
  countAnnouncementReaders: { gets: DESK, input: inHere },
  getAnnouncementReceipts: { gets: DESK, input: inAnnouncement },
  remindAnnouncement: { gets: DESK, input: inAnnouncement },
  listAnnouncementEdits: { gets: DESK, input: inAnnouncement },
  listAnnouncementComments: { gets: MEMBERS, input: inAnnouncement },
  commentAnnouncement: {
    gets: MEMBERS,
    input: async (asking) => {
      if (asking.person.personId)
        await knownByPhone(database, asking.person.personId, story.house.now())
      return { ...(await inAnnouncement(asking)), body: { words: '收到' } }
    },
  },
  judgeAnnouncementComment: {
    gets: DESK,
    input: async (asking) => {
      const { params } = await inAnnouncement(asking)
      const author = await speakerIn(asking.communityId)
      const { body } = await author.ask('commentAnnouncement', { params, body: { words: '收到' } })
      await database.db
        .updateTable('announcement_comment')
        .set({ held_at: story.house.now() })
        .where('id', '=', body.commentId)
        .execute()
      return { params: { ...params, commentId: body.commentId }, body: { act: 'let-through' } }
    },
  },
  deleteAnnouncementComment: {
    // A comment of one's own, or for who cannot comment there, somebody else's.
    gets: MEMBERS,
    input: async (asking) => {
      const { params } = await inAnnouncement(asking)
      if (asking.person.personId)
        await knownByPhone(database, asking.person.personId, story.house.now())
      const { body } = await asking.person.ask('commentAnnouncement', {
        params,
        body: { words: '收到' },
      })
      return { params: { ...params, commentId: body.commentId ?? UNKNOWN } }
    },
  },
  listHappenings: { gets: MEMBERS, input: inHere },
  listGroups: { gets: MEMBERS, input: inHere },
  listArchivedGroups: { gets: DESK, input: inHere },

  listCategories: { gets: OPEN },
  searchCategories: { gets: OPEN, input: () => ({ query: { q: '垃圾' } }) },
  uploadPhoto: { gets: MEMBERS, input: inHere },
  listNearTickets: {
    gets: MEMBERS,
    input: ({ here }) => ({ params: here, query: { ...AT_BUILDING_3, categoryId: BIN } }),
  },
  reportIssue: {
    gets: { ...MEMBERS, operator: 'not-allowed', 'operator@next door': 'not-allowed' },
    input: ({ here }) => ({
      params: here,
      body: { ...REPORT, place: { by: 'gps', point: AT_BUILDING_3 } },
    }),
  },
  listTickets: {
    gets: MEMBERS,
    input: ({ here }) => ({ params: here, query: { view: 'community', ...AT_BUILDING_3 } }),
  },
  getTicket: { gets: MEMBERS, input: inTicket },
  advanceTicket: {
    gets: MEMBERS,
    input: async (asking) => ({
      ...(await inTicket(asking)),
      body: { step: 'comment', words: '我也看见了' },
    }),
  },
  followTicket: {
    gets: MEMBERS,
    input: async (asking) => ({ ...(await inTicket(asking)), body: { follow: true } }),
  },
  listRouting: { gets: DESK, input: inHere },
  keepRoutingLine: {
    gets: { ...DESK, moderator: 'not-allowed' },
    input: ({ here }) => ({ params: here, body: { line: ROUTING_LINE } }),
  },
  removeRoutingLine: {
    gets: { ...DESK, moderator: 'not-allowed' },
    input: ({ here }) => ({ params: { ...here, ruleId: UNKNOWN } }),
  },
  tryRouting: {
    gets: DESK,
    input: ({ here }) => ({ params: here, body: { categoryId: BIN, gridCode: null } }),
  },
  getStatistics: { gets: DESK, input: inHere },
  getStreetStatistics: {
    gets: OPERATOR,
    input: () => ({ params: { streetCode: GUANGXIMEN.slice(0, 9) } }),
  },
  listPlaces: { gets: MEMBERS, input: inHere },

  makeGroup: {
    gets: DESK,
    input: ({ here }) => ({
      params: here,
      body: { kind: 'interest', name: randomUUID().slice(0, 8) },
    }),
  },
  changeGroup: {
    gets: DESK,
    input: async (asking) => ({ ...(await inGroup(asking)), body: { slowSeconds: 0 } }),
  },
  getGroup: { gets: MEMBERS, input: inGroup },
  getTalkRules: { gets: MEMBERS, input: inHere },
  setTalkRules: {
    gets: DESK,
    input: ({ here }) => ({ params: here, body: { rules: '', welcome: '欢迎' } }),
  },
  joinGroup: {
    gets: { ...MEMBERS, operator: 'not-allowed', 'operator@next door': 'not-allowed' },
    input: inInterest,
  },
  leaveGroup: { gets: MEMBERS, input: inInterest },
  setGroupForMe: {
    gets: MEMBERS,
    input: async (asking) => ({ ...(await inGroup(asking)), body: { isPinned: true } }),
  },
  markGroupRead: {
    gets: MEMBERS,
    input: async (asking) => ({ ...(await inGroup(asking)), body: { seq: 1 } }),
  },
  listGroupMembers: { gets: MEMBERS, input: inGroup },
  listMessages: { gets: MEMBERS, input: inGroup },
  getMessage: { gets: MEMBERS, input: inMessage },
  searchMessages: {
    gets: MEMBERS,
    input: async (asking) => ({ ...(await inGroup(asking)), query: { q: '灯' } }),
  },
  postMessage: {
    gets: MEMBERS,
    input: async (asking) => ({ ...(await inGroup(asking)), body: { words: '大家好' } }),
  },
  turnIntoTicket: {
    gets: { ...MEMBERS, operator: 'not-allowed', 'operator@next door': 'not-allowed' },
    input: async (asking) => {
      const { params } = await inMessage(asking)
      return { params, body: { seqs: [Number(params.seq)], categoryId: BIN } }
    },
  },
  recallMessage: { gets: MEMBERS, input: inOwnMessage },
  deleteMessageForMe: { gets: MEMBERS, input: inMessage },
  reportMessage: {
    gets: MEMBERS,
    input: async ({ communityId }) => ({
      ...(await messageOf(await speakerIn(communityId), communityId)),
      body: { reason: 'ad' },
    }),
  },
  judgeMessage: {
    gets: DESK,
    input: async (asking) => ({
      ...(await inMessage(asking)),
      body: { act: 'hide', reason: '广告' },
    }),
  },
  appealMessage: {
    // The resident asks about their own; what somebody else said is not found.
    gets: {
      ...MEMBERS,
      worker: 'not-found',
      moderator: 'not-found',
      operator: 'not-found',
      'operator@next door': 'not-found',
    },
    spends: true,
    input: async (asking) => ({
      params: (await inHidden(asking)).params,
      body: { words: '不是广告' },
    }),
  },
  answerMessageAppeal: {
    gets: DESK,
    spends: true,
    input: async (asking) => {
      const { params, asText, author } = await inHidden(asking)
      await author.ask('appealMessage', { params: asText, body: { words: '不是广告' } })
      return { params, body: { answer: 'keep', words: '看过了' } }
    },
  },
  listOrderQueue: { gets: DESK, input: ({ here }) => ({ params: here }) },
  sanctionMember: {
    gets: DESK,
    input: async ({ communityId }) => ({
      params: { communityId, personId: (await speakerIn(communityId)).personId },
      body: { kind: 'mute', time: '1h', reason: '刷屏' },
    }),
  },
  listSanctions: { gets: DESK, input: ({ here }) => ({ params: here }) },
  liftSanction: { gets: DESK, input: inSanction, spends: true },
  appealSanction: {
    // The resident asks about their own; a sanction of somebody else is not found.
    gets: {
      ...MEMBERS,
      worker: 'not-found',
      moderator: 'not-found',
      operator: 'not-found',
      'operator@next door': 'not-found',
    },
    spends: true,
    input: async (asking) => ({ ...(await inSanction(asking)), body: { words: '不是我' } }),
  },
  answerAppeal: {
    gets: DESK,
    spends: true,
    input: async (asking) => {
      const { params, subject } = await inSanction(asking)
      await subject.ask('appealSanction', { params, body: { words: '不是我' } })
      return { params, body: { answer: 'uphold', words: '看过了' } }
    },
  },
  listKeywordRules: { gets: DESK, input: ({ here }) => ({ params: here }) },
  addKeywordRule: {
    gets: DESK,
    input: ({ here }) => ({ params: here, body: { words: '代开发票' } }),
  },
  removeKeywordRule: {
    gets: DESK,
    input: ({ here }) => ({ params: { ...here, ruleId: UNKNOWN } }),
  },
  listOrderActs: { gets: DESK, input: ({ here }) => ({ params: here }) },
  myOrderRecord: { gets: MEMBERS, input: ({ here }) => ({ params: here }) },
  verifyPhone: { gets: SIGNED_IN, input: () => ({ body: { code: 'phone:19900000001' } }) },
  vouchForMember: {
    gets: DESK,
    input: ({ communityId }) => ({
      params: {
        communityId,
        personId: (communityId === NEXT_DOOR ? story.qian : story.lin).personId,
      },
    }),
  },
}

const ajv = new Ajv({ strict: false, allErrors: true })
addFormats(ajv)
const isProblem = ajv.compile(Problem)
const answersOf = new Map<string, ValidateFunction>()
const answerOf = (name: RouteName): ValidateFunction => {
  const known = answersOf.get(name) ?? ajv.compile(api[name].response)
  answersOf.set(name, known)
  return known
}

/** Routes of which an answer was seen and found to be as its schema says. */
const proven = new Set<string>()

const mustBeAsPromised = (name: RouteName, answer: unknown): void => {
  const isAsPromised = answerOf(name)
  isAsPromised(answer)
  expect({ [name]: isAsPromised.errors }).toEqual({ [name]: null })
  proven.add(name)
}

beforeAll(async () => {
  database = await testDatabase()
  story = await startStory(database)
  await database.db
    .insertInto('place')
    .values({
      id: randomUUID(),
      community_id: GUANGXIMEN,
      name: '社区卫生服务站',
      kind: '医疗',
      address: '3号楼底商',
      phone: null,
      hours: '周一至周五 8:00–17:00',
      ...AT_BUILDING_3,
    })
    .execute()
  askers = {}
  for (const asker of ASKERS) askers[asker] = await newAsker(asker)
  for (const person of [story.lin, story.qian, ...Object.values(askers)])
    if (person.personId) await knownByPhone(database, person.personId, story.house.now())
  // Something to be seen in every list: open, private, handled, closed, and a command of everybody.
  await story.report(story.lin, { isPrivate: true, photoIds: [await story.photo(story.lin)] })
  await story.handled()
  const closed = await story.closed()
  await story.did(story.lin, closed, 'rate', { stars: 5 })
  await applicationIn(GUANGXIMEN)
})
afterAll(async () => {
  await story.close()
  await database.close()
})

test('every route of the contract stands in the table', () => {
  expect(Object.keys(TABLE).sort()).toEqual(Object.keys(api).sort())
})

const send = async (name: RouteName, { person }: Asking, input: Input) => {
  const [method, path] = ROUTES[name]
  const url = path.replace(/:(\w+)/g, (_, key: string) => input.params?.[key] ?? '')
  const authorization = person.token === null ? {} : { authorization: `Bearer ${person.token}` }
  const { app } = story.house
  if ('upload' in api[name]) {
    const upload = uploadOf(await aPicture())
    return app.inject({
      method,
      url,
      payload: upload.payload,
      headers: { ...upload.headers, ...authorization },
    })
  }
  return app.inject({
    method,
    url,
    headers: authorization,
    ...(input.query && {
      query: Object.fromEntries(
        Object.entries(input.query).map(([key, value]) => [key, String(value)]),
      ),
    }),
    ...(method === 'POST' && {
      payload: { ...('command' in api[name] && { commandId: randomUUID() }), ...input.body },
    }),
  })
}

/** Only routes below a community can be asked next door. */
const askersOf = (name: RouteName): Asker[] =>
  ROUTES[name][1].includes(':communityId')
    ? [...ASKERS]
    : ASKERS.filter((asker) => !isAskedNextDoor(asker))

describe.each(Object.keys(TABLE) as RouteName[])('%s', (name) => {
  const { gets, input, spends } = TABLE[name]

  test.each(askersOf(name))('%s', async (asker) => {
    const communityId = isAskedNextDoor(asker) ? NEXT_DOOR : GUANGXIMEN
    const person = spends && isSignedIn(asker) ? await newAsker(asker) : askers[asker]
    if (!person) throw new Error(`nobody is ${asker}`)
    const asking: Asking = { asker, person, communityId, here: { communityId } }
    const answer = await send(name, asking, (await input?.(asking)) ?? {})
    const body = answer.json<{ code?: ErrorCode }>()
    expect(answer.statusCode === 200 ? 'ok' : body.code).toBe(gets[asker])
    if (gets[asker] === 'ok') return mustBeAsPromised(name, body)
    expect(isProblem(body)).toBe(true)
    expect(body).toMatchObject({ message: ERROR_TEXT[gets[asker]] })
    expect(answer.statusCode).toBe(statusOf(gets[asker]))
  })
})

test('in the sample town one may be its people, and the answers are as promised', async () => {
  const town = await openHouse(database, { config: { isSample: true } })
  const personId = await inWork(town.deps, (work) =>
    addPerson(work.tx, work, { surname: '林', noticeVersion: NOTICE }),
  )
  await database.db
    .updateTable('person')
    .set({ sample_name: '林阿姨', sample_who: '3 号楼居民', sample_can_try: '上报' })
    .where('id', '=', personId)
    .execute()
  const people = await town.nobody.ask('listSamplePeople')
  mustBeAsPromised('listSamplePeople', people.body)
  const session = await town.nobody.ask('signInAsSample', { body: { personId } })
  mustBeAsPromised('signInAsSample', session.body)
  await town.close()
})

test('lists with something in them answer as promised, for each role that may read them', async () => {
  const here = { communityId: GUANGXIMEN }
  const people = [story.lin, story.chen, story.zhou, story.wang, story.street]
  for (const person of people)
    for (const view of ['community', 'mine', 'following', 'triage', 'desk', 'queue'] as const) {
      const { status, body } = await person.ask('listTickets', { params: here, query: { view } })
      if (status !== 200) continue
      mustBeAsPromised('listTickets', body)
      for (const { ticketId } of body.items.slice(0, 5))
        mustBeAsPromised(
          'getTicket',
          (await person.ask('getTicket', { params: { ...here, ticketId } })).body,
        )
    }
  for (const state of ['waiting', 'admitted', 'refused', 'withdrawn'] as const) {
    const query = { state }
    const { body } = await story.wang.ask('listApplications', { params: here, query })
    expect(body.items.length).toBeGreaterThan(0)
    mustBeAsPromised('listApplications', body)
  }
})

test('each route was seen to answer as its schema says', () => {
  expect([...proven].sort()).toEqual(Object.keys(api).sort())
})

test('an address that is no route, or another method, is not found, in words', async () => {
  for (const [method, url] of [
    ['GET', '/v1/nothing'],
    ['POST', '/v1/me'],
    ['DELETE', '/v1/me'],
    ['GET', '/v1/communities/1/tickets/x/y/z'],
  ] as const) {
    const answer = await story.house.app.inject({ method, url })
    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toEqual({ code: 'not-found', message: ERROR_TEXT['not-found'] })
  }
})
