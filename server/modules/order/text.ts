import type { SanctionKind } from '../../../domain/group/names'

const WHAT = { mute: '暂停发言', remove: '移出群聊' } as const satisfies Record<
  SanctionKind,
  string
>

/** What people read about order in the groups. */
export const ORDER_TEXT = {
  everyGroup: '本社区的所有群',
  street: '街道',
  gone: '已注销',
  waitsHeld: (group: string) => ({
    title: '有消息等您过目',
    words: `“${group}”里有一条消息先拦下了，请看看能不能发。`,
  }),
  waitsReport: (group: string) => ({
    title: '有邻居举报消息',
    words: `“${group}”里有一条消息被举报，请看看。`,
  }),
  waitsAppeal: { title: '有人申诉', words: '对群里的处理有申诉，请另一位同事看看。' },
  checkedAway: (group: string) => ({
    title: '您的一条消息先收起了',
    words: `您在“${group}”的一条消息要等居委会看过才显示，看完会告诉您。`,
  }),
  refused: (group: string, reason: string) => ({
    title: '您的一条消息没有发出',
    words: `在“${group}”。原因：${reason}`,
  }),
  letThrough: (group: string) => ({
    title: '您的消息已经发出',
    words: `居委会看过了，您在“${group}”的消息大家都能看到了。`,
  }),
  hidden: (group: string, reason: string) => ({
    title: '您的一条消息被隐藏',
    words: `在“${group}”。原因：${reason} 有异议可在“群务记录”里申诉一次。`,
  }),
  restored: (group: string, words: string) => ({
    title: '您的消息恢复显示',
    words: `看过您的申诉，您在“${group}”的消息大家又能看到了：${words}`,
  }),
  keptHidden: (group: string, words: string) => ({
    title: '您的申诉有了答复',
    words: `您在“${group}”的消息仍然隐藏：${words}`,
  }),
  shownAgain: (group: string) => ({
    title: '您的消息恢复显示',
    words: `您在“${group}”被隐藏的消息，大家又能看到了。`,
  }),
  sanctioned: (kind: SanctionKind, where: string, until: string | null, reason: string) => ({
    title: kind === 'mute' ? '您被暂停发言' : '您被移出群聊',
    words: `范围：${where}。${until ? `到${until}为止。` : ''}原因：${reason}。有异议可在“群务记录”里申诉一次。`,
  }),
  lifted: (kind: SanctionKind, where: string, words: string) => ({
    title: `已解除${WHAT[kind]}`,
    words: `范围：${where}。${words}`,
  }),
  upheld: (kind: SanctionKind, words: string) => ({
    title: '您的申诉有了答复',
    words: `${WHAT[kind]}维持不变：${words}`,
  }),
  /** In the community’s own time, whatever the server’s is. */
  time: (at: Date) =>
    new Intl.DateTimeFormat('zh-CN', {
      timeZone: 'Asia/Shanghai',
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hour12: false,
    }).format(at),
}
