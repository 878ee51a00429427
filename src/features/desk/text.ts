import type { ApplicationState, Relation, Role } from '../../../domain/group/names'
import type { DeskTab } from './desk-work'

/** Every word of the desk. */

export const RELATION_TEXT = {
  owner: '业主',
  family: '家属',
  tenant: '租户',
  other: '其他',
} satisfies Record<Relation, string>

export const ROLE_TEXT = {
  resident: '居民',
  moderator: '居委会',
  worker: '网格员',
} satisfies Record<Role, string>

export const TAB_TEXT = {
  triage: '待受理',
  working: '办理中',
  check: '待核查',
  all: '全部',
} satisfies Record<DeskTab, string>

export const DESK_TEXT = {
  operator: '街道',
  closed: '这里是居委会的工作台',
  closedHint: '居委会的工作人员和街道管理员才能打开。要开通，请联系街道。',
  signedOut: '请先登录',
  signedOutHint: '登录以后才能看到工作台。',
  signIn: '去登录',
  toGroup: '回到群里',
  other: '换一个社区',
  choose: '打开哪个社区的工作台',
  chooseHint: '写社区名字的一部分，比如：光熙门',
  community: '社区',
  openOnes: '已经开通的社区',
  notOpen: '还没有开通',
  noneFound: '没有找到这个社区',
  applications: '入群申请',
  triage: '待受理',
  overdue: '已超时',
  working: '办理中',
  check: '待核查',
  toDispatch: '待派遣',
  announcements: '公告',
  members: '成员',
  groups: '群管理',
  routing: '派单规则',
  statistics: '统计',
  invitation: '邀请邻居',
  onlyOverdue: '只看已超时的',
  showAll: '看全部',
  search: '搜地点、类别、工单号、经办人',
  everyGrid: '全部网格',
  nothingFits: '没有符合条件的工单',
  nothingFitsHint: '换个词，或者清掉筛选条件再看。',
  clear: '清掉筛选',
  fresh: (count: number, first: string) =>
    count === 1 ? `新上报：${first}` : `新上报 ${count} 件，最新：${first}`,
  look: '去看看',
  pick: '选一件工单，在这里办理',
  pickHint: '左边点一下，或者用键盘：',
  loadingTicket: '正在打开工单',
  keys: '键盘',
  refreshed: '已刷新',
  more: '加载更多',
}

export const EMPTY_TEXT: Record<DeskTab | 'overdue', { title: string; hint: string }> = {
  triage: { title: '没有待受理的上报', hint: '居民报上来的新问题会马上出现在这里。' },
  working: { title: '没有办理中的工单', hint: '受理以后的工单会按时限排在这里。' },
  check: { title: '没有等人核查的工单', hint: '处置完成、等居民确认的工单会出现在这里。' },
  all: { title: '还没有工单', hint: '居民报的第一件事会出现在这里。' },
  overdue: { title: '没有超时的工单', hint: '大家都赶在时限之前，继续保持。' },
}

export const SHORTCUTS: readonly { keys: string; does: string }[] = [
  { keys: '↑ ↓', does: '上一件、下一件' },
  { keys: 'Enter', does: '打开选中的工单' },
  { keys: '→', does: '到右边看工单、办理' },
  { keys: 'Esc', does: '回到左边的列表' },
  { keys: '1 2 3 4', does: '待受理、办理中、待核查、全部' },
  { keys: '0', does: '只看已超时的' },
  { keys: '/', does: '搜索' },
  { keys: 'R', does: '刷新' },
]

export const APPLICATION_TABS: readonly { value: ApplicationState; text: string }[] = [
  { value: 'waiting', text: '待审批' },
  { value: 'admitted', text: '已通过' },
  { value: 'refused', text: '未通过' },
  { value: 'withdrawn', text: '已撤回' },
]

export const APPLICATIONS_TEXT = {
  title: '入群申请',
  empty: {
    waiting: '没有等待审批的申请',
    admitted: '还没有通过的申请',
    refused: '没有未通过的申请',
    withdrawn: '没有撤回的申请',
  } satisfies Record<ApplicationState, string>,
  emptyHint: '邻居申请入群，会马上出现在这里。',
  invite: '邀请邻居',
  willBe: (nickname: string) => `入群后的名字：${nickname}`,
  address: (building: string, unit: string, room: string) =>
    [`${building}号楼`, unit && `${unit}单元`, room && `${room}室`].filter(Boolean).join(''),
  invited: '持邀请码',
  notInvited: '没有邀请码',
  sameRoom: (count: number) =>
    count === 0 ? '这一户还没有人在群里' : `这一户已有 ${count} 人在群里`,
  note: (words: string) => `附言：${words}`,
  waited: (when: string) => `${when}申请`,
  admit: '通过',
  refuse: '不通过',
  admitted: (nickname: string) => `已通过。“${nickname}”现在在群里了，已经通知他。`,
  refused: (reason: string) => `没有通过，申请人会看到：“${reason}”`,
  decidedBy: (name: string, when: string) => `${name}，${when}`,
  refusedBy: (name: string, when: string, reason: string) => `${name}，${when}。理由：“${reason}”`,
  othersAdmitted: (name: string, when: string) => `${name} ${when}已经通过了这份申请，不用再办。`,
  othersRefused: (name: string, when: string, reason: string) =>
    `${name} ${when}没有通过这份申请，理由是：“${reason}”。`,
  withdrawn: '申请人自己撤回了这份申请。',
  someone: '同事',
  refuseTitle: (who: string) => `不通过${who}的申请`,
  reason: '理由（申请人会看到这句话）',
  reasonHint: '请说实话、说清楚，让对方知道接下来怎么办。',
  reasonMissing: '先写一句理由',
  send: '不通过，告诉申请人',
  more: '加载更多',
  fresh: (who: string) => `新的入群申请：${who}`,
}

export const REFUSAL_BEGINNINGS: readonly { chip: string; words: string }[] = [
  {
    chip: '门牌不对',
    words: '您填的门牌在我们社区里没有，请核对楼号、单元和门牌号后再申请。',
  },
  {
    chip: '不是本社区',
    words: '这个地址不属于我们社区，请在“加入社区”里找您所在的社区。',
  },
  {
    chip: '要核实住户',
    words: '我们没有核实到您是这一户的住户，请带身份证和房本或租房合同到居委会登记后再申请。',
  },
  {
    chip: '这户已满',
    words: '这一户在群里的人已经很多了，请家里人先商量，或到居委会说明情况。',
  },
  { chip: '附言不妥', words: '请在附言里写明您是谁、住哪一户，再申请一次。' },
]

export const MEMBERS_TEXT = {
  title: '成员',
  search: '找名字，或门牌，比如 3-2-401',
  building: '按楼看',
  every: '全部',
  buildingName: (name: string) => `${name}号楼`,
  office: '居委会和网格员',
  elsewhere: '没有登记楼号',
  count: (count: number) => `共 ${count} 位成员`,
  empty: '没有找到这样的成员',
  emptyHint: '换个名字或门牌再找；名字按“楼-单元 姓”来记。',
  joined: (when: string) => `${when}加入`,
  grids: (count: number) => `负责 ${count} 个网格`,
  more: '加载更多',
  columns: { name: '群里的名字', address: '门牌', relation: '身份', joined: '加入' },
}

export const INVITATION_TEXT = {
  title: '邀请邻居',
  intro: '做一个邀请码，贴在楼道里或发到群里。邻居扫码申请，您会看到“持邀请码”，还是由您审批。',
  days: '多久内有效',
  make: '生成邀请码',
  again: '再生成一个',
  poster: '扫码加入社区群',
  posterHint: '报问题、看通知、找服务，都在这里',
  code: '邀请码',
  until: (when: string) => `${when}前有效，最多 200 户使用`,
  save: '保存图片',
  saved: '图片已保存',
  notSaved: '没有保存成功，请在设置里允许保存到相册',
  print: '打印海报',
  copyLink: '复制链接',
  copyCode: '复制邀请码',
  copied: '已复制',
  once: '这个邀请码只显示这一次，关掉页面就看不到了；需要时再生成一个。',
}
