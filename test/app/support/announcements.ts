import type {
  Announcement,
  AnnouncementComment,
  DeskAnnouncement,
  Receipts,
} from '../../../contract/announcements'
import type { GroupCard } from '../../../contract/communities'
import { GUANGXIMEN } from './people'

export const idOf = (last: number): string =>
  `019aa000-0000-7000-8000-${String(last).padStart(12, '0')}`

export const announcement = (change: Partial<Announcement> = {}): Announcement => ({
  announcementId: idOf(0xd1),
  communityId: GUANGXIMEN,
  state: 'published',
  title: '明天停水',
  words: '9 点到 12 点，请提前存水。',
  photos: [],
  groups: [],
  authorName: '居委会 王',
  isPinned: false,
  hasComments: false,
  commentCount: 0,
  readCount: 3,
  isRead: true,
  editedAt: null,
  version: 1,
  at: '2026-11-23T02:00:00.000Z',
  ...change,
})

export const deskAnnouncement = (change: Partial<DeskAnnouncement> = {}): DeskAnnouncement => ({
  ...announcement(),
  readerCount: 27,
  remindedAt: null,
  mayRemindFrom: null,
  ...change,
})

export const receipts = (change: Partial<Receipts> = {}): Receipts => ({
  readCount: 2,
  readerCount: 4,
  remindedAt: null,
  mayRemindFrom: null,
  buildings: [
    { building: '3', readCount: 2, readerCount: 2, unread: [] },
    {
      building: '8',
      readCount: 0,
      readerCount: 2,
      unread: [
        { personId: idOf(0x81), nickname: '8-1 陈', room: '102' },
        { personId: idOf(0x82), nickname: '8-2 秦', room: '301' },
      ],
    },
  ],
  ...change,
})

export const comment = (change: Partial<AnnouncementComment> = {}): AnnouncementComment => ({
  commentId: idOf(0xc1),
  authorName: '8-1 陈',
  authorRole: 'resident',
  words: '收到，谢谢。',
  at: '2026-11-23T03:00:00.000Z',
  isHeld: false,
  mayDelete: false,
  ...change,
})

export const group = (last: number, name: string, change: Partial<GroupCard> = {}): GroupCard => ({
  groupId: idOf(last),
  kind: 'building',
  name,
  memberCount: 2,
  isMine: false,
  joined: false,
  unreadCount: 0,
  callsMe: false,
  isMuted: false,
  isPinned: false,
  last: null,
  ...change,
})

/** The community's own group, fourteen buildings, a grid and an interest. */
export const GROUPS: readonly GroupCard[] = [
  group(0xa0, '光熙门北里北社区居民群', { kind: 'community', memberCount: 28 }),
  ...Array.from({ length: 14 }, (_, at) => group(0xb1 + at, `${at + 1}号楼邻里群`)),
  group(0xe1, '第一网格群', { kind: 'grid' }),
  group(0xe2, '书法兴趣群', { kind: 'interest' }),
]
export const BUILDING_3 = idOf(0xb3)
export const BUILDING_8 = idOf(0xb8)
