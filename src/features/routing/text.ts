import type { RoutingDays, RoutingMode, RoutingSkip } from '../../../domain/ticket/names'

/** Every word of the routing table. */
export const ROUTING_TEXT = {
  intro:
    '工单一受理，就按这张表派出去。几条都符合时，越具体的越优先：先看类别，再看网格、钟点、日子。',
  readOnly: '规则由街道来改；您可以在这里看、在这里试。',
  empty: '还没有派单规则',
  emptyHint: '没有规则时，工单受理后由居委会自己派。',
  add: '加一条规则',
  change: '改',
  changeLabel: (when: string) => `改这条规则：${when}`,
  remove: '删除',
  removeLabel: (when: string) => `删除这条规则：${when}`,
  removeTitle: '删除这条规则？',
  removed: '已删除。以后受理的工单不再按它派。',
  targetGone: '指定的人或部门已经不在了，这条会被跳过，请改一改。',
  saved: '已保存，从下一件受理的工单起照此派单。',
  newTitle: '加一条派单规则',
  changeTitle: '改派单规则',
  category: '什么事',
  anyCategory: '任何类别',
  oneGroup: '一大类',
  oneCategory: '一个类别',
  group: '哪一大类',
  grid: '哪个网格',
  anyGrid: '任何网格',
  days: '什么日子',
  weekdays: '星期几（不选就是每天）',
  hours: '什么钟点',
  allDay: '全天',
  someHours: '一段时间',
  from: '从几点',
  until: '到几点',
  overnight: '到次日为止；这一夜算在开始的那一天。',
  mode: '派给谁',
  worker: '网格员',
  save: '保存',
  chooseCategory: '先选类别',
  chooseGroup: '先选一大类',
  chooseHours: '先选好两个时间',
  chooseTarget: '先选派给谁',
  tryTitle: '试一试',
  tryHint: '选一件事、一个网格、一个时间，看看会派给谁。试一试不会动任何工单。',
  tryDraft: '先试一试，再保存',
  tryNow: '现在',
  tryAt: '另选时间',
  date: '日期',
  time: '时间',
  run: '看看派给谁',
  wouldGo: (to: string) => `会派给：${to}`,
  wouldBeOpen: '会放给本网格的网格员，谁有空谁接',
  because: (when: string, then: string) => `按这一条：${when}（${then}）`,
  byDraft: '就是正在写的这一条。',
  nobody: '没有规则说到它：受理以后由居委会自己派。',
  passedOver: (when: string, why: string) => `跳过了“${when}”：${why}`,
  calendarUnknown: '那一年的节假日安排还没有公布，这里按周末算。',
}

export const MODE_TEXT = {
  assigned: '指定一位',
  'by-load': '手上最少的网格员',
  open: '谁有空谁接',
} satisfies Record<RoutingMode, string>

export const DAYS_TEXT = {
  any: '每天',
  workday: '工作日',
  'day-off': '休息日',
} satisfies Record<RoutingDays, string>

export const SKIP_TEXT = {
  'target-gone': '指定的人或部门已经不在了',
  'nobody-in-grid': '这个网格没有网格员',
} satisfies Record<RoutingSkip, string>

export const WEEKDAY_TEXT = ['一', '二', '三', '四', '五', '六', '日'] as const
