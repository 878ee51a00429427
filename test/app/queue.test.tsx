import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import QueuePage from '@/gridwork/queue/index'
import { listenToTickets } from '@/features/tickets/live'
import { useTickets } from '@/features/tickets/store'
import { keepSession } from '@/stores/session'
import type { CameBetween, TicketCard } from '../../contract/tickets'
import { GUANGXIMEN, membership, session } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'
import { card, detail, step } from './support/tickets'
import { openWindow } from './support/window'

let stop: () => void
beforeEach(() => {
  openWindow('phone')
  stop = listenToTickets()
  useTickets.setState({ byId: {}, lists: {} })
  keepSession(session({ memberships: [membership({ role: 'worker' })] }), 0)
})
afterEach(() => stop())

const queueIs = (...items: TicketCard[]) => {
  server.answers('listTickets', ({ query }) => ({
    items: query.view === 'queue' ? items : [],
    next: null,
  }))
  // Read ahead for where no network is.
  server.answers('getTicket', ({ params }) =>
    detail(items.find(({ ticketId }) => ticketId === params.ticketId)),
  )
}
const lamp = (change: Partial<TicketCard> = {}) =>
  card({ state: 'dispatched', assignedToMe: true, assigneeName: '网格员 周', ...change })
const openPage = () => {
  phone.openAt(`/gridwork/queue/index?communityId=${GUANGXIMEN}`)
  return render(<QueuePage />)
}
const tap = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))

test('a worker claims from the list with one tap, and the button becomes the next thing to do', async () => {
  const ticket = lamp()
  queueIs(ticket)
  server.answers('advanceTicket', () => {
    queueIs({ ...ticket, version: 2, state: 'handling' })
    return detail({ ...ticket, version: 2, state: 'handling' })
  })
  openPage()

  await tap('我来处理')

  expect(await screen.findByRole('button', { name: '办完了，拍照交差' })).toBeTruthy()
  expect(server.asked('advanceTicket')[0]?.body).toMatchObject({ step: 'claim', seenVersion: 1 })
})

test('when a colleague took it first, it says who and when, and nothing of it stays on the phone', async () => {
  const ticket = lamp({ assignedToMe: false })
  queueIs(ticket)
  const claim = step({ seq: 2, step: 'claim', actorName: '网格员 马', at: '2026-11-23T06:02:00Z' })
  server.refuses('advanceTicket', 'ticket-changed', {
    version: 2,
    state: 'handling',
    steps: [claim],
  } satisfies CameBetween)
  openPage()

  await tap('我来处理')

  await waitFor(() => expect(phone.toasts).toHaveLength(1))
  expect(phone.toasts[0]).toMatch(/^别人快了一步：已由网格员马于11月23日\d\d:02接单$/)
  expect(screen.queryByText('存在手机里的操作 1 项')).toBeNull()
})

test('a neighbour’s comment meanwhile does not cost a second tap', async () => {
  const ticket = lamp()
  queueIs(ticket)
  const steps = [step({ seq: 2, step: 'comment' })]
  server.answers('advanceTicket', ({ body }) => {
    if (body.seenVersion === 1)
      throw server.refusal('ticket-changed', { version: 2, state: 'dispatched', steps })
    return detail({ ...ticket, version: 3, state: 'handling' })
  })
  openPage()

  await tap('我来处理')

  await waitFor(() => expect(phone.toasts).toEqual(['接单了，去办吧']))
})

test('without a network the list that was read last is there, and says from when it is', async () => {
  queueIs(lamp())
  const first = openPage()
  await screen.findByText('3号楼')
  first.unmount()
  useTickets.setState({ byId: {}, lists: {} })

  server.goesDown()
  openPage()

  expect(await screen.findByText('3号楼')).toBeTruthy()
  expect(await screen.findByText(/没有刷新成功，看到的是/)).toBeTruthy()
})

test('what is dispatched while the list is open appears by itself and is said', async () => {
  queueIs()
  openPage()
  await screen.findByText('手上没有待办的工单')
  server.welcomes([GUANGXIMEN])

  const ticket = lamp()
  queueIs(ticket)
  server.announces(GUANGXIMEN, {
    name: 'ticket.changed',
    ticketId: ticket.ticketId,
    version: 2,
    state: 'dispatched',
  })

  expect((await screen.findAllByText('新派来：路灯，3号楼')).length).toBeGreaterThan(0)
})

test('a resident finds out whose queue it is', async () => {
  keepSession(session(), 0)
  openPage()
  expect(await screen.findByText('这里是网格员的工单队列')).toBeTruthy()
  expect(server.asked('listTickets')).toEqual([])
})
