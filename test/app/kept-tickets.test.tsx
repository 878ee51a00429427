import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import TicketPage from '@/resident/ticket/index'
import { StepSheetFor } from '@/features/tickets/components/step-sheet-for'
import { ticketAfter, wholeOf } from '@/features/tickets/after-kept'
import { KEPT_STEPS, newKeptStep } from '@/features/tickets/kept-steps'
import { readAhead, recallTicket } from '@/features/tickets/kept-tickets'
import { listenToTickets } from '@/features/tickets/live'
import { useTickets } from '@/features/tickets/store'
import { endSession, keepSession } from '@/stores/session'
import { stepsOpenTo } from '../../domain/ticket/machine'
import { TICKET_STATES } from '../../domain/ticket/names'
import { NOW, PEOPLE, ticketIn } from '../domain/people'
import { membership, session } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'
import { card, detail } from './support/tickets'
import { openWindow } from './support/window'

let stop: () => void
beforeEach(() => {
  openWindow('phone')
  stop = listenToTickets()
  useTickets.setState({ byId: {}, lists: {} })
  keepSession(session({ memberships: [membership({ role: 'worker' })] }), 0)
})
afterEach(() => stop())

const ticket = detail({ state: 'handling', assignedToMe: true })
const { communityId, ticketId } = ticket
const openPage = () => {
  phone.openAt(`/resident/ticket/index?communityId=${communityId}&ticketId=${ticketId}`)
  return render(<TicketPage />)
}

test('a ticket opened once opens again without a network, and says from when it is', async () => {
  server.answers('getTicket', ticket)
  const first = openPage()
  await screen.findByText('路灯')
  first.unmount()
  useTickets.setState({ byId: {}, lists: {} })

  server.goesDown()
  openPage()
  expect(await screen.findByText('路灯')).toBeTruthy()
  expect(screen.getByText(/没有刷新成功，看到的是/)).toBeTruthy()
})

test('what was dispatched to a worker is read ahead, once for each version', async () => {
  server.answers('getTicket', ticket)
  await readAhead([ticket, card({ assignedToMe: false })])
  await readAhead([ticket])
  expect(server.asked('getTicket')).toHaveLength(1)
  expect(recallTicket(ticket)?.ticket.number).toBe(ticket.number)
})

test('what one may see no longer is forgotten, and nothing stays for who signs in next', async () => {
  server.answers('getTicket', ticket)
  await readAhead([ticket])
  server.refuses('getTicket', 'ticket-private')
  openPage()
  await screen.findByText(/只有报的人和处理的人能看/)
  expect(recallTicket(ticket)).toBeNull()

  server.answers('getTicket', ticket)
  await readAhead([ticket])
  endSession('left')
  await waitFor(() => expect(phone.stored('tickets')).toBeUndefined())
})

test('a step opens from the list where the ticket itself cannot be read', async () => {
  server.goesDown()
  const known = card({ state: 'handling', assignedToMe: true })
  render(
    <StepSheetFor
      communityId={known.communityId}
      ticketId={known.ticketId}
      step="return"
      card={known}
      onDone={() => undefined}
      onClose={() => undefined}
    />,
  )
  fireEvent.change(await screen.findByLabelText('说明'), { target: { value: '不在我的网格' } })
  fireEvent.click(screen.getByRole('button', { name: '退回' }))
  await waitFor(() => expect(phone.toasts).toEqual(['没有网络，已存好；连上网自动送出']))
})

test('after a claim that waits, the ticket offers what comes next', () => {
  const dispatched = detail({ ...card({ state: 'dispatched' }), offers: [] })
  const after = ticketAfter(dispatched, [newKeptStep(dispatched, 'claim')])
  const open = after.offers.filter(({ ok }) => ok).map(({ step }) => step)
  expect([after.state, ...open]).toEqual(['handling', 'return', 'handle'])
})

test.each(TICKET_STATES)(
  'what the phone offers by a card in state %s is what the rules offer',
  (state) => {
    const me = PEOPLE.assignee
    const rules = stepsOpenTo(ticketIn(state, { assigneeId: me.personId }), me, NOW)
    const offers = wholeOf(card({ state, assignedToMe: true })).offers
    for (const name of KEPT_STEPS.filter((one) => one !== 'solve-on-the-spot')) {
      const rule = rules.find(({ step }) => step === name)
      const offer = offers.find(({ step }) => step === name)
      expect([name, offer?.ok, offer?.needs]).toEqual([name, rule?.ok, [...(rule?.needs ?? [])]])
    }
  },
)
