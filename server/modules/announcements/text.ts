/** What people read about announcements. */
export const ANNOUNCEMENT_TEXT = {
  /** An operator has no nickname in any community. */
  street: '街道',
  gone: '已注销',
  announced: (title: string) => ({ title: '社区公告', words: title }),
  reminded: (title: string) => ({ title: '还有一条公告没看', words: title }),
  commentHeld: (title: string) => ({
    title: '您的一条评论先收起了',
    words: `您在公告“${title}”下的评论要等居委会看过才显示，看完会告诉您。`,
  }),
  commentWaits: (title: string) => ({
    title: '有评论等您过目',
    words: `公告“${title}”下有一条评论先拦下了，请看看能不能显示。`,
  }),
  commentLetThrough: (title: string) => ({
    title: '您的评论已经显示',
    words: `居委会看过了，您在公告“${title}”下的评论大家都能看到了。`,
  }),
  commentRefused: (title: string, reason: string) => ({
    title: '您的一条评论没有通过',
    words: `在公告“${title}”下。原因：${reason}`,
  }),
}
