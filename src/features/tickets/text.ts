import type { ClosedHow, TicketState, TicketStep, Urgency } from '../../../domain/ticket/names'

/** The words of tickets, all in one place. */

export const STATE_TEXT = {
  submitted: '待受理',
  accepted: '已立案',
  dispatched: '已派遣',
  handling: '处置中',
  handled: '待核查',
  closed: '已结案',
  suspended: '挂账',
  refused: '不予受理',
  merged: '并案',
  void: '作废',
} satisfies Record<TicketState, string>

/** What each state means to somebody who reported and waits. */
export const STATE_MEANING = {
  submitted: '居委会很快会看到，受理后会告诉您。',
  accepted: '居委会已经立案，正在安排人去办。',
  dispatched: '已经派给网格员，等他接单。',
  handling: '网格员正在处理。',
  handled: '处理完了，请去看看是不是真的解决了。',
  closed: '这件事已经结案。',
  suspended: '暂时办不了，到了日子会接着办。',
  refused: '居委会没有受理，原因写在下面。',
  merged: '和另一件是同一回事，并到一起办。',
  void: '这件上报已经作废。',
} satisfies Record<TicketState, string>

export const CLOSED_HOW_TEXT = {
  confirmed: '居民现场确认已解决',
  'checked-by-moderator': '居委会核查确认',
  unconfirmed: '到期无人确认，自动结案',
  'cannot-solve': '暂时无法解决，已说明原因',
  forced: '居委会两人同意强制结案',
} satisfies Record<ClosedHow, string>

export const URGENCY_TEXT = {
  emergency: '紧急',
  utility: '水电气热',
  general: '一般',
  complex: '疑难',
} satisfies Record<Urgency, string>

/** How a step reads in the history. */
export const STEP_DONE_TEXT = {
  report: '上报',
  join: '我也遇到了',
  accept: '受理立案',
  refuse: '不予受理',
  merge: '并案',
  withdraw: '撤回',
  'solve-on-the-spot': '当场自处置',
  dispatch: '派遣',
  suspend: '挂账',
  resume: '恢复办理',
  claim: '接单',
  return: '退回',
  handle: '处置完成',
  'cannot-solve': '提出无法解决',
  extend: '延期',
  whistle: '吹哨',
  split: '拆分',
  'ask-reporter': '请上报人补充',
  answer: '补充说明',
  confirm: '确认已解决',
  dispute: '没解决，退回重办',
  'close-unconfirmed': '到期自动结案',
  rate: '评价',
  reopen: '重新打开',
  appeal: '申诉',
  'force-close': '提出强制结案',
  void: '提出作废',
  agree: '同意',
  decline: '不同意',
  urge: '催办',
  supervise: '督办',
  comment: '留言',
  recategorise: '改类别',
} satisfies Record<TicketStep, string>

/** What a button for a step says to whom may take it. */
export const STEP_BUTTON_TEXT = {
  ...STEP_DONE_TEXT,
  join: '我也遇到了',
  accept: '受理',
  dispatch: '派给网格员',
  merge: '并入另一件',
  withdraw: '撤回上报',
  claim: '我来处理',
  return: '退回',
  handle: '办完了，拍照交差',
  'solve-on-the-spot': '已当场解决',
  confirm: '真的解决了',
  dispute: '还没解决',
  rate: '打个分',
  reopen: '又出问题了，重新打开',
  urge: '催一催',
  comment: '留言',
  appeal: '我要申诉',
  'cannot-solve': '解决不了，说明原因',
  recategorise: '改类别',
} satisfies Record<TicketStep, string>

/** What is asked for in the box when a step needs words. */
export const STEP_WORDS_HINT: Partial<Record<TicketStep, string>> = {
  refuse: '为什么不受理？上报人会看到这句话，请说实话、说清楚，比如该找谁。',
  return: '为什么退回？',
  handle: '怎么处理的？一两句话就行。',
  'solve-on-the-spot': '怎么解决的？一两句话就行。',
  dispute: '哪里还没解决？拍张照片更清楚。',
  comment: '说点什么',
  urge: '可以不写',
  merge: '为什么算同一件？',
  reopen: '又出了什么问题？',
  appeal: '为什么应该受理？',
  'cannot-solve': '为什么解决不了？',
  suspend: '为什么要先放一放？',
  confirm: '可以不写',
  rate: '可以再说两句',
}

export const TICKETS_TEXT = {
  overdue: '已超时',
  due: (when: string) => `${when}前`,
  joined: (count: number) => `${count} 位邻居也遇到了`,
  anonymous: '一位居民',
  private: '仅处理的人可见',
  me: '我',
  emptyMine: '您还没有报过问题',
  emptyMineHint: '看到垃圾、坏灯、堵路，拍张照片报一下，居委会就会来管。',
  emptyCommunity: '社区里最近没有公开的工单',
  emptyQueue: '手上没有待办的工单',
  emptyQueueHint: '派给您和您网格里的新工单会出现在这里。',
  emptyTriage: '没有待受理的上报',
  emptyTriageHint: '居民报上来的新问题会马上出现在这里。',
  changed: '有新进展，已更新',
  more: '加载更多',
  noMore: '没有更多了',
}
