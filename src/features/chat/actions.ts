import type { Group, GroupMember, Message, TalkRules, TicketMark } from '../../../contract/chat'
import type { Community, GroupCard } from '../../../contract/communities'
import type { GroupKind } from '../../../domain/group/names'
import { call } from '@/api/client'
import { newCommandId } from '@/platform/ids'
import { changeGroup, changeTalk, hearMessage, openTalk, talkNow } from './store'
import { NO_TALK, startTalk, withEarlier, withLater, withoutMessage } from './talk'

export type { Message }

export interface Where {
  communityId: string
  groupId: string
}

const PAGE = 30

export const readGroup = (where: Where): Promise<Group> => call('getGroup', { params: where })

/** Opens a talk at a message, at the first that is unread, or at its end. */
export const loadTalk = async (where: Where, seq?: number): Promise<void> => {
  const group = await readGroup(where)
  const { readSeq } = group.me
  // Who has never read here begins at the end, like everybody who comes into a room.
  const unreadFrom = readSeq > 0 && readSeq < group.lastSeq ? readSeq + 1 : null
  const around = seq ?? unreadFrom
  const page = await call('listMessages', {
    params: where,
    query: { limit: PAGE, ...(around && { around }) },
  })
  openTalk({ group, talk: startTalk(page), unreadFrom })
}

export const loadEarlier = async (where: Where): Promise<void> => {
  const first = talkNow(where.groupId).messages[0]
  if (!first) return
  const page = await call('listMessages', {
    params: where,
    query: { before: first.seq, limit: PAGE },
  })
  changeTalk(where.groupId, (talk) => withEarlier(talk, page))
}

export const loadLater = async (where: Where): Promise<void> => {
  const last = talkNow(where.groupId).messages.at(-1)?.seq ?? 0
  const page = await call('listMessages', { params: where, query: { after: last, limit: PAGE } })
  changeTalk(where.groupId, (talk) => withLater(talk, page))
}

/** To a message: where it is known nothing is fetched. */
export const loadAround = async (where: Where, seq: number): Promise<void> => {
  if (talkNow(where.groupId).messages.some((one) => one.seq === seq)) return
  const page = await call('listMessages', { params: where, query: { around: seq, limit: PAGE } })
  changeTalk(where.groupId, () => startTalk(page))
}

export const loadNewest = async (where: Where): Promise<void> => {
  if (!talkNow(where.groupId).hasAfter) return
  const page = await call('listMessages', { params: where, query: { limit: PAGE } })
  changeTalk(where.groupId, () => startTalk(page))
}

/** Pages of a hundred that are read again after a cut; further behind, the talk is opened anew. */
const CATCH_UP_PAGES = 3

/** After a cut: what came since, and what changed in what is shown. */
export const catchUp = async (where: Where): Promise<void> => {
  const { messages, hasBefore, hasAfter } = talkNow(where.groupId)
  const first = messages[0]
  const last = messages.at(-1)
  if (!first || !last) return loadTalk(where)
  let known = NO_TALK
  for (let page = 0; page < CATCH_UP_PAGES; page += 1) {
    const after = known.messages.at(-1)?.seq ?? first.seq - 1
    const next = await call('listMessages', { params: where, query: { after, limit: 100 } })
    known = page === 0 ? startTalk(next) : withLater(known, next)
    const isFarEnough = !next.hasAfter || (hasAfter && (next.items.at(-1)?.seq ?? 0) >= last.seq)
    if (isFarEnough)
      return changeTalk(where.groupId, () => ({
        ...known,
        hasBefore: hasBefore || known.hasBefore,
      }))
  }
  return loadTalk(where)
}

/** One that concerns me more than the group: mine that is held, or one that I keep order over. */
export const loadMessage = async (where: Where, seq: number): Promise<void> =>
  hearMessage(await call('getMessage', { params: { ...where, seq } }))

export const reloadGroup = async (where: Where): Promise<void> =>
  changeGroup(await readGroup(where))

export const markRead = (where: Where, seq: number): Promise<unknown> =>
  call('markGroupRead', { params: where, body: { commandId: newCommandId(), seq } })

export const recall = async (where: Where, seq: number): Promise<void> =>
  hearMessage(
    await call('recallMessage', {
      params: { ...where, seq },
      body: { commandId: newCommandId() },
    }),
  )

export const deleteForMe = async (where: Where, seq: number): Promise<void> => {
  await call('deleteMessageForMe', {
    params: { ...where, seq },
    body: { commandId: newCommandId() },
  })
  changeTalk(where.groupId, (talk) => withoutMessage(talk, seq))
}

export const setMine = async (
  where: Where,
  set: { isMuted?: boolean; isPinned?: boolean; hasReadRules?: true },
): Promise<void> =>
  changeGroup(
    await call('setGroupForMe', { params: where, body: { commandId: newCommandId(), ...set } }),
  )

/** My phone number was proven, once for everywhere: the group then says that one may speak. */
export const askGroupAgain = async (where: Where): Promise<void> =>
  changeGroup(await readGroup(where))

export const findMembers = async (where: Where, q: string): Promise<GroupMember[]> =>
  (await call('listGroupMembers', { params: where, query: { ...(q && { q }) } })).items

export const turnIntoTicket = (
  where: Where,
  seqs: number[],
  categoryId: string,
  commandId: string,
): Promise<TicketMark> =>
  call('turnIntoTicket', { params: where, body: { commandId, seqs, categoryId } })

export const join = (where: Where): Promise<Group> =>
  call('joinGroup', { params: where, body: { commandId: newCommandId() } })

export const leave = (where: Where): Promise<Group> =>
  call('leaveGroup', { params: where, body: { commandId: newCommandId() } })

export const change = (
  where: Where,
  what: { name?: string; description?: string; slowSeconds?: number; isArchived?: boolean },
): Promise<Group> =>
  call('changeGroup', { params: where, body: { commandId: newCommandId(), ...what } })

export const vouchFor = (communityId: string, personId: string): Promise<unknown> =>
  call('vouchForMember', {
    params: { communityId, personId },
    body: { commandId: newCommandId() },
  })

export interface Searched {
  q?: string
  personId?: string
  from?: string
  to?: string
}

/** Newest first; `before` is where the page before ended. */
export const searchTalk = async (
  where: Where,
  asked: Searched,
  before: string | undefined,
): Promise<{ items: Message[]; next: string | null }> => {
  const { items, hasMore } = await call('searchMessages', {
    params: where,
    query: { ...asked, ...(before && { before: Number(before) }) },
  })
  const last = items.at(-1)
  return { items, next: hasMore && last ? String(last.seq) : null }
}

export interface AllGroups {
  groups: GroupCard[]
  /** Empty for who may not bring them back. */
  archived: GroupCard[]
}

export const readAllGroups = async (
  communityId: string,
  keepsOrder: boolean,
): Promise<AllGroups> => {
  const params = { communityId }
  const [groups, archived] = await Promise.all([
    call('listGroups', { params }),
    keepsOrder ? call('listArchivedGroups', { params }) : { items: [] },
  ])
  return { groups: groups.items, archived: archived.items }
}

/** Its buildings and grids, for which groups are made. */
export const readPlaces = (communityId: string): Promise<Community> =>
  call('getCommunity', { params: { communityId } })

export interface NewGroup {
  kind: GroupKind
  name: string
  description?: string
  building?: string
  unit?: string
  gridCode?: string
}
/** Keep `commandId` over retries of one act, so that a lost answer does not make two groups. */
export const makeGroup = (
  communityId: string,
  group: NewGroup,
  commandId: string,
): Promise<Group> => call('makeGroup', { params: { communityId }, body: { commandId, ...group } })

export const readTalkRules = (communityId: string): Promise<TalkRules> =>
  call('getTalkRules', { params: { communityId } })

export const setTalkRules = (
  communityId: string,
  rules: TalkRules,
  commandId: string,
): Promise<TalkRules> =>
  call('setTalkRules', { params: { communityId }, body: { commandId, ...rules } })
