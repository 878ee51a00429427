import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import OrderRecordPage from '@/resident/order-record/index'
import { WhyMuted, WhyNotHere } from '@/features/order/components/why-not'
import { ReportSheet } from '@/features/order/components/report-sheet'
import { keepSession } from '@/stores/session'
import { whereTo } from '@/features/inbox/where-to'
import { EXAMPLES } from '../../contract/examples'
import type { Sanction } from '../../contract/order'
import { GUANGXIMEN, session } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'

const mine = (change: Partial<Sanction> = {}): Sanction => ({
  ...EXAMPLES.sanctionMember.output,
  reason: '连着发了三条广告',
  until: '2027-11-24T02:00:00Z',
  mayAppeal: true,
  ...change,
})
const record = (...sanctions: Sanction[]) =>
  server.answers('myOrderRecord', {
    sanctions,
    hidden: [],
    items: EXAMPLES.myOrderRecord.output.items,
  })
const openPage = () => {
  keepSession(session(), 0)
  phone.openAt(`/resident/order-record/index?communityId=${GUANGXIMEN}`)
  return render(<OrderRecordPage />)
}
const tap = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))
const say = async (name: string) => {
  const dialog = await waitFor(() => {
    const open = document.querySelector('dialog.ask')
    if (!open) throw new Error('nothing is asked')
    return open as HTMLElement
  })
  fireEvent.click(within(dialog).getByText(name))
}

test('one reads what was decided, why and until when, and the whole log', async () => {
  record(mine())
  openPage()
  expect(await screen.findByText('您被暂停发言')).toBeTruthy()
  expect(screen.getAllByText('原因：连着发了三条广告').length).toBeGreaterThan(0)
  expect(screen.getByText(/到 11月24日/)).toBeTruthy()
  expect(screen.getByText(/让您暂停发言/)).toBeTruthy()
})

test('one appeals once: what was begun is kept, asked about, and sent', async () => {
  record(mine())
  server.answers('appealSanction', () => {
    const appealed = mine({
      mayAppeal: false,
      appealWords: '我没有发广告',
      appealedAt: '2026-11-23T03:00:00Z',
    })
    record(appealed)
    return appealed
  })
  const page = openPage()
  await tap('申诉')
  const field = () => screen.findByLabelText('您想说明的')
  fireEvent.change(await field(), { target: { value: '我没有发广告' } })
  page.unmount()

  openPage()
  await tap('申诉')
  expect(((await field()) as HTMLTextAreaElement).value).toBe('我没有发广告')
  await tap('交给居委会')
  await say('取消')
  expect(server.asked('appealSanction')).toEqual([])
  await tap('交给居委会')
  await say('交给居委会')

  expect(await screen.findByText(/您在 .* 申诉：我没有发广告/)).toBeTruthy()
  expect(screen.getByText('居委会另一位同事正在看，有答复会告诉您。')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '申诉' })).toBeNull()
})

test('a hidden message is appealed against once, and the answer stands under it', async () => {
  const hidden = { ...EXAMPLES.appealMessage.output, appealWords: null, appealedAt: null }
  const answers = (one: typeof EXAMPLES.appealMessage.output) =>
    server.answers('myOrderRecord', { sanctions: [], hidden: [one], items: [] })
  answers({ ...hidden, mayAppeal: true })
  server.answers('appealMessage', () => {
    answers(EXAMPLES.answerMessageAppeal.output)
    return EXAMPLES.appealMessage.output
  })
  openPage()
  expect(await screen.findByText('您的消息被隐藏')).toBeTruthy()
  expect(screen.getByText('原因：里面有别人的门牌')).toBeTruthy()
  await tap('申诉')
  fireEvent.change(await screen.findByLabelText('您想说明的'), {
    target: { value: '那是我自己家的门牌。' },
  })
  await tap('交给居委会')
  await say('交给居委会')

  expect(await screen.findByText('您的消息已恢复显示')).toBeTruthy()
  expect(screen.getByText('答复：核对过了，是自己家的。')).toBeTruthy()
  expect(server.asked('appealMessage')[0]?.body).toMatchObject({ words: '那是我自己家的门牌。' })
  expect(screen.queryByRole('button', { name: '申诉' })).toBeNull()
})

test('an answer is read where the appeal stands', async () => {
  record(
    mine({
      mayAppeal: false,
      appealWords: '我没有',
      appealedAt: '2026-11-23T03:00:00Z',
      appealAnswer: '核对过了，维持',
      appealAnsweredAt: '2026-11-23T04:00:00Z',
    }),
  )
  openPage()
  expect(await screen.findByText('答复：核对过了，维持')).toBeTruthy()
})

test('whoever was never judged reads that', async () => {
  server.answers('myOrderRecord', { sanctions: [], hidden: [], items: [] })
  openPage()
  expect(await screen.findByText('没有处理记录')).toBeTruthy()
})

test('news about order lead to one’s record, and to the desk', () => {
  const [item] = EXAMPLES.listInbox.output.items
  const about = (kind: 'order-about-me' | 'order-waiting') =>
    whereTo({
      ...item!, // an example has one
      kind,
      communityId: GUANGXIMEN,
      ticketId: null,
      announcementId: null,
    })
  expect(about('order-about-me').page).toBe('resident/order-record/index')
  expect(about('order-waiting').page).toBe('desk/order/index')
})

describe('in the talk', () => {
  const props = { communityId: GUANGXIMEN, groupId: mine().groupId ?? '', onNews: () => undefined }

  test('who is silenced reads until when and why, and finds the way to appeal', async () => {
    record(mine())
    const onRecord = jest.fn()
    keepSession(session(), 0)
    render(<WhyMuted {...props} until="2027-11-24T02:00:00Z" onRecord={onRecord} />)
    expect(await screen.findByText('原因：连着发了三条广告')).toBeTruthy()
    expect(screen.getByText(/您暂停发言，到 11月24日/)).toBeTruthy()
    fireEvent.click(screen.getByRole('link', { name: '看记录、申诉' }))
    expect(onRecord).toHaveBeenCalled()
  })

  test('who was removed reads why; who is not here for another reason reads that', async () => {
    keepSession(session(), 0)
    record(mine({ kind: 'remove', until: null }))
    const page = render(<WhyNotHere {...props} onRecord={() => undefined} otherwise="不在群里" />)
    expect(await screen.findByText('您被移出了这个群')).toBeTruthy()
    page.unmount()

    record(mine({ kind: 'remove', isInForce: false }))
    render(<WhyNotHere {...props} onRecord={() => undefined} otherwise="不在群里" />)
    expect(await screen.findByText('不在群里')).toBeTruthy()
  })

  test('pointing out needs a reason, and 其他 some words', async () => {
    keepSession(session(), 0)
    server.answers('reportMessage', { ok: true })
    const onClose = jest.fn()
    const place = { communityId: GUANGXIMEN, groupId: props.groupId, seq: 3 }
    render(<ReportSheet place={place} onClose={onClose} />)
    await tap('交给居委会看')
    fireEvent.click(await screen.findByRole('radio', { name: '其他' }))
    await tap('交给居委会看')
    expect(server.asked('reportMessage')).toEqual([])

    fireEvent.change(await screen.findByLabelText('请说说哪里不合适'), {
      target: { value: '冒充居委会' },
    })
    await tap('交给居委会看')
    await waitFor(() => expect(onClose).toHaveBeenCalled())
    expect(server.asked('reportMessage')[0]?.body).toMatchObject({
      reason: 'other',
      words: '冒充居委会',
    })
  })
})
