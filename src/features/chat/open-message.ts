import { backTo, go } from '@/platform/go'
import type { Where } from './actions'
import { takeWanted, wantMessage } from './store'

const TALK_PAGE = 'talk/chat/index'

/** Into the talk at a message: back to the talk where it lies below, so that one group is never open twice. */
export const openMessage = (where: Where, seq: number): void => {
  wantMessage(where.groupId, seq)
  if (backTo(TALK_PAGE, { ...where })) return
  takeWanted(where.groupId)
  go(TALK_PAGE, { ...where, seq: String(seq) })
}

/** Into a group's talk, in place of the page that leads there. */
export const openTalkPage = (where: Where, goThere: typeof go = go): void => {
  if (!backTo(TALK_PAGE, { ...where })) goThere(TALK_PAGE, { ...where })
}
