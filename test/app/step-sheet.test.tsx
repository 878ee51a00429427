import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { DispatchPanel } from '@/features/tickets/components/dispatch-panel'
import { StepSheet } from '@/features/tickets/components/step-sheet'
import { useTicket } from '@/features/tickets/hooks'
import { useTickets } from '@/features/tickets/store'
import type { StepOffer, TicketDetail } from '../../contract/tickets'
import { server } from './support/server'
import { phone } from './support/taro'
import { detail, step } from './support/tickets'
import { openWindow } from './support/window'

const offer = (change: Partial<StepOffer> = {}): StepOffer => ({
  step: 'refuse',
  ok: true,
  reason: null,
  needs: ['words'],
  ...change,
})

/** The sheet as a page shows it: over the ticket that the store holds. */
const Open = ({ ticket, what }: { ticket: TicketDetail; what: StepOffer }) => {
  const { load } = useTicket(ticket.communityId, ticket.ticketId)
  if (load.is !== 'ready') return null
  return (
    <StepSheet
      ticket={load.ticket}
      offer={what}
      onDone={() => undefined}
      onClose={() => undefined}
    />
  )
}
const tap = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))

beforeEach(() => {
  openWindow('phone')
  useTickets.setState({ byId: {}, lists: {} })
})

test('when somebody else acted first, it says who did what, keeps the words, and closes the button with the reason', async () => {
  const before = detail({ version: 1, offers: [offer()] })
  const accepted = step({ seq: 2, step: 'accept', actorName: '居委会 何', toState: 'accepted' })
  server.answers('getTicket', before)
  render(<Open ticket={before} what={offer()} />)
  const words = await screen.findByLabelText('说明')
  fireEvent.change(words, { target: { value: '请找物业。' } })

  server.refuses('advanceTicket', 'ticket-changed')
  server.answers('getTicket', {
    ...before,
    version: 2,
    state: 'accepted',
    timeline: [...before.timeline, accepted],
    offers: [offer({ ok: false, reason: 'wrong-state' })],
  })
  await tap('不受理')

  expect(await screen.findByText('居委会 何：受理立案')).toBeTruthy()
  expect(screen.getByText(/您写的内容还在，可以改用“留言”发出去/)).toBeTruthy()
  expect(screen.getByDisplayValue('请找物业。')).toBeTruthy()
  expect(server.asked('advanceTicket')[0]?.body).toMatchObject({ seenVersion: 1 })
})

test('what came between is looked at before it is sent: the first tap shows it, the second sends', async () => {
  const before = detail({ version: 1, offers: [offer()] })
  server.answers('getTicket', before)
  render(<Open ticket={before} what={offer()} />)
  fireEvent.change(await screen.findByLabelText('说明'), { target: { value: '请找物业。' } })
  const after: TicketDetail = {
    ...before,
    version: 2,
    timeline: [...before.timeline, step({ seq: 2, step: 'recategorise', actorName: '居委会 何' })],
  }
  useTickets.setState({
    byId: { [`${before.communityId}/${before.ticketId}`]: { is: 'ready', ticket: after } },
  })
  server.answers('advanceTicket', { ...after, version: 3, state: 'refused' })

  await screen.findByText('居委会 何：改类别')
  await tap('不受理')
  expect(phone.toasts).toEqual(['刚有新进展，看一眼再提交'])
  expect(server.asked('advanceTicket')).toEqual([])

  await tap('不受理')
  await waitFor(() => expect(server.asked('advanceTicket')).toHaveLength(1))
  expect(server.asked('advanceTicket')[0]?.body).toMatchObject({ step: 'refuse', seenVersion: 2 })
})

test('a ready-made beginning never writes over what somebody wrote', async () => {
  const ticket = detail({ offers: [offer()] })
  server.answers('getTicket', ticket)
  render(<Open ticket={ticket} what={offer()} />)

  await tap('归物业管')
  const words: HTMLTextAreaElement = await screen.findByLabelText('说明')
  expect(words.value).toContain('小区物业负责')
  fireEvent.change(words, { target: { value: `${words.value} 电话 6401。` } })

  expect(screen.queryByRole('button', { name: '不归社区管' })).toBeNull()
})

test('what was typed is there again when the sheet was closed by a slip', async () => {
  const ticket = detail({ offers: [offer()] })
  server.answers('getTicket', ticket)
  const first = render(<Open ticket={ticket} what={offer()} />)
  fireEvent.change(await screen.findByLabelText('说明'), { target: { value: '请找物业。' } })
  first.unmount()

  render(<Open ticket={ticket} what={offer()} />)
  expect(await screen.findByDisplayValue('请找物业。')).toBeTruthy()
})

test('a suspension takes any day, as well as the three quick ones', async () => {
  const suspend = offer({ step: 'suspend', needs: ['words', 'date'] })
  const ticket = detail({ state: 'accepted', offers: [suspend] })
  server.answers('getTicket', ticket)
  server.answers('advanceTicket', { ...ticket, version: 2, state: 'suspended' })
  render(<Open ticket={ticket} what={suspend} />)
  fireEvent.change(await screen.findByLabelText('挑个日子'), { target: { value: '2027-03-01' } })
  fireEvent.change(screen.getByLabelText('说明'), { target: { value: '等开春施工' } })

  await tap('挂账')

  await waitFor(() => expect(server.asked('advanceTicket')).toHaveLength(1))
  const { untilAt } = server.asked('advanceTicket')[0]?.body ?? {}
  expect(new Date(untilAt ?? '').getDate()).toBe(1)
})

const NO_ROUTE = { won: null, passedOver: [], isCalendarKnown: true }
const BY_LOAD = {
  line: {
    ruleId: 'rule',
    categoryId: null,
    categoryGroup: null,
    gridCode: null,
    days: 'any' as const,
    weekdays: [],
    fromMinute: null,
    untilMinute: null,
    mode: 'by-load' as const,
    toPersonId: null,
    toDepartmentId: null,
    when: '任何类别 · 任何网格 · 任何时间',
    then: '派给本网格手上最少的网格员',
    isTargetGone: false,
  },
  toPersonId: 'zhou',
  toDepartmentId: null,
  toName: '网格员 周',
}

describe('dispatching', () => {
  const workers = [
    { personId: 'ma', name: '网格员 马', gridCodes: ['other'], openCount: 0 },
    { personId: 'zhou', name: '网格员 周', gridCodes: ['110105006041001'], openCount: 3 },
  ]

  test('one tap accepts and gives it to the grid’s own worker', async () => {
    const ticket = detail({ version: 1 })
    server.answers('listWorkers', { items: workers })
    server.answers('tryRouting', NO_ROUTE)
    server.answers('advanceTicket', { ...ticket, version: 3, state: 'dispatched' })
    render(<DispatchPanel ticket={ticket} />)

    await tap('受理，派给网格员 周')

    await waitFor(() => expect(server.asked('advanceTicket')).toHaveLength(1))
    expect(server.asked('advanceTicket')[0]?.body).toMatchObject({
      step: 'accept',
      seenVersion: 1,
      toPersonId: 'zhou',
    })
  })

  test('what the routing table says comes first, and can be overruled by hand', async () => {
    const ticket = detail({ version: 1 })
    server.answers('listWorkers', { items: workers })
    server.answers('tryRouting', { ...NO_ROUTE, won: BY_LOAD })
    server.answers('advanceTicket', { ...ticket, version: 3, state: 'dispatched' })
    render(<DispatchPanel ticket={ticket} />)
    await screen.findByText('按规则：派给本网格手上最少的网格员')
    fireEvent.click(screen.getByText('网格员 马'))
    expect(screen.getByRole('button', { name: '受理，派给网格员 马' })).toBeTruthy()
    fireEvent.click(screen.getByText('按规则：派给本网格手上最少的网格员'))

    await tap('受理，按规则派出')

    await waitFor(() => expect(server.asked('advanceTicket')).toHaveLength(1))
    const { body } = server.asked('advanceTicket')[0] ?? {}
    expect([body?.step, body?.toPersonId, body?.isHeld]).toEqual(['accept', undefined, undefined])
  })

  test('outside every grid nobody is chosen beforehand', async () => {
    server.answers('tryRouting', NO_ROUTE)
    server.answers('listWorkers', { items: workers })
    render(<DispatchPanel ticket={detail({ gridCode: null, gridName: null })} />)
    expect(await screen.findByText('先在上面选一位')).toBeTruthy()

    fireEvent.click(screen.getByText('网格员 马'))
    expect(screen.getByRole('button', { name: '受理，派给网格员 马' })).toBeTruthy()
  })
})

test('after a lost answer the same act is the same command to the letter, though the ticket has moved on meanwhile', async () => {
  const before = detail({ version: 1, offers: [offer()] })
  server.answers('getTicket', before)
  render(<Open ticket={before} what={offer()} />)
  fireEvent.change(await screen.findByLabelText('说明'), { target: { value: '请找物业。' } })
  // It arrives, but the answer does not.
  server.answers('advanceTicket', () => server.refusing('unavailable'))
  await tap('不受理')
  await waitFor(() => expect(phone.toasts).toHaveLength(1))

  const after: TicketDetail = { ...before, version: 2, state: 'refused' }
  useTickets.setState({
    byId: { [`${before.communityId}/${before.ticketId}`]: { is: 'ready', ticket: after } },
  })
  server.answers('advanceTicket', after)
  await waitFor(() =>
    expect(screen.getByRole('button', { name: '不受理' }).getAttribute('aria-disabled')).toBeNull(),
  )
  await tap('不受理')

  await waitFor(() => expect(server.asked('advanceTicket')).toHaveLength(2))
  const [first, second] = server.asked('advanceTicket')
  expect(second).toEqual(first)
})
