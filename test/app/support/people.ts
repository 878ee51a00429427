import type { Me, Membership, Session, Start } from '../../../contract/identity'

export const GUANGXIMEN = '110105006041'
export const NEXT_DOOR = '110105006042'
export const NOTICE = '2026-11'

export const start = (change: Partial<Start> = {}): Start => ({
  isSample: false,
  hasWechat: false,
  notice: { version: NOTICE, controller: '香河园街道', contact: '010-0000-0000' },
  subscribeTemplates: [],
  mapTiles: null,
  ...change,
})

export const membership = (change: Partial<Membership> = {}): Membership => ({
  communityId: GUANGXIMEN,
  communityName: '光熙门北里北社区',
  role: 'resident',
  nickname: '3-2 林',
  relation: 'owner',
  address: { building: '3', unit: '2', room: '401' },
  gridCodes: [],
  isSample: false,
  ...change,
})

/** Auntie Lin, unless told otherwise. */
export const me = (change: Partial<Me> = {}): Me => ({
  personId: '019aa000-0000-7000-8000-000000000001',
  surname: '林',
  isOperator: false,
  isWechatBound: false,
  noticeVersion: NOTICE,
  memberships: [membership()],
  applications: [],
  unreadCount: 0,
  ...change,
})

export const session = (change: Partial<Me> = {}): Session => ({
  token: 'token-of-lin',
  expiresAt: '2026-12-24T02:00:00Z',
  me: me(change),
})
