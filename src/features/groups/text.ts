import type { Happening } from '../../../contract/communities'

/** The words of the group page. */
export const GROUPS_TEXT = {
  welcomeTitle: '远亲不如近邻',
  welcomeWords: '进自己社区的群，随手拍照报问题，看着它办好；再看看步行十五分钟里有什么。',
  signIn: '登录',
  trySample: '登录，先看看示例',
  joinTitle: '您还没有加入社区',
  joinHint: '找到您住的社区，填上楼号门牌，居委会同意后就能进群。',
  join: '找我的社区',
  waitingTitle: (community: string) => `已申请加入${community}`,
  waitingHint: '居委会看过就会告诉您，一般当天有结果。',
  seeApplication: '看看申请',
  announcements: '公告',
  noAnnouncements: '还没有公告，居委会发了会在这里。',
  groups: '我的群',
  callsMe: '[有人@我] ',
  allGroups: (count: number) => `全部 ${count} 个群`,
  members: (count: number) => `${count} 人`,
  happenings: '社区动态',
  noHappenings: '最近很平静，没有公开的上报。',
  allTickets: '全部工单',
  pinned: '置顶',
  all: '全部',
  figures: { members: '位邻居', groups: '个群', open: '件在办' },
  desk: '去工作台',
  queue: '我的待办',
}

/** What happened, as neighbours would tell it. */
export const happeningText = ({ step, categoryName, state }: Happening): string => {
  switch (step) {
    case 'report':
      return `有邻居上报：${categoryName}`
    case 'accept':
      return `居委会受理了：${categoryName}`
    case 'dispatch':
      return `已派给网格员：${categoryName}`
    case 'claim':
      return `网格员接单了：${categoryName}`
    case 'handle':
    case 'solve-on-the-spot':
      return `办完了，等邻居确认：${categoryName}`
    case 'confirm':
      return `邻居确认解决了：${categoryName}`
    case 'dispute':
      return `邻居说还没解决，退回重办：${categoryName}`
    case 'close-unconfirmed':
      return `五天没人确认，自动结案：${categoryName}`
    case 'reopen':
      return `又出问题，重新办理：${categoryName}`
    case 'suspend':
      return `暂时办不了，先挂账：${categoryName}`
    case 'resume':
      return `恢复办理：${categoryName}`
    case 'agree':
      return state === 'closed' ? `居委会结案：${categoryName}` : `已说明原因：${categoryName}`
    default:
      return categoryName
  }
}
