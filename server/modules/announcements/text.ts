/** What people read about announcements. */
export const ANNOUNCEMENT_TEXT = {
  /** An operator has no nickname in any community. */
  street: '街道',
  gone: '已注销',
  announced: (title: string) => ({ title: '社区公告', words: title }),
  reminded: (title: string) => ({ title: '还有一条公告没看', words: title }),
}
