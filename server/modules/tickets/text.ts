import { shanghai } from '../../../domain/ticket/deadlines'
import type { ClosedHow, TicketStep } from '../../../domain/ticket/names'

const buildingName = (name: string): string => (/\d$/.test(name) ? `${name}号楼` : name)

/** What people read in their inbox about tickets, and in tickets' own lines. */
export const TICKET_TEXT = {
  aResident: '一位居民',
  system: '系统',
  platform: '市网格平台',
  street: '街道',
  aDepartment: '一个部门',
  newIssue: (category: string, place: string) => ({
    title: '有新的上报',
    words: `${category}，${place}`,
  }),
  dispatched: (category: string, place: string) => ({
    title: '有工单派给您',
    words: `${category}，${place}`,
  }),
  open: (category: string, place: string) => ({
    title: '有工单可以接',
    words: `${category}，${place}，本网格谁有空谁接。`,
  }),
  sentTo: (name: string) => `已派给${name}`,
  sentToWorker: '已派给网格员',
  openToAll: '已放给网格员接单',
  toConfirm: (category: string) => ({
    title: '请确认是否解决',
    words: `${category}已处置，请去现场看看，真的解决了再点确认。`,
  }),
  step: (category: string, done: string, words: string) => ({
    title: `${category}：${done}`,
    words: words || '点开看看最新进展。',
  }),
  merged: (number: string) => `和工单 ${number} 是同一回事，已并到一起办，您会继续收到进展。`,
  toTheStreet: (category: string, community: string, count: number) => ({
    title: `${category}：居民第 ${count} 次说没解决`,
    words: `${community}的这件工单请街道协调。`,
  }),
  lateAtTheStreet: (category: string, community: string) => ({
    title: `${category}：超时已久`,
    words: `${community}的这件工单超过时限一半还没办好，请街道协调。`,
  }),
  buildingPlace: (building: string, unit: string) =>
    `${buildingName(building)}${unit ? `${unit}单元` : ''}`,
  nearBuilding: (building: string) => `${buildingName(building)}附近`,
  somewhere: '社区内',
}

/** A step in the inbox of those who follow. Steps without words here are nobody's news. */
export const STEP_NEWS: Partial<Record<TicketStep, string>> = {
  accept: '已受理立案',
  refuse: '没有受理',
  merge: '并到另一件一起办',
  claim: '网格员已接单',
  return: '被退回，正重新安排',
  suspend: '暂时挂账',
  resume: '恢复办理',
  dispute: '有人说还没解决，退回重办',
  reopen: '重新打开',
  appeal: '上报人申诉',
  withdraw: '上报人已撤回',
  comment: '有新留言',
  'ask-reporter': '请您补充情况',
  answer: '上报人补充了情况',
  'force-close': '有人提出强制结案，等第二人同意',
  void: '有人提出作废，等第二人同意',
  'cannot-solve': '网格员提出无法解决，等居委会同意',
  decline: '提议没有通过',
  urge: '有人催办',
  supervise: '督办',
  recategorise: '改了类别',
}

export const VOID_NEWS = '已作废'

export const CLOSED_NEWS: Record<ClosedHow, string> = {
  confirmed: '已结案（居民确认解决）',
  'checked-by-moderator': '已结案（居委会核查）',
  unconfirmed: '已结案（到期无人确认）',
  'cannot-solve': '已结案（暂时无法解决）',
  forced: '已强制结案',
}

/** 12月2日10:00, as a clock on a wall here shows it. */
const whenText = (at: Date): string => {
  const { day, minutes } = shanghai(at)
  const [, month = 0, date = 0] = day.split('-').map(Number)
  const two = (count: number): string => String(Math.floor(count)).padStart(2, '0')
  return `${month}月${date}日${two(minutes / 60)}:${two(minutes % 60)}`
}

/** What the system writes into a ticket's history by itself. */
export const ALARM_WORDS = {
  due: (at: Date) => `时限是${whenText(at)}，请抓紧。`,
  toModerators: (dueAt: Date) => `已过时限（${whenText(dueAt)}），请居委会督促。`,
  toStreet: (dueAt: Date) => `已过时限（${whenText(dueAt)}）很久，报街道协调。`,
  toConfirm: (closesAt: Date) =>
    `还没有人说是否解决，到${whenText(closesAt)}仍无人确认就自动结案。`,
  stopWaiting: '等了五个工作日没有等到补充，时限继续计算。',
}

export const ALARM_NEWS = {
  due: (category: string) => `${category}：快到时限了`,
  late: (category: string) => `${category}：已超时`,
  toConfirm: (category: string) => `${category}：请确认是否解决`,
  stopWaiting: (category: string) => `${category}：没等到补充，继续办理`,
}
