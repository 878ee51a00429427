import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import OrderPage from '@/desk/order/index'
import { keepSession } from '@/stores/session'
import { EXAMPLES } from '../../contract/examples'
import type { HeldComment, HiddenMessage, OrderItem, Sanction } from '../../contract/order'
import { GUANGXIMEN, membership, session } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'

const CHEN = '019aa000-0000-7000-8000-000000000002'
const held = (change: Partial<OrderItem> = {}): OrderItem => ({
  message: {
    ...EXAMPLES.getMessage.output,
    seq: 7,
    state: 'held',
    holdReason: 'keyword',
    authorId: CHEN,
    authorName: '8-1 陈',
    authorRole: 'resident',
    words: '代开发票，找我',
    photos: [],
    quote: null,
    ticket: null,
    place: null,
  },
  groupName: '3号楼邻里群',
  reports: [],
  reportCount: 0,
  ...change,
})
const reported = (): OrderItem => ({
  message: { ...held().message, seq: 8, state: 'shown', holdReason: null, words: '专业通下水' },
  groupName: '3号楼邻里群',
  reports: [
    { reason: 'ad', words: '天天发', at: '2026-11-23T01:00:00Z' },
    { reason: 'ad', words: '', at: '2026-11-23T01:01:00Z' },
  ],
  reportCount: 2,
})
const appeal = (change: Partial<Sanction> = {}): Sanction => ({
  ...EXAMPLES.sanctionMember.output,
  appealWords: '我没有刷屏',
  appealedAt: '2026-11-23T03:00:00Z',
  mayAnswer: true,
  ...change,
})
const queue = (
  items: OrderItem[],
  appeals: Sanction[] = [],
  messageAppeals: HiddenMessage[] = [],
  comments: HeldComment[] = [],
) =>
  server.answers('listOrderQueue', {
    items,
    appeals,
    messageAppeals,
    comments,
    count: items.length + appeals.length + messageAppeals.length + comments.length,
  })

const openPage = () => {
  keepSession(session({ memberships: [membership({ role: 'moderator' })] }), 0)
  phone.openAt(`/desk/order/index?communityId=${GUANGXIMEN}`)
  render(<OrderPage />)
}
const tap = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole('button', { name }))
const openTab = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole('tab', { name }))
const write = async (label: string, value: string) =>
  fireEvent.change(await screen.findByLabelText(label), { target: { value } })
/** Answers the question that stands over the page. */
const say = async (name: string) => {
  const dialog = await waitFor(() => {
    const open = document.querySelector('dialog.ask')
    if (!open) throw new Error('nothing is asked')
    return open as HTMLElement
  })
  fireEvent.click(within(dialog).getByText(name))
}

test('a held message shows its words, where, by whom and why, and is let through with one tap', async () => {
  queue([held()])
  server.answers('judgeMessage', () => {
    queue([])
    return { ...held().message, state: 'shown' }
  })
  openPage()
  for (const words of ['代开发票，找我', '8-1 陈', '已拦下，群里还看不到', '含有敏感词'])
    expect(await screen.findByText(words)).toBeTruthy()

  await tap('放行')

  expect(await screen.findByText('已放行，群里都能看到了，也告诉了发言的邻居。')).toBeTruthy()
  expect(server.asked('judgeMessage')[0]).toMatchObject({
    params: { seq: '7' },
    body: { act: 'let-through' },
  })
  // What was done can be mended in its place.
  expect(await screen.findByRole('button', { name: '隐藏' })).toBeTruthy()
})

test('refusing asks for a reason and sends none without; a ready-made one is what the author reads', async () => {
  queue([held()])
  server.answers('judgeMessage', { ...held().message, state: 'refused' })
  openPage()
  await tap('不通过')
  await tap('不通过，告诉他原因')
  expect(server.asked('judgeMessage')).toEqual([])

  await tap('广告')
  await tap('不通过，告诉他原因')

  await waitFor(() => expect(server.asked('judgeMessage')).toHaveLength(1))
  expect(server.asked('judgeMessage')[0]?.body).toMatchObject({
    act: 'refuse',
    reason: '群里不发广告，有闲置或求助请发到相应的兴趣群。',
  })
})

test('what neighbours pointed out is counted, their words are read, and it can be left as it is', async () => {
  queue([reported()])
  server.answers('judgeMessage', () => {
    queue([])
    return reported().message
  })
  openPage()
  for (const words of ['2 人举报', '广告 2', '“天天发”'])
    expect(await screen.findByText(words)).toBeTruthy()

  await tap('不用处理')

  expect(await screen.findByText(/举报已了结/)).toBeTruthy()
  expect(server.asked('judgeMessage')[0]?.body).toMatchObject({ act: 'dismiss' })
  expect(screen.queryByRole('button', { name: '隐藏' })).toBeNull()
})

test('pressed again after a lost answer it is one act; done again later it is another', async () => {
  const { message } = held()
  queue([held()])
  server.refuses('judgeMessage', 'unavailable')
  openPage()
  await tap('放行')
  await waitFor(() => expect(phone.toasts).toHaveLength(1))
  server.answers('judgeMessage', ({ body }) => {
    queue([])
    return { ...message, state: body.act === 'hide' ? 'hidden' : 'shown' }
  })
  await tap('放行')
  const hide = async () => {
    await tap('隐藏')
    await tap('刷屏')
    await tap('隐藏，告诉他原因')
  }
  await hide()
  await tap('恢复显示')
  await hide()
  expect(await screen.findByRole('button', { name: '恢复显示' })).toBeTruthy()

  const sent = server.asked('judgeMessage').map(({ body }) => [body.act, body.commandId])
  const [[, lost], ...done] = sent as [string[], ...string[][]] // at least the lost one
  const ids = done.map(([, id]) => id)
  expect(ids[0]).toBe(lost)
  expect(done.map(([act]) => act)).toEqual(['let-through', 'hide', 'show', 'hide'])
  expect(new Set(ids).size).toBe(4)
})

test('what was left as it is and is pointed at once more waits anew', async () => {
  queue([reported()])
  server.answers('judgeMessage', () => {
    queue([])
    return reported().message
  })
  openPage()
  await tap('不用处理')
  expect(await screen.findByText(/举报已了结/)).toBeTruthy()
  server.welcomes([GUANGXIMEN])

  queue([reported()])
  server.announces(GUANGXIMEN, { name: 'order.changed' })

  expect(await screen.findByRole('button', { name: '不用处理' })).toBeTruthy()
  expect(screen.queryByText(/举报已了结/)).toBeNull()
})

test('one’s own message is left to a colleague', async () => {
  const { message } = held()
  queue([held({ message: { ...message, authorId: session().me.personId } })])
  openPage()
  expect(await screen.findByText('自己发的消息，请另一位同事来看。')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '放行' })).toBeNull()
})

test('when a colleague was quicker it says so, and the message goes from the list', async () => {
  queue([held()])
  server.answers('judgeMessage', () => {
    queue([])
    return server.refusing('message-decided')
  })
  openPage()
  await tap('放行')

  expect(await screen.findByText('没有等着处理的消息')).toBeTruthy()
  expect(phone.toasts).toEqual([expect.stringContaining('已经有人处理过了')])
})

test('what comes meanwhile appears by itself, is counted and announced', async () => {
  queue([])
  openPage()
  expect(await screen.findByText('没有等着处理的消息')).toBeTruthy()
  server.welcomes([GUANGXIMEN])

  queue([held()])
  server.announces(GUANGXIMEN, { name: 'order.changed' })

  expect(await screen.findByText('“3号楼邻里群”里有新的消息要看')).toBeTruthy()
  expect(screen.getByRole('tab', { name: '待处理 1' })).toBeTruthy()
})

test('the author is silenced from the queue: time, reason, and one more question', async () => {
  queue([held()])
  server.answers('sanctionMember', EXAMPLES.sanctionMember.output)
  openPage()
  await tap('禁言或移出 8-1 陈')
  fireEvent.click(await screen.findByRole('radio', { name: '7 天' }))
  await write('原因（本人会看到这句话）', '提醒过还发')
  await tap('禁言')
  await say('取消')
  expect(server.asked('sanctionMember')).toEqual([])

  await tap('禁言')
  await say('禁言')

  await waitFor(() => expect(server.asked('sanctionMember')).toHaveLength(1))
  expect(server.asked('sanctionMember')[0]).toMatchObject({
    params: { personId: CHEN },
    body: { kind: 'mute', time: '7d', groupId: held().message.groupId, reason: '提醒过还发' },
  })
})

test('a removal from all groups carries neither time nor group', async () => {
  queue([held()])
  server.answers('sanctionMember', EXAMPLES.sanctionMember.output)
  openPage()
  await tap('禁言或移出 8-1 陈')
  fireEvent.click(await screen.findByRole('radio', { name: '移出' }))
  fireEvent.click(await screen.findByRole('radio', { name: '本社区所有群' }))
  expect(screen.queryByRole('radio', { name: '7 天' })).toBeNull()
  await tap('反复广告')
  await tap('移出')
  await say('移出')

  await waitFor(() => expect(server.asked('sanctionMember')).toHaveLength(1))
  const body = server.asked('sanctionMember')[0]?.body
  expect(body).toMatchObject({ kind: 'remove', reason: '提醒过以后，还是在群里发广告。' })
  expect(body).not.toHaveProperty('time')
  expect(body).not.toHaveProperty('groupId')
})

test('an appeal is answered with words; whoever decided leaves it to another', async () => {
  queue(
    [],
    [appeal(), appeal({ sanctionId: '019aa000-0000-7000-8000-0000000000f2', mayAnswer: false })],
  )
  server.answers('answerAppeal', appeal({ isInForce: false }))
  openPage()
  expect(await screen.findAllByText('本人申诉：我没有刷屏')).toHaveLength(2)
  expect(screen.getByText('这是您作出的处理，申诉要由另一位同事答复。')).toBeTruthy()

  fireEvent.click(screen.getAllByRole('button', { name: '解除' })[0]!) // found above
  await tap('误会')
  await tap('解除，告诉本人')

  await waitFor(() => expect(server.asked('answerAppeal')).toHaveLength(1))
  expect(server.asked('answerAppeal')[0]?.body).toMatchObject({
    answer: 'lift',
    words: '核对过了，是我们误会了，向您道歉。',
  })
})

test('who asks about a hidden message is answered with words; whoever hid it leaves it to another', async () => {
  const hidden = { ...EXAMPLES.appealMessage.output, mayAnswer: true }
  const mine = { ...hidden, message: { ...hidden.message, seq: 8 }, mayAnswer: false }
  queue([], [], [hidden, mine])
  server.answers('answerMessageAppeal', EXAMPLES.answerMessageAppeal.output)
  openPage()
  expect(await screen.findAllByText('本人申诉：那是我自己家的门牌。')).toHaveLength(2)
  expect(screen.getByText(/这条是您隐藏的/)).toBeTruthy()

  fireEvent.click(screen.getAllByRole('button', { name: '恢复显示' })[0]!) // found above
  await tap('误会')
  await tap('恢复显示，告诉本人')

  await waitFor(() => expect(server.asked('answerMessageAppeal')).toHaveLength(1))
  expect(server.asked('answerMessageAppeal')[0]?.body).toMatchObject({
    answer: 'restore',
    words: '核对过了，是我们误会了，向您道歉。',
  })
})

test('a held comment is let through, or refused with a reason', async () => {
  const held: HeldComment = {
    announcementId: EXAMPLES.getAnnouncement.output.announcementId,
    title: '明天停水',
    commentId: EXAMPLES.commentAnnouncement.output.commentId,
    authorName: '3-2 林',
    words: '加我好友领水',
    at: '2026-11-23T03:00:00Z',
    isMine: false,
  }
  queue([], [], [], [held])
  server.answers('judgeAnnouncementComment', { ok: true as const })
  openPage()
  expect(await screen.findByText('加我好友领水')).toBeTruthy()
  await tap('放行')
  await waitFor(() => expect(server.asked('judgeAnnouncementComment')).toHaveLength(1))
  await tap('不通过')
  await tap('广告')
  await tap('不通过，告诉他原因')
  await waitFor(() => expect(server.asked('judgeAnnouncementComment')).toHaveLength(2))
  expect(server.asked('judgeAnnouncementComment').map(({ body }) => body.act)).toEqual([
    'let-through',
    'refuse',
  ])
})

test('a word is added, taken away after a question, and brought back', async () => {
  queue([])
  const [rule] = EXAMPLES.listKeywordRules.output.items
  server.answers('listKeywordRules', { items: [rule!] }) // an example has one
  server.answers('addKeywordRule', { items: [] })
  server.answers('removeKeywordRule', () => {
    server.answers('listKeywordRules', { items: [] })
    return { items: [] }
  })
  openPage()
  await openTab('敏感词')
  await tap('去掉“代开发票”')
  await say('去掉')
  expect(await screen.findByText('还没有敏感词')).toBeTruthy()

  await tap('撤销')
  await waitFor(() => expect(server.asked('addKeywordRule')).toHaveLength(1))
  expect(server.asked('addKeywordRule')[0]?.body.words).toBe('代开发票')
})

test('a sanction is lifted with or without words', async () => {
  queue([])
  server.answers('listSanctions', { items: [EXAMPLES.sanctionMember.output] })
  server.answers('liftSanction', () => {
    server.answers('listSanctions', { items: [] })
    return EXAMPLES.sanctionMember.output
  })
  openPage()
  await openTab('禁言与移出')
  await tap('解除')
  fireEvent.click((await screen.findAllByRole('button', { name: '解除' })).at(-1)!) // in the sheet

  expect(await screen.findByText('没有人被禁言或移出')).toBeTruthy()
  expect(server.asked('liftSanction')[0]?.body).not.toHaveProperty('words')
})

test('the log is read page by page', async () => {
  queue([])
  const [entry] = EXAMPLES.listOrderActs.output.items
  server.answers('listOrderActs', ({ query }) =>
    query.before
      ? { items: [{ ...entry!, actId: 'older', act: 'hide', messageSeq: 3 }], next: null } // as above
      : { items: [entry!], next: 'cursor' },
  )
  openPage()
  await openTab('记录')
  await tap('加载更多')

  expect(await screen.findByText(/隐藏了/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: '加载更多' })).toBeNull()
  fireEvent.click(screen.getByRole('link', { name: '去看这条消息' }))
  expect(phone.page).toBe(
    `/talk/chat/index?communityId=${GUANGXIMEN}&groupId=${entry?.groupId}&seq=3`,
  )
})

test('a resident is told whose page this is, and nothing is asked of the server', async () => {
  keepSession(session(), 0)
  phone.openAt(`/desk/order/index?communityId=${GUANGXIMEN}`)
  render(<OrderPage />)
  expect(await screen.findByText('这里是居委会的工作台')).toBeTruthy()
  expect(server.asked('listOrderQueue')).toEqual([])
})
