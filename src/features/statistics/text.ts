import type { Figure } from '../../../domain/ticket/names'

/** Every word of the figures; the rates bring their own definitions. */

export const FIGURE_TEXT = {
  reported: '上报',
  answeredInTime: '24小时内回应',
  closed: '已结案',
  solved: '确认解决',
  unconfirmed: '无人确认',
  cannotSolve: '无法解决',
  forced: '强制结案',
  refused: '不予受理',
  rated: '已评价',
  satisfied: '满意',
  disputed: '有人说没解决',
  late: '超过时限',
} satisfies Record<Figure, string>

const monthText = (month: string): string => {
  const [year = '', number = ''] = month.split('-')
  return `${year}年${Number(number)}月`
}

export const STATISTICS_TEXT = {
  community: '本社区',
  street: '整个街道',
  month: monthText,
  earlier: '上个月',
  later: '下个月',
  pick: '选月份',
  noMonths: '还没有哪个月有上报',
  pickMonth: (month: string) => `选月份，现在是${monthText(month)}`,
  empty: (month: string) => `${monthText(month)}没有上报`,
  emptyHint: '换一个月看看；居民报了问题，几秒钟后就会算进来。',
  how: '怎么算的',
  rateOf: (part: number, whole: number) => `${whole} 件里 ${part} 件`,
  none: '还没有',
  nothingYet: '这个月还没有可以算的',
  closedHow: '怎么结案的',
  open: '还没结案',
  more: '其他情况',
  byMonth: '每个月上报',
  byGrid: '各网格',
  byCategory: '各类别',
  byCommunity: '各社区',
  showAll: (count: number) => `展开全部 ${count} 项`,
  count: (count: number) => `${count} 件`,
  save: '导出表格',
  saved: '已导出',
  copied: '已复制，可以粘贴到表格里',
  fileName: (name: string, month: string) => `${name}-${month}-工单统计.csv`,
  kind: '统计项',
  kinds: { total: '合计', community: '社区', grid: '网格', category: '类别', month: '月份' },
}
