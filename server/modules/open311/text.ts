import type { ClosedHow, TicketState, TicketStep } from '../../../domain/ticket/names'

/** What others read of how far a request is. */
export const STATE_WORDS: Record<TicketState, string> = {
  submitted: '已收到，等待受理',
  accepted: '已受理',
  dispatched: '已派单',
  handling: '处理中',
  handled: '已处置，等待确认',
  closed: '已结案',
  suspended: '暂时挂账',
  refused: '没有受理',
  merged: '已并到另一件一起办',
  void: '已作废',
}

export const CLOSED_WORDS: Record<ClosedHow, string> = {
  confirmed: '居民确认解决',
  'checked-by-moderator': '居委会核查',
  unconfirmed: '到期无人确认',
  'cannot-solve': '暂时无法解决',
  forced: '强制结案',
}

/** Steps that are news to others though the state stays; where a step has no words of its own, these are said. */
export const STEP_WORDS: Partial<Record<TicketStep, string>> = {
  comment: '有新留言',
  'ask-reporter': '请上报方补充情况',
  extend: '延长了时限',
  supervise: '督办',
  urge: '有人催办',
  dispute: '有人说还没解决，退回重办',
  reopen: '重新打开',
  answer: '上报方补充了情况',
  recategorise: '改了类别',
}

export const OPEN311_TEXT = {
  contact: (controller: string, contact: string) => `${controller}，${contact}`,
  keyService: (contact: string) => `密钥由街道操作员发放：${contact}`,
  committee: (community: string) => `${community}居委会`,
  media: (url: string) => `附图：${url}`,
}
