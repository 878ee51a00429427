/** The words of the inbox. */
export const INBOX_TEXT = {
  nothing: '还没有消息',
  nothingHint: '您报的事有进展、入群有结果、社区发公告，都会在这里告诉您。',
  nothingAct: '去报一件事',
  allRead: '全部标为已读',
  unread: (count: number) => `${count} 条未读`,
  noneUnread: '都看过了',
  more: '更早的消息',
  unreadOne: '未读',
  subscribeTitle: '在微信里提醒我',
  subscribeWhy:
    '轮到您看一看、办一办时，微信会发一条服务通知。微信规定同意一次只能提醒一次，所以过一阵会再问您。',
  subscribe: '开启提醒',
  subscribed: '好的，有进展会在微信里告诉您',
  subscribeNo: '没有开启。消息还是会在这里等着您。',
}
