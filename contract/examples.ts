import type { Api, RouteName } from './api'
import type { Announcement } from './announcements'
import type { Application, Community, CommunityCard, Happening, Invitation } from './communities'
import type { Group, Message, TalkRules, TicketMark } from './chat'
import type { HiddenMessage, OrderEntry, Sanction } from './order'
import type { Me, Membership, Session } from './identity'
import type { Place } from './places'
import type { Input, Output } from './route'
import type { RoutingLine } from './routing'
import type { Category, IssueView, Photo, StepView, TicketCard, TicketDetail } from './tickets'

/**
 * One morning in 光熙门北里北社区, as the wire carries it: 林阿姨 reports a dark street light, 周师傅 mends it. Every
 * route has one question and one answer here; the docs show them, and the tests hold them against the schemas.
 */
type Examples = {
  readonly [K in RouteName]: { input: Input<Api[K]>; output: Output<Api[K]> }
}

const communityId = '110105006041'
const gridCode = '110105006041001'
const id = (last: number): string => `019aaf3c-5d00-7000-8000-${String(last).padStart(12, '0')}`
/** Made by the phone, one for each act. */
const commandId = '3f0a8c52-7d1e-4b69-9a37-5e2c41d8b006'
const noticeVersion = '2026-11'

const LIN = id(1)
const ZHOU = id(2)
const ticketId = id(10)
const applicationId = id(20)
const buildingId = id(30)
const photoId = id(40)
const invitationCode = 'K7M2PQ4T'

const communityCard: CommunityCard = {
  communityId,
  name: '光熙门北里北社区',
  street: '香河园街道',
  district: '朝阳区',
  isVillage: false,
  isOpen: true,
  isSample: true,
  distanceM: null,
}

const address = { building: '3', unit: '2', room: '401' }
const point = { lat: 39.9672, lng: 116.4346 }

const membership: Membership = {
  communityId,
  communityName: communityCard.name,
  role: 'resident',
  nickname: '3-2 林',
  relation: 'owner',
  address,
  gridCodes: [],
  isSample: true,
}

const workerMembership: Membership = {
  ...membership,
  role: 'worker',
  nickname: '网格员 周',
  relation: null,
  address: null,
  gridCodes: [gridCode],
}

const me: Me = {
  personId: LIN,
  surname: '林',
  isOperator: false,
  isWechatBound: true,
  noticeVersion,
  memberships: [membership],
  applications: [],
  unreadCount: 1,
}

const session: Session = {
  token: 'qL3v0mS9c1ZtYb7kH2xW8nR5dPa6uEfG4jTiVoKsXyA',
  expiresAt: '2026-12-23T02:00:00.000Z',
  me,
}

const community: Community = {
  ...communityCard,
  center: point,
  memberCount: 42,
  groupCount: 33,
  openTicketCount: 6,
  waitingApplicationCount: 0,
  buildings: [{ buildingId, name: '3', units: ['1', '2', '3'], gridCode, point }],
  grids: [{ gridCode, name: '第一网格', workers: ['网格员 周'] }],
  me: membership,
}

const application: Application = {
  applicationId,
  communityId,
  surname: '彭',
  address: { building: '5', unit: '2', room: '201' },
  relation: 'tenant',
  note: '上个月刚租到这里，房东姓孙。',
  nickname: '5-2 彭',
  isInvited: false,
  sameRoomCount: 1,
  state: 'waiting',
  reason: null,
  appliedAt: '2026-11-23T01:10:00.000Z',
  decidedAt: null,
  decidedByName: null,
}

const photo: Photo = {
  photoId,
  thumbUrl: `/photos/${communityId}/${photoId}/thumb?until=1795485600000&sign=9kQ1vTz0`,
  mediumUrl: `/photos/${communityId}/${photoId}/medium?until=1795485600000&sign=4tZ8mLw2`,
  fullUrl: `/photos/${communityId}/${photoId}/full?until=1795485600000&sign=7bN3xRc5`,
  width: 1600,
  height: 1200,
}

const announcement: Announcement = {
  announcementId: id(50),
  communityId,
  title: '周四上午水箱清洗，停水两小时',
  words: '11月26日（周四）9:00–11:00 清洗1至7号楼水箱，请提前存水。',
  state: 'published',
  photos: [photo],
  groups: [],
  authorName: '居委会 王',
  isPinned: true,
  hasComments: true,
  commentCount: 2,
  readCount: 17,
  isRead: false,
  editedAt: null,
  version: 1,
  at: '2026-11-23T00:30:00.000Z',
}

const deskAnnouncement = { ...announcement, readerCount: 27, remindedAt: null, mayRemindFrom: null }
const inAnnouncement = { communityId, announcementId: announcement.announcementId }
const comment = {
  commentId: id(51),
  authorName: '3-2 林',
  authorRole: 'resident' as const,
  words: '谢谢提醒，已经存好水了。',
  at: '2026-11-23T00:41:00.000Z',
  isHeld: false,
  mayDelete: true,
}

const happening: Happening = {
  happeningId: `${ticketId}:4`,
  at: '2026-11-23T02:05:00.000Z',
  ticketId,
  ticketNumber: '20261123-0001',
  categoryName: '路灯',
  placeText: '3号楼2单元',
  step: 'claim',
  state: 'handling',
}

const invitation: Invitation = {
  code: invitationCode,
  kind: 'resident',
  community: communityCard,
  expiresAt: '2026-12-07T02:00:00.000Z',
}

const category: Category = {
  categoryId: 'street_light',
  name: '路灯',
  groupName: '道路与照明',
  urgency: 'general',
  keywords: ['路灯不亮', '灯坏了', '黑灯'],
  hint: null,
  questions: [
    {
      code: 'fault',
      kind: 'choice',
      words: '灯怎么了',
      isRequired: false,
      hint: null,
      choices: [{ key: 'dark', name: '不亮' }],
    },
  ],
}

const ticketCard: TicketCard = {
  communityId,
  ticketId,
  number: '20261123-0001',
  version: 4,
  categoryId: category.categoryId,
  categoryName: category.name,
  urgency: 'general',
  state: 'handling',
  closedHow: null,
  words: '3号楼前的路灯连着三天不亮，晚上看不清台阶。',
  thumbUrl: photo.thumbUrl,
  photoCount: 1,
  placeText: '3号楼2单元',
  point,
  gridCode,
  gridName: '第一网格',
  reportedAt: '2026-11-23T01:00:00.000Z',
  updatedAt: '2026-11-23T02:05:00.000Z',
  dueAt: '2026-12-02T02:00:00.000Z',
  isOverdue: false,
  escalatedTo: null,
  joinedCount: 2,
  isMine: true,
  isPrivate: false,
  isFollowing: true,
  reporterName: '3-2 林',
  assigneeName: '网格员 周',
  assignedToMe: false,
  distanceM: null,
}

const issue: IssueView = {
  issueId: id(60),
  words: ticketCard.words,
  photos: [photo],
  reportedAt: ticketCard.reportedAt,
  reporterName: '3-2 林',
  isMine: true,
  answers: [{ question: '灯怎么了', answer: '不亮' }],
}

const claimed: StepView = {
  seq: 4,
  step: 'claim',
  at: ticketCard.updatedAt,
  actorName: '网格员 周',
  actorRole: 'worker',
  isMe: false,
  fromState: 'dispatched',
  toState: 'handling',
  words: '',
  photos: [],
  toName: null,
  distanceM: null,
  stars: null,
  closedHow: null,
}

const ticketDetail: TicketDetail = {
  ...ticketCard,
  issues: [issue],
  timeline: [
    {
      ...claimed,
      seq: 1,
      step: 'report',
      at: ticketCard.reportedAt,
      actorName: '3-2 林',
      actorRole: 'resident',
      isMe: true,
      fromState: null,
      toState: 'submitted',
      words: ticketCard.words,
      photos: [photo],
    },
    {
      ...claimed,
      seq: 2,
      step: 'accept',
      at: '2026-11-23T01:20:00.000Z',
      actorName: '居委会 王',
      actorRole: 'moderator',
      fromState: 'submitted',
      toState: 'accepted',
    },
    {
      ...claimed,
      seq: 3,
      step: 'dispatch',
      at: '2026-11-23T01:25:00.000Z',
      actorName: '居委会 王',
      actorRole: 'moderator',
      fromState: 'accepted',
      toState: 'dispatched',
      toName: '网格员 周',
    },
    claimed,
  ],
  offers: [
    { step: 'comment', ok: true, reason: null, needs: ['words'] },
    { step: 'urge', ok: true, reason: null, needs: [] },
    { step: 'withdraw', ok: false, reason: 'wrong-state', needs: [] },
  ],
  disputeCount: 0,
  stars: null,
  mergedIntoId: null,
  suspendedUntil: null,
  proposal: null,
  isCalendarKnown: true,
}

const submitted: TicketDetail = {
  ...ticketDetail,
  version: 1,
  state: 'submitted',
  assigneeName: null,
  joinedCount: 0,
  updatedAt: ticketCard.reportedAt,
  dueAt: '2026-11-23T07:00:00.000Z',
  timeline: ticketDetail.timeline.slice(0, 1),
  offers: [
    { step: 'withdraw', ok: true, reason: null, needs: [] },
    { step: 'comment', ok: true, reason: null, needs: ['words'] },
  ],
}

const handled: TicketDetail = {
  ...ticketDetail,
  version: 5,
  state: 'handled',
  isMine: false,
  assignedToMe: true,
  updatedAt: '2026-11-23T06:00:00.000Z',
  dueAt: null,
  photoCount: 2,
  timeline: [
    ...ticketDetail.timeline,
    {
      ...claimed,
      seq: 5,
      step: 'handle',
      at: '2026-11-23T06:00:00.000Z',
      isMe: true,
      fromState: 'handling',
      toState: 'handled',
      words: '换了灯泡和镇流器，已经亮了。',
      photos: [photo],
      distanceM: 12,
    },
  ],
  offers: [
    { step: 'comment', ok: true, reason: null, needs: ['words'] },
    { step: 'handle', ok: false, reason: 'wrong-state', needs: ['evidence'] },
  ],
}

const place: Place = {
  placeId: id(70),
  name: '光熙门社区卫生服务站',
  kind: 'clinic',
  address: '光熙门北里22号楼一层',
  phone: null,
  hours: '周一至周五 8:00–17:00',
  point: { lat: 39.9681, lng: 116.4352 },
  minutes: 3,
  isEstimate: true,
  isSample: true,
}

const groupId = id(100)

const group: Group = {
  groupId,
  communityId,
  kind: 'building',
  name: '3号楼邻里群',
  description: '',
  memberCount: 18,
  isArchived: false,
  slowSeconds: 0,
  rules: '说邻里的事，不发广告，不传谣言。',
  welcome: '',
  joinedAt: '2026-11-01T02:00:00Z',
  lastSeq: 7,
  me: {
    isMember: true,
    mayJoin: false,
    mayLeave: false,
    keepsOrder: false,
    readSeq: 5,
    isMuted: false,
    isPinned: true,
    cannotPost: null,
    cannotPostUntil: null,
  },
}

const talkRules: TalkRules = {
  rules: group.rules,
  welcome: '欢迎新邻居！楼里的事都可以在群里说。',
}

const ticketMark: TicketMark = {
  ticketId,
  number: ticketCard.number,
  categoryName: category.name,
  state: 'handling',
  closedHow: null,
}

const message: Message = {
  messageId: id(101),
  groupId,
  seq: 7,
  commandId,
  kind: 'words',
  state: 'shown',
  holdReason: null,
  authorId: LIN,
  authorName: membership.nickname,
  authorRole: 'resident',
  words: '楼道的灯又不亮了',
  photos: [],
  place: null,
  ticket: ticketMark,
  quote: null,
  mentions: [],
  isToEveryone: false,
  at: '2026-11-23T00:55:00.000Z',
}

const keywordRules = {
  items: [
    {
      ruleId: id(110),
      words: '代开发票',
      madeByName: '居委会 王',
      at: '2026-11-20T02:00:00.000Z',
    },
  ],
}

const sanction: Sanction = {
  sanctionId: id(111),
  kind: 'mute',
  personId: LIN,
  personName: membership.nickname,
  groupId,
  groupName: group.name,
  reason: '连着发了三条广告',
  byName: '居委会 王',
  at: '2026-11-23T02:00:00.000Z',
  until: '2026-11-24T02:00:00.000Z',
  isInForce: true,
  liftedAt: null,
  liftWords: null,
  appealWords: null,
  appealedAt: null,
  appealAnswer: null,
  appealAnsweredAt: null,
  mayAnswer: false,
  mayAppeal: false,
}

const hiddenMessage: HiddenMessage = {
  message: { ...message, state: 'hidden' },
  groupName: group.name,
  reason: '里面有别人的门牌',
  byName: '居委会 王',
  hiddenAt: '2026-11-23T02:00:00.000Z',
  appealWords: '那是我自己家的门牌。',
  appealedAt: '2026-11-23T02:30:00.000Z',
  answer: null,
  answeredAt: null,
  mayAppeal: false,
  mayAnswer: false,
}

const orderEntry: OrderEntry = {
  actId: id(112),
  act: 'mute',
  groupId,
  groupName: group.name,
  messageSeq: null,
  subjectName: membership.nickname,
  byName: '居委会 王',
  reason: sanction.reason,
  at: sanction.at,
}

const routingLine: RoutingLine = {
  ruleId: id(120),
  categoryId: category.categoryId,
  categoryGroup: null,
  gridCode,
  days: 'day-off',
  weekdays: [],
  fromMinute: 18 * 60,
  untilMinute: 8 * 60,
  mode: 'assigned',
  toPersonId: ZHOU,
  toDepartmentId: null,
  when: '路灯 · 第一网格 · 休息日 18:00–次日08:00',
  then: '派给网格员 周',
  isTargetGone: false,
}
const figures = {
  reported: 24,
  answeredInTime: 22,
  closed: 18,
  solved: 14,
  unconfirmed: 3,
  cannotSolve: 1,
  forced: 0,
  refused: 2,
  rated: 10,
  satisfied: 9,
  disputed: 2,
  late: 1,
}
const november = {
  month: '2026-11',
  total: figures,
  byMonth: [{ month: '2026-11', figures }],
  byCategory: [{ key: category.categoryId, name: category.name, figures }],
}

const routing = { items: [routingLine], categoryGroups: ['道路与照明'] }
const routingDraft = {
  categoryId: category.categoryId,
  categoryGroup: null,
  gridCode,
  days: 'day-off' as const,
  weekdays: [],
  fromMinute: 18 * 60,
  untilMinute: 8 * 60,
  mode: 'assigned' as const,
  toPersonId: ZHOU,
  toDepartmentId: null,
}

const inSanction = { communityId, sanctionId: sanction.sanctionId }
const inCommunity = { communityId }
const inGroup = { communityId, groupId }
const inApplication = { communityId, applicationId }
const inTicket = { communityId, ticketId }
const done = { ok: true } as const

export const EXAMPLES: Examples = {
  getStart: {
    input: {},
    output: {
      isSample: true,
      hasWechat: true,
      notice: {
        version: noticeVersion,
        controller: '光熙门北里北社区居委会',
        contact: '居委会一层',
      },
      subscribeTemplates: [{ key: 'ticket-step', templateId: 'sample-template-ticket-step' }],
      mapTiles: null,
    },
  },
  signInWithWechat: {
    input: { body: { code: '0b3Qk1ll2Yp9Xe4aZcml2TtH7f0Qk1lW', noticeVersion } },
    output: session,
  },
  signInWithCode: {
    input: { body: { code: 'H4TW9K2M', noticeVersion, surname: '林' } },
    output: session,
  },
  listSamplePeople: {
    input: {},
    output: {
      items: [
        {
          personId: LIN,
          name: '林阿姨',
          who: '3号楼2单元的业主，退休',
          canTry: '上报一件事，看着它办完，再到现场确认',
          role: 'resident',
        },
      ],
    },
  },
  signInAsSample: { input: { body: { personId: LIN } }, output: session },
  rotateSession: {
    input: {},
    output: { token: session.token, expiresAt: session.expiresAt },
  },
  signOut: { input: {}, output: done },
  listSessions: {
    input: {},
    output: {
      items: [
        {
          sessionId: id(80),
          device: '微信',
          createdAt: '2026-11-20T11:00:00.000Z',
          lastSeenAt: '2026-11-23T02:00:00.000Z',
          isThisOne: true,
        },
      ],
    },
  },
  revokeSession: { input: { params: { sessionId: id(80) }, body: { commandId } }, output: done },
  makeSignInCode: {
    input: { body: { commandId } },
    output: { code: 'H4TW9K2M', expiresAt: '2026-11-23T02:10:00.000Z' },
  },
  getMe: { input: {}, output: me },
  updateMe: { input: { body: { commandId, surname: '林' } }, output: me },
  giveConsent: { input: { body: { commandId, noticeVersion } }, output: me },
  exportMe: {
    input: {},
    output: {
      madeAt: '2026-11-23T02:00:00.000Z',
      tables: { person: [{ id: LIN, surname: '林', created_at: '2026-11-20T11:00:00.000Z' }] },
    },
  },
  deleteMe: { input: { body: { confirm: '注销' } }, output: done },
  listInbox: {
    input: { query: { limit: 30 } },
    output: {
      items: [
        {
          inboxId: id(90),
          communityId,
          communityName: communityCard.name,
          kind: 'ticket-step',
          title: '路灯：网格员已接单',
          words: '点开看看最新进展。',
          ticketId,
          applicationId: null,
          announcementId: null,
          at: ticketCard.updatedAt,
          isRead: false,
        },
      ],
      next: null,
      unreadCount: 1,
    },
  },
  readInbox: {
    input: { body: { commandId, inboxIds: [id(90)] } },
    output: { unreadCount: 0 },
  },
  keepSubscriptions: {
    input: { body: { commandId, answers: [{ key: 'ticket-step', answer: 'accept' }] } },
    output: done,
  },
  verifyPhone: {
    input: { body: { code: '0e3Qk1ll2Yp9Xe4aZcml2TtH7f0Qk1lP' } },
    output: done,
  },
  listDistricts: { input: {}, output: { items: [{ code: '110105', name: '朝阳区' }] } },
  listStreets: {
    input: { params: { districtCode: '110105' } },
    output: { items: [{ code: '110105006', name: '香河园街道' }] },
  },
  listCommunities: {
    input: { params: { streetCode: '110105006' } },
    output: { items: [communityCard] },
  },
  searchCommunities: { input: { query: { q: '光熙门' } }, output: { items: [communityCard] } },
  listNearCommunities: {
    input: { query: point },
    output: { items: [{ ...communityCard, distanceM: 120 }] },
  },
  getInvitation: { input: { params: { code: invitationCode } }, output: invitation },
  acceptInvitation: {
    input: { params: { code: 'W9T4HK2MPQ' }, body: { commandId, surname: '周' } },
    output: workerMembership,
  },
  getCommunity: { input: { params: inCommunity }, output: community },
  applyToJoin: {
    input: {
      params: inCommunity,
      body: {
        commandId,
        surname: application.surname,
        address: application.address,
        relation: application.relation,
        note: application.note,
        invitationCode,
      },
    },
    output: { applicationId },
  },
  withdrawApplication: { input: { params: inApplication, body: { commandId } }, output: done },
  listApplications: {
    input: { params: inCommunity, query: { state: 'waiting' } },
    output: { items: [application], next: null },
  },
  admitApplicant: {
    input: { params: inApplication, body: { commandId } },
    output: {
      ...application,
      state: 'admitted',
      decidedAt: '2026-11-23T01:30:00.000Z',
      decidedByName: '居委会 王',
    },
  },
  refuseApplicant: {
    input: { params: inApplication, body: { commandId, reason: '5号楼没有这一户，请核对门牌。' } },
    output: {
      ...application,
      state: 'refused',
      reason: '5号楼没有这一户，请核对门牌。',
      decidedAt: '2026-11-23T01:30:00.000Z',
      decidedByName: '居委会 王',
    },
  },
  leaveCommunity: { input: { params: inCommunity, body: { commandId } }, output: done },
  listMembers: {
    input: { params: inCommunity, query: { q: '林' } },
    output: {
      items: [
        {
          personId: LIN,
          nickname: membership.nickname,
          role: 'resident',
          relation: 'owner',
          address,
          gridCodes: [],
          joinedAt: '2026-11-20T11:05:00.000Z',
        },
      ],
      next: null,
    },
  },
  listWorkers: {
    input: { params: inCommunity },
    output: {
      items: [{ personId: ZHOU, name: '网格员 周', gridCodes: [gridCode], openCount: 3 }],
    },
  },
  makeInvitation: {
    input: { params: inCommunity, body: { commandId, days: 14 } },
    output: {
      code: invitationCode,
      expiresAt: invitation.expiresAt,
      link: `https://jinlin.example/#/resident/join/index?code=${invitationCode}`,
      qrPng: 'data:image/png;base64,iVBORw0KGgo=',
    },
  },
  listAnnouncements: {
    input: { params: inCommunity, query: { limit: 10 } },
    output: { items: [announcement], next: null },
  },
  postAnnouncement: {
    input: {
      params: inCommunity,
      body: { commandId, title: announcement.title, words: announcement.words, isPinned: true },
    },
    output: announcement,
  },
  getAnnouncement: { input: { params: inAnnouncement }, output: announcement },
  changeAnnouncement: {
    input: {
      params: inAnnouncement,
      body: { commandId, version: 1, words: '改到 9:30–11:30，请提前存水。' },
    },
    output: {
      ...announcement,
      words: '改到 9:30–11:30，请提前存水。',
      version: 2,
      editedAt: '2026-11-23T00:40:00.000Z',
    },
  },
  withdrawAnnouncement: {
    input: { params: inAnnouncement, body: { commandId } },
    output: { ...announcement, state: 'withdrawn', version: 2 },
  },
  readAnnouncement: {
    input: { params: inAnnouncement, body: { commandId } },
    output: { ok: true },
  },
  listDeskAnnouncements: {
    input: { params: inCommunity, query: { limit: 10 } },
    output: { scheduled: [], items: [deskAnnouncement], next: null },
  },
  countAnnouncementReaders: {
    input: { params: inCommunity, query: { groupIds: groupId } },
    output: { readerCount: 18 },
  },
  getAnnouncementReceipts: {
    input: { params: inAnnouncement },
    output: {
      readCount: 17,
      readerCount: 18,
      remindedAt: null,
      mayRemindFrom: null,
      buildings: [
        {
          building: '3',
          readCount: 17,
          readerCount: 18,
          unread: [{ personId: LIN, nickname: '3-2 林', room: '401' }],
        },
      ],
    },
  },
  remindAnnouncement: {
    input: { params: inAnnouncement, body: { commandId } },
    output: { remindedCount: 10, mayRemindFrom: '2026-11-24T02:00:00.000Z' },
  },
  listAnnouncementEdits: {
    input: { params: inAnnouncement },
    output: {
      items: [
        {
          title: announcement.title,
          words: announcement.words,
          photos: [],
          changedByName: '居委会 王',
          changedAt: '2026-11-23T00:40:00.000Z',
        },
      ],
    },
  },
  listAnnouncementComments: {
    input: { params: inAnnouncement, query: { limit: 30 } },
    output: { items: [comment], next: null },
  },
  commentAnnouncement: {
    input: { params: inAnnouncement, body: { commandId, words: comment.words } },
    output: comment,
  },
  judgeAnnouncementComment: {
    input: {
      params: { ...inAnnouncement, commentId: comment.commentId },
      body: { commandId, act: 'refuse', reason: '广告' },
    },
    output: done,
  },
  deleteAnnouncementComment: {
    input: { params: { ...inAnnouncement, commentId: comment.commentId }, body: { commandId } },
    output: { ok: true },
  },
  listHappenings: {
    input: { params: inCommunity, query: { limit: 10 } },
    output: { items: [happening] },
  },
  listGroups: {
    input: { params: inCommunity },
    output: {
      items: [
        {
          groupId,
          kind: 'building',
          name: group.name,
          memberCount: 18,
          isMine: true,
          joined: false,
          unreadCount: 2,
          callsMe: false,
          isMuted: false,
          isPinned: true,
          last: {
            authorName: '3-2 林',
            beginning: '楼道的灯又不亮了',
            at: '2026-11-23T00:55:00.000Z',
          },
        },
      ],
    },
  },
  listArchivedGroups: {
    input: { params: inCommunity },
    output: {
      items: [
        {
          groupId,
          kind: 'building',
          name: group.name,
          memberCount: 18,
          isMine: true,
          joined: false,
          unreadCount: 2,
          callsMe: false,
          isMuted: false,
          isPinned: true,
          last: {
            authorName: '3-2 林',
            beginning: '楼道的灯又不亮了',
            at: '2026-11-23T00:55:00.000Z',
          },
        },
      ],
    },
  },
  listCategories: { input: {}, output: { items: [category] } },
  searchCategories: { input: { query: { q: '路灯' } }, output: { items: [category] } },
  uploadPhoto: { input: { params: inCommunity, body: { commandId } }, output: photo },
  listNearTickets: {
    input: { params: inCommunity, query: { ...point, categoryId: category.categoryId } },
    output: { items: [{ ...ticketCard, distanceM: 35 }] },
  },
  reportIssue: {
    input: {
      params: inCommunity,
      body: {
        commandId,
        categoryId: category.categoryId,
        words: ticketCard.words,
        photoIds: [photoId],
        place: { by: 'building', buildingId, unit: '2' },
        isAnonymous: false,
        isPrivate: false,
        writtenAt: '2026-11-23T00:58:00.000Z',
      },
    },
    output: submitted,
  },
  listTickets: {
    input: { params: inCommunity, query: { view: 'community', limit: 30 } },
    output: { items: [ticketCard], next: null },
  },
  getTicket: { input: { params: inTicket }, output: ticketDetail },
  advanceTicket: {
    input: {
      params: inTicket,
      body: {
        commandId,
        step: 'handle',
        taken: [
          { photoId, at: '2026-11-23T09:12:00+08:00', point: { lat: 39.967, lng: 116.4346 } },
        ],
        seenVersion: 4,
        words: '换了灯泡和镇流器，已经亮了。',
        photoIds: [photoId],
        point,
      },
    },
    output: handled,
  },
  followTicket: { input: { params: inTicket, body: { commandId, follow: true } }, output: done },
  listRouting: { input: { params: inCommunity }, output: routing },
  keepRoutingLine: {
    input: { params: inCommunity, body: { commandId, line: routingDraft } },
    output: routing,
  },
  removeRoutingLine: {
    input: { params: { communityId, ruleId: routingLine.ruleId }, body: { commandId } },
    output: routing,
  },
  tryRouting: {
    input: {
      params: inCommunity,
      body: {
        categoryId: category.categoryId,
        gridCode,
        at: '2026-11-29T13:00:00.000Z',
        draft: routingDraft,
      },
    },
    output: {
      won: { line: routingLine, toPersonId: ZHOU, toDepartmentId: null, toName: '网格员 周' },
      passedOver: [],
      isCalendarKnown: true,
    },
  },
  getStatistics: {
    input: { params: inCommunity, query: { month: '2026-11' } },
    output: {
      ...november,
      scope: { kind: 'community', code: communityId, name: communityCard.name },
      byGrid: [{ key: gridCode, name: '第一网格', figures }],
      byCommunity: [],
    },
  },
  getStreetStatistics: {
    input: { params: { streetCode: '110105006' }, query: { month: '2026-11' } },
    output: {
      ...november,
      scope: { kind: 'street', code: '110105006', name: communityCard.street },
      byGrid: [],
      byCommunity: [{ key: communityId, name: communityCard.name, figures }],
    },
  },
  listPlaces: {
    input: { params: inCommunity, query: point },
    output: { items: [place], kinds: [{ kind: 'clinic', count: 1 }] },
  },
  makeGroup: {
    input: {
      params: inCommunity,
      body: { commandId, kind: 'building', name: group.name, building: '3' },
    },
    output: group,
  },
  changeGroup: { input: { params: inGroup, body: { commandId, slowSeconds: 30 } }, output: group },
  getGroup: { input: { params: inGroup }, output: group },
  getTalkRules: { input: { params: inCommunity }, output: talkRules },
  setTalkRules: {
    input: { params: inCommunity, body: { commandId, ...talkRules } },
    output: talkRules,
  },
  joinGroup: { input: { params: inGroup, body: { commandId } }, output: group },
  leaveGroup: { input: { params: inGroup, body: { commandId } }, output: group },
  setGroupForMe: { input: { params: inGroup, body: { commandId, isPinned: true } }, output: group },
  markGroupRead: { input: { params: inGroup, body: { commandId, seq: 7 } }, output: done },
  listGroupMembers: {
    input: { params: inGroup, query: { q: '林' } },
    output: { items: [{ personId: LIN, nickname: '3-2 林', role: 'resident' }] },
  },
  listMessages: {
    input: { params: inGroup, query: { around: 7, limit: 30 } },
    output: { items: [message], hasBefore: true, hasAfter: false, lastSeq: 7 },
  },
  getMessage: { input: { params: { ...inGroup, seq: 7 } }, output: message },
  searchMessages: {
    input: { params: inGroup, query: { q: '灯', personId: LIN } },
    output: { items: [message], hasMore: false },
  },
  postMessage: {
    input: { params: inGroup, body: { commandId, words: message.words } },
    output: message,
  },
  turnIntoTicket: {
    input: {
      params: inGroup,
      body: { commandId, seqs: [7], categoryId: category.categoryId },
    },
    output: ticketMark,
  },
  recallMessage: {
    input: { params: { ...inGroup, seq: 7 }, body: { commandId } },
    output: { ...message, state: 'recalled', words: '', ticket: null },
  },
  vouchForMember: {
    input: { params: { communityId, personId: LIN }, body: { commandId } },
    output: done,
  },
  reportMessage: {
    input: { params: { ...inGroup, seq: 7 }, body: { commandId, reason: 'ad' } },
    output: done,
  },
  judgeMessage: {
    input: { params: { ...inGroup, seq: 7 }, body: { commandId, act: 'hide', reason: '广告' } },
    output: { ...message, state: 'hidden' },
  },
  appealMessage: {
    input: { params: { ...inGroup, seq: 7 }, body: { commandId, words: '那是我自己家的门牌。' } },
    output: hiddenMessage,
  },
  answerMessageAppeal: {
    input: {
      params: { ...inGroup, seq: 7 },
      body: { commandId, answer: 'restore', words: '核对过了，是自己家的。' },
    },
    output: {
      ...hiddenMessage,
      message,
      answer: '核对过了，是自己家的。',
      answeredAt: '2026-11-23T03:00:00.000Z',
    },
  },
  listOrderQueue: {
    input: { params: inCommunity },
    output: {
      items: [
        {
          message,
          groupName: group.name,
          reports: [{ reason: 'ad', words: '', at: '2026-11-23T01:00:00.000Z' }],
          reportCount: 1,
        },
      ],
      appeals: [],
      messageAppeals: [],
      comments: [],
      count: 1,
    },
  },
  sanctionMember: {
    input: {
      params: { communityId, personId: LIN },
      body: { commandId, kind: 'mute', time: '1d', groupId, reason: sanction.reason },
    },
    output: sanction,
  },
  listSanctions: { input: { params: inCommunity }, output: { items: [sanction] } },
  liftSanction: {
    input: { params: inSanction, body: { commandId, words: '已经道歉' } },
    output: {
      ...sanction,
      isInForce: false,
      liftedAt: '2026-11-23T03:00:00.000Z',
      liftWords: '已经道歉',
    },
  },
  appealSanction: {
    input: { params: inSanction, body: { commandId, words: '那是帮楼上邻居问的，不是广告。' } },
    output: {
      ...sanction,
      appealWords: '那是帮楼上邻居问的，不是广告。',
      appealedAt: '2026-11-23T02:30:00.000Z',
    },
  },
  answerAppeal: {
    input: {
      params: inSanction,
      body: { commandId, answer: 'uphold', words: '三条都是同一家店。' },
    },
    output: {
      ...sanction,
      appealAnswer: '三条都是同一家店。',
      appealAnsweredAt: '2026-11-23T03:00:00.000Z',
    },
  },
  listKeywordRules: { input: { params: inCommunity }, output: keywordRules },
  addKeywordRule: {
    input: { params: inCommunity, body: { commandId, words: '代开发票' } },
    output: keywordRules,
  },
  removeKeywordRule: {
    input: { params: { communityId, ruleId: id(110) }, body: { commandId } },
    output: keywordRules,
  },
  listOrderActs: {
    input: { params: inCommunity, query: { limit: 30 } },
    output: { items: [orderEntry], next: null },
  },
  myOrderRecord: {
    input: { params: inCommunity },
    output: { sanctions: [sanction], hidden: [], items: [orderEntry] },
  },
  deleteMessageForMe: {
    input: { params: { ...inGroup, seq: 7 }, body: { commandId } },
    output: done,
  },
}
