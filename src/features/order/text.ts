import type { HoldReason, OrderAct, ReportReason, SanctionKind } from '../../../domain/group/names'
import type { Judgement, MuteTime } from '../../../domain/group/order'

/** The words of order in the groups. */

export const REPORT_TEXT = {
  ad: '广告',
  harassment: '骂人、骚扰',
  rumour: '谣言、假消息',
  privacy: '泄露隐私',
  other: '其他',
} satisfies Record<ReportReason, string>

export const HOLD_TEXT = {
  keyword: '含有敏感词',
  'link-of-new-member': '新邻居发的链接',
  'code-of-new-member': '新邻居发的二维码',
  'content-check': '内容检查觉得可疑',
} satisfies Record<HoldReason, string>

export const KIND_TEXT = { mute: '禁言', remove: '移出' } satisfies Record<SanctionKind, string>

export const TIME_TEXT = {
  '1h': '1 小时',
  '1d': '1 天',
  '7d': '7 天',
  '30d': '30 天',
} satisfies Record<MuteTime, string>

export const JUDGEMENT_TEXT = {
  'let-through': '放行',
  refuse: '不通过',
  hide: '隐藏',
  show: '恢复显示',
  dismiss: '不用处理',
} satisfies Record<Judgement, string>

/** What became of it, for who has just decided. */
export const JUDGED_TEXT = {
  'let-through': '已放行，群里都能看到了，也告诉了发言的邻居。',
  refuse: '没有通过，发言的邻居会看到原因。',
  hide: '已隐藏，发言的邻居会看到原因。',
  show: '已恢复显示，也告诉了发言的邻居。',
  dismiss: '举报已了结，消息照常显示；发言的邻居不知道有人举报。',
} satisfies Record<Judgement, string>

export const ORDER_TEXT = {
  title: '群务',
  record: '群务记录',
  recordNote: '居委会对您发言的处理，可以申诉',
  everyGroup: '本社区所有群',
  more: '加载更多',
  needsReason: '先写一句原因',
  tabs: {
    queue: (count: number) => (count > 0 ? `待处理 ${count}` : '待处理'),
    sanctions: '禁言与移出',
    keywords: '敏感词',
    log: '记录',
  },
}

export const QUEUE_TEXT = {
  empty: '没有等着处理的消息',
  emptyHint: '被拦下的、有人举报的消息，会马上出现在这里。',
  fresh: (group: string) => `“${group}”里有新的消息要看`,
  held: '已拦下，群里还看不到',
  reported: (count: number) => `${count} 人举报`,
  reports: (names: string) => `举报：${names}`,
  said: (name: string) => `“${name}”`,
  times: (name: string, count: number) => (count > 1 ? `${name} ${count}` : name),
  office: { moderator: '居委会', worker: '网格员', operator: '街道', resident: '' },
  quote: (name: string, words: string) => `引用 ${name}：${words}`,
  place: (name: string) => `位置：${name}`,
  ticket: (name: string) => `工单：${name}`,
  inGroup: '在群里看前后文',
  author: '禁言或移出',
  mine: '自己发的消息，请另一位同事来看。',
  appeals: '申诉',
  messages: '消息',
}

export const JUDGE_TEXT = {
  title: { refuse: '不通过这条消息', hide: '隐藏这条消息' },
  reason: '原因（发言的邻居会看到这句话）',
  hint: '请说清楚哪里不合适、怎样改就可以发。',
  send: { refuse: '不通过，告诉他原因', hide: '隐藏，告诉他原因' },
}

export const JUDGE_BEGINNINGS: readonly { chip: string; words: string }[] = [
  { chip: '广告', words: '群里不发广告，有闲置或求助请发到相应的兴趣群。' },
  { chip: '骂人', words: '有话好好说，请不要说伤人的话。' },
  { chip: '没核实', words: '这个消息没有核实过，请不要转发，以居委会和官方通知为准。' },
  { chip: '隐私', words: '里面有别人的姓名、电话或门牌，请去掉后再发。' },
  { chip: '刷屏', words: '同样的话请只发一次。' },
]

export const REPORT_SHEET = {
  menu: '举报',
  title: '举报这条消息',
  reason: '哪里不合适',
  words: '补充说明（可以不写）',
  wordsNeeded: '请说说哪里不合适',
  hint: '只有居委会看得到；不会告诉别人是谁举报的。',
  missing: '先选一个原因',
  missingWords: '选“其他”要写一句说明',
  send: '交给居委会看',
  done: '已交给居委会，谢谢您',
}

export const SANCTION_TEXT = {
  menu: (kind: SanctionKind, name: string) => `${KIND_TEXT[kind]} ${name}`,
  title: (kind: SanctionKind, name: string) =>
    kind === 'mute' ? `让 ${name} 暂停发言` : `把 ${name} 移出群聊`,
  kind: '怎么处理',
  time: '多久',
  where: '范围',
  here: (group: string) => `只在“${group}”`,
  reason: '原因（本人会看到这句话）',
  hint: '说清楚是哪件事，本人可以申诉一次，由另一位同事来看。',
  send: { mute: '禁言', remove: '移出' },
  askTitle: (kind: SanctionKind, name: string) =>
    kind === 'mute' ? `让 ${name} 暂停发言？` : `把 ${name} 移出群聊？`,
  askMute: (where: string, time: string) =>
    `${where}，${time}。这期间还能看消息，不能发言；到时间自动恢复。会告诉本人原因。`,
  askRemove: (where: string) => `${where}。移出后看不到群里的消息，直到有人解除。会告诉本人原因。`,
  done: { mute: '已禁言，并告诉了本人', remove: '已移出，并告诉了本人' },
  empty: '没有人被禁言或移出',
  emptyHint: '在群里长按一条消息，或在群资料里点一位成员，就可以处理。',
  by: (name: string, when: string) => `${name}，${when}`,
  until: (when: string) => `到 ${when} 为止`,
  forGood: '直到解除',
  over: '已到期',
  lifted: (when: string) => `${when} 解除`,
  liftWords: (words: string) => `解除说明：${words}`,
  lift: '解除',
  liftTitle: (kind: SanctionKind, name: string) => `解除对 ${name} 的${KIND_TEXT[kind]}`,
  liftReason: '说一句为什么（可以不写，本人会看到）',
  liftDone: '已解除，并告诉了本人',
}

export const SANCTION_BEGINNINGS: readonly { chip: string; words: string }[] = [
  { chip: '反复广告', words: '提醒过以后，还是在群里发广告。' },
  { chip: '骂人', words: '在群里骂人，伤了邻里和气。' },
  { chip: '刷屏', words: '连着发了很多条，邻居没法看别的消息。' },
  { chip: '传谣', words: '传没有核实的消息，让邻居担心。' },
]

export const APPEAL_TEXT = {
  waiting: '等着答复的申诉',
  says: (words: string) => `本人申诉：${words}`,
  mine: (words: string, when: string) => `您在 ${when} 申诉：${words}`,
  answer: (words: string) => `答复：${words}`,
  noAnswer: '居委会另一位同事正在看，有答复会告诉您。',
  another: '这是您作出的处理，申诉要由另一位同事答复。',
  uphold: '维持',
  lift: '解除',
  title: { uphold: '维持原来的处理', lift: '解除这项处理' },
  words: '答复（本人会看到这句话）',
  send: { uphold: '维持，告诉本人', lift: '解除，告诉本人' },
  done: { uphold: '已答复：维持', lift: '已答复：解除' },
  beginnings: {
    uphold: [
      { chip: '核对过', words: '我们核对了当时的消息，情况属实，维持原来的处理。' },
      { chip: '到期恢复', words: '到时间会自动恢复，以后请多体谅邻居。' },
    ],
    lift: [
      { chip: '误会', words: '核对过了，是我们误会了，向您道歉。' },
      { chip: '已说明', words: '情况已经说清楚了，提前解除，以后请多体谅邻居。' },
    ],
  },
  act: '申诉',
  actTitle: '申诉',
  mineWords: '您想说明的',
  mineHint: '当时是什么情况、为什么觉得不该这样处理。会由另一位同事来看。',
  once: '申诉只能提一次，想好再交；写了一半会留着。',
  missing: '先写下您想说明的',
  actSend: '交给居委会',
  ask: '现在交上去？',
  askWords: '申诉只能提一次，交上去就不能改了。',
  actDone: '已交上去，有答复会告诉您',
  full: '手机存满了，写的内容没有存下来，请先清理一下。',
}

/** Answering who asks for another look at a hidden message. */
export const HIDDEN_TEXT = {
  another: '这条是您隐藏的，或是您自己发的，申诉要由另一位同事答复。',
  keep: '仍然隐藏',
  restore: '恢复显示',
  title: { keep: '仍然隐藏这条消息', restore: '恢复显示这条消息' },
  send: { keep: '仍然隐藏，告诉本人', restore: '恢复显示，告诉本人' },
  done: { keep: '已答复：仍然隐藏', restore: '已恢复显示，也告诉了本人' },
  beginnings: {
    keep: [{ chip: '核对过', words: '我们又核对了一遍，这条消息还是不合适放在群里。' }],
    restore: [{ chip: '误会', words: '核对过了，是我们误会了，向您道歉。' }],
  },
}

export const COMMENT_TEXT = {
  title: '公告下的评论',
  under: (title: string) => `公告“${title}”`,
  done: {
    'let-through': '已放行，也告诉了评论的邻居',
    refuse: '没有通过，评论的邻居会看到原因',
  },
}

export const KEYWORD_TEXT = {
  why: '消息里有这些词，会先拦下，等有人看过再发出去。居委会的消息不拦。',
  field: '新的敏感词',
  hint: '比如：代开发票',
  add: '加上',
  added: (words: string) => `已加上“${words}”`,
  empty: '还没有敏感词',
  emptyHint: '常见的骗术、广告用语可以加进来。太常用的词会拦下很多正常的消息。',
  made: (name: string, when: string) => `${name}，${when}加的`,
  remove: '去掉',
  removeLabel: (words: string) => `去掉“${words}”`,
  askTitle: (words: string) => `去掉“${words}”？`,
  askWords: '以后带这个词的消息会直接发出去，已经拦下的还等着处理。',
  removed: (words: string) => `已去掉“${words}”`,
  undo: '撤销',
}

export const LOG_TEXT = {
  empty: '还没有记录',
  emptyHint: '每一次处理都会记在这里，被处理的人看得到自己的那部分。',
  somebody: '一位邻居',
  neighbour: '有邻居',
  check: '内容检查',
  reason: (words: string) => `原因：${words}`,
  keyword: (words: string) => `词：${words}`,
  said: (words: string) => `说明：${words}`,
  open: '去看这条消息',
}

/** One line of the log, as one would say it. */
export const ACT_TEXT = {
  report: (who: string, whom: string) => `${who}举报了 ${whom} 的消息`,
  hold: (_: string, whom: string) => `${whom} 的消息先拦下了`,
  'let-through': (who: string, whom: string) => `${who} 放行了 ${whom} 的消息`,
  refuse: (who: string, whom: string) => `${who} 没有通过 ${whom} 的消息`,
  hide: (who: string, whom: string) => `${who} 隐藏了 ${whom} 的消息`,
  show: (who: string, whom: string) => `${who} 恢复显示 ${whom} 的消息`,
  dismiss: (who: string, whom: string) => `${who} 看过举报，${whom} 的消息不用处理`,
  mute: (who: string, whom: string) => `${who} 让 ${whom} 暂停发言`,
  remove: (who: string, whom: string) => `${who} 把 ${whom} 移出群聊`,
  lift: (who: string, whom: string) => `${who} 解除了对 ${whom} 的处理`,
  appeal: (_: string, whom: string) => `${whom} 提出申诉`,
  uphold: (who: string, whom: string) => `${who} 答复 ${whom} 的申诉：维持`,
  'add-keyword': (who: string) => `${who} 加了一个敏感词`,
  'remove-keyword': (who: string) => `${who} 去掉了一个敏感词`,
} satisfies Record<OrderAct, (who: string, whom: string) => string>

export const RECORD_TEXT = {
  empty: '没有处理记录',
  emptyHint: '您的发言没有被居委会处理过。要是有，原因和申诉的办法都会写在这里。',
  signedOut: '登录并加入社区后，可以看居委会对自己发言的处理。',
  now: '正在生效',
  past: '以前的',
  log: '经过',
  hidden: '被隐藏的消息',
  hiddenMine: (isHidden: boolean) => (isHidden ? '您的消息被隐藏' : '您的消息已恢复显示'),
  logFoot: '记录至少保存六个月。里面没有您说过的话，只有处理和原因。',
  kind: { mute: '您被暂停发言', remove: '您被移出群聊' } satisfies Record<SanctionKind, string>,
  pastKind: { mute: '暂停发言', remove: '移出群聊' } satisfies Record<SanctionKind, string>,
  me: '您',
}

export const WHY_TEXT = {
  muted: (until: string) => `您暂停发言，到 ${until} 恢复`,
  removed: '您被移出了这个群',
  removedAll: '您被移出了本社区的所有群',
  reason: (words: string) => `原因：${words}`,
  appeal: '看记录、申诉',
  look: '看群务记录',
}
