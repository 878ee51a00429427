import type { TicketDetail } from '../../../contract/tickets'
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

/** Handled by saying, with a second person's word, why it cannot be solved: then nobody is asked whether it is. */
const isCannotSolve = ({ state, timeline }: TicketDetail): boolean =>
  state === 'handled' &&
  [...timeline]
    .reverse()
    .find(({ fromState, toState }) => toState === 'handled' && fromState !== toState)?.step ===
    'agree'

/** Only those who work on tickets are ever offered these two. */
export const isForStaff = ({ offers }: Pick<TicketDetail, 'offers'>): boolean =>
  offers.some(({ step }) => step === 'accept' || step === 'claim')

/** What the ticket's state means to somebody who waits, or to those whose work it is. */
export const meaningOf = (ticket: TicketDetail): string => {
  if (ticket.closedHow) return CLOSED_HOW_TEXT[ticket.closedHow]
  if (isCannotSolve(ticket)) return CANNOT_SOLVE_TEXT.meaning
  return (isForStaff(ticket) ? STATE_MEANING_FOR_STAFF : STATE_MEANING)[ticket.state]
}

export const buttonTextOf = (ticket: TicketDetail, step: TicketStep): string => {
  if (isCannotSolve(ticket) && (step === 'confirm' || step === 'dispute'))
    return CANNOT_SOLVE_TEXT[step]
  return STEP_BUTTON_TEXT[step]
}

const CANNOT_SOLVE_TEXT = {
  meaning: '居委会两个人都看过，暂时解决不了，原因写在下面。',
  confirm: '知道了，先这样',
  dispute: '不同意，请再想办法',
}

/** The same to those whose work it is. */
export const STATE_MEANING_FOR_STAFF = {
  submitted: '等居委会受理：派给人办，或说明为什么不受理。',
  accepted: '已经立案，还没有派给人。',
  dispatched: '已经派出，等网格员接单。',
  handling: '网格员正在处理。',
  handled: '处置完成，等居民确认；到了现场也可以核查。',
  closed: '这件事已经结案。',
  suspended: '挂账中，到了日子自动恢复办理。',
  refused: '没有受理，上报人看得到原因，可以申诉一次。',
  merged: '已经并到另一件一起办。',
  void: '已经作废。',
} satisfies Record<TicketState, string>

export const CLOSED_HOW_TEXT = {
  confirmed: '居民现场确认已解决',
  'checked-by-moderator': '居委会核查确认',
  unconfirmed: '到期无人确认，自动结案',
  'cannot-solve': '暂时无法解决，已说明原因',
  forced: '居委会两人同意强制结案',
} satisfies Record<ClosedHow, string>

/** To the committee: whether the city's platform has this ticket. */
export const platformText = (
  { state, number }: NonNullable<TicketDetail['platform']>,
  since: string,
): string => {
  switch (state) {
    case 'filed':
      return number ? `已同步到市平台，编号 ${number}` : '已同步到市平台'
    case 'waiting':
      return `正在等市平台接收（${since}起）`
    case 'failing':
      return `没能同步到市平台（${since}起），请告诉街道来处理`
  }
}

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
  remind: '系统提醒',
  escalate: '超时上报',
  'stop-waiting': '不再等补充',
} satisfies Record<TicketStep, string>

/** What a button for a step says to whom may take it. */
export const STEP_BUTTON_TEXT = {
  ...STEP_DONE_TEXT,
  join: '我也遇到了',
  accept: '只受理，先不派',
  refuse: '不受理',
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
  resume: '恢复办理',
  'force-close': '强制结案',
  void: '作废',
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
  toGroup: '分享到群',
  overdue: '已超时',
  atTheStreet: '街道督办',
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
  shared: '一件社区工单',
  signInToSee: '登录后才能看工单',
}

/** Beginnings for words that are written again and again; the person goes on from there. */
export const STEP_BEGINNINGS: Partial<
  Record<TicketStep, readonly { chip: string; words: string }[]>
> = {
  refuse: [
    {
      chip: '不归社区管',
      words: '这件事不属于社区的管理范围，请拨打 12345 市民服务热线反映，会转给主管部门办理。',
    },
    {
      chip: '归物业管',
      words: '这件事由小区物业负责，请直接联系物业报修；物业不管的话再报给我们，我们来催。',
    },
    {
      chip: '没发现问题',
      words: '我们到现场看过，没有发现这个问题。如果还在，请拍一张能看清位置的照片再报一次。',
    },
    {
      chip: '说不清在哪',
      words: '照现在的描述我们找不到地方，请写明几号楼、哪个门口附近，再报一次。',
    },
    { chip: '已经办完', words: '这件事此前已经办完：' },
  ],
  return: [
    { chip: '不在我的网格', words: '地点不在我的网格，请改派给 ' },
    { chip: '要专业队伍', words: '需要专业人员处理，我这里办不了：' },
    { chip: '今天赶不上', words: '今天手上有急事赶不过去，请先派给别的同事。' },
    { chip: '找不到地点', words: '到现场没找到，请再问一下具体位置。' },
  ],
  handle: [
    { chip: '清理干净', words: '已清理干净。' },
    { chip: '修好了', words: '已修好，现在可以正常使用。' },
    { chip: '劝导整改', words: '已当面劝导，当场整改。' },
    { chip: '物业来修', words: '已请物业到场处理完毕。' },
  ],
  'solve-on-the-spot': [
    { chip: '清理干净', words: '巡查时发现，当场清理干净。' },
    { chip: '劝导整改', words: '巡查时发现，当场劝导整改。' },
    { chip: '修好了', words: '巡查时发现，当场修好。' },
  ],
  'cannot-solve': [
    { chip: '权属不明', words: '权属不明，找不到负责的单位：' },
    { chip: '要上级立项', words: '需要上级立项或拨款才能办：' },
    { chip: '当事人不配合', words: '多次上门，当事人不配合：' },
  ],
  suspend: [
    { chip: '等配件', words: '在等配件，到货就修。' },
    { chip: '等施工', words: '已列入施工计划，到时统一办。' },
    { chip: '等天气', words: '天气原因暂时不能施工。' },
  ],
  extend: [
    { chip: '等配件', words: '在等配件，需要再宽几天。' },
    { chip: '要多方协调', words: '需要多家单位一起到场，正在约时间。' },
  ],
  'ask-reporter': [
    { chip: '问地点', words: '请问具体在什么位置？几号楼、哪个门？' },
    { chip: '要照片', words: '请再拍一张能看清周围的照片。' },
    { chip: '约时间', words: '我们想上门看一下，您什么时候在家？' },
  ],
}

export const SHEET_TEXT = {
  words: '说明',
  wordsMayBeEmpty: '说明（可以不写）',
  photos: '现场照片',
  photosNeeded: '现场照片（至少一张）',
  after: '处理后的照片（至少一张）',
  afterHint: '尽量和上报时同一个角度，前后一比就看得出来。',
  before: '上报时的样子',
  until: '到什么时候再办',
  untilOther: '挑个日子',
  untilAt: (date: string) => `${date} 早上九点自动恢复办理`,
  news: '您填写的时候，这件工单有了新进展：',
  newsHint: '您写的内容还在。看过以后再点一次就提交。',
  closedNow: (why: string) => `${why}您写的内容还在，可以改用“留言”发出去。`,
  lookFirst: '刚有新进展，看一眼再提交',
  done: (what: string) => `${what}：已提交`,
  sending: (at: number, of: number) => `正在传照片 ${at}/${of}`,
  shoot: '拍照',
  stampHint: '现拍的照片会带上时间和地点。',
  old: '从相册选（没有时间地点）',
}

/** What is kept on the phone until the server has it. */
export const KEPT_TEXT = {
  title: (count: number) => `存在手机里的操作 ${count} 项`,
  state: { waiting: '待发送', sending: '发送中', refused: '没送成' },
  heldUp: '前一步没送成，这一步先等着',
  waiting: '没有网络，已存好；连上网自动送出',
  photos: (count: number) => `${count} 张照片`,
  now: '现在就送',
  again: '再送一次',
  asComment: '改成留言送出',
  photosOnly: '补充现场照片',
  drop: '放弃',
  dropAsk: '放弃这一步？',
  dropWords: '这一步的说明和照片会从手机里删掉，找不回来。',
  full: '手机存储满了，没能存下这一步；请先清理一些空间再试。',
  byOther: (who: string, at: string, what: string) => `已由${who}于${at}${what}`,
  keptAt: (when: string) => `没有刷新成功，看到的是${when}的样子。连上网会自动更新。`,
}

export const DISPATCH_TEXT = {
  title: '派给谁',
  titleIn: (grid: string) => `派给谁（工单在${grid}）`,
  ofGrid: '本网格',
  load: (count: number) => (count === 0 ? '手上没有活' : `手上 ${count} 件`),
  looking: '正在看谁有空…',
  nobody: '社区里还没有网格员，请联系街道添加。',
  failed: (words: string) => `没有读到网格员：${words} 点这里再试`,
  acceptAndDispatch: (name: string | undefined) =>
    name ? `受理，派给${name}` : '受理并派给网格员',
  dispatch: (name: string | undefined) => (name ? `派给${name}` : '派给网格员'),
  byRule: (then: string) => `按规则：${then}`,
  acceptByRule: '受理，按规则派出',
  sent: '已派出，等网格员接单',
  choose: '先在上面选一位',
  done: (name: string) => `已派给${name}，他马上会收到`,
}

export const TARGET_TEXT = {
  label: '并入哪一件',
  looking: '正在找相近的工单…',
  none: '没有别的办理中的工单',
  search: '按地点、类别、工单号找',
  sameKind: '同一类',
  hint: '并过去以后，上报人会跟着那一件的进展。',
}

export const PROPOSAL_TEXT = {
  mine: (what: string) => `您提出“${what}”，要另一位同事同意才生效。`,
  others: (name: string, what: string) =>
    `${name}提出“${what}”，要第二个人同意才生效。请您看一看。`,
}
