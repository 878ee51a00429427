/** The words of reading announcements. */
export const ANNOUNCEMENTS_TEXT = {
  pinned: '置顶',
  empty: '还没有公告',
  emptyHint: '居委会发了通知，会在这里，也会放进您的消息。',
  by: (author: string, when: string) => `${author} · ${when}`,
  more: '看更早的',
}
