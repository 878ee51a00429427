import { render, screen } from '@testing-library/react'
import TicketPage from '@/resident/ticket/index'
import { useTickets } from '@/features/tickets/store'
import { keepSession } from '@/stores/session'
import { membership, session } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'
import { detail } from './support/tickets'
import { openWindow } from './support/window'

beforeEach(() => {
  openWindow('phone')
  useTickets.setState({ byId: {}, lists: {} })
  keepSession(session({ memberships: [membership({ role: 'moderator' })] }), 0)
})

const since = '2026-11-03T02:00:00.000Z'

test.each([
  [{ state: 'filed', since, number: 'SR-7' }, /已同步到市平台，编号 SR-7/],
  [{ state: 'waiting', since, number: null }, /正在等市平台接收（.+起）/],
  [{ state: 'failing', since, number: null }, /没能同步到市平台（.+起），请告诉街道来处理/],
] as const)(
  'the committee reads how a ticket stands with the city: %j',
  async (platform, words) => {
    const ticket = detail({ platform })
    server.answers('getTicket', ticket)
    phone.openAt(
      `/resident/ticket/index?communityId=${ticket.communityId}&ticketId=${ticket.ticketId}`,
    )
    render(<TicketPage />)
    expect(await screen.findByText(words)).toBeTruthy()
  },
)

test('where no platform is connected nothing is said of it', async () => {
  const ticket = detail()
  server.answers('getTicket', ticket)
  phone.openAt(
    `/resident/ticket/index?communityId=${ticket.communityId}&ticketId=${ticket.ticketId}`,
  )
  render(<TicketPage />)
  await screen.findByText('路灯')
  expect(screen.queryByText(/市平台/)).toBeNull()
})
