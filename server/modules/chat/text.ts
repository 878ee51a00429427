/** What people read about the talk in groups. */
export const CHAT_TEXT = {
  street: '街道',
  gone: '已注销',
  restOfPhotos: '（接上面，其余的照片）',
  quoteGone: '引用的消息已看不到了',
  /** A message without words, in one word. */
  kind: { words: '', photos: '[图片]', place: '[位置]', ticket: '[工单]' },
}
