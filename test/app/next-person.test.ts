import { listenToTickets } from '@/features/tickets/live'
import { useTickets } from '@/features/tickets/store'
import { endSession, keepMe, keepSession } from '@/stores/session'
import { GUANGXIMEN, me, session } from './support/people'

let stop: () => void
beforeEach(() => {
  stop = listenToTickets()
  keepSession(session(), 0)
  useTickets.setState({ lists: { [`${GUANGXIMEN}/desk/`]: { is: 'loading' } } })
})
afterEach(() => {
  endSession('left')
  stop()
})

test('what one person saw of tickets is forgotten when another signs in on the same phone', () => {
  keepSession(session({ personId: '019aa000-0000-7000-8000-000000000002' }), 0)
  expect(useTickets.getState().lists).toEqual({})
})

test('news about the same person forgets nothing', () => {
  keepMe(me({ unreadCount: 3 }))
  expect(Object.keys(useTickets.getState().lists)).toEqual([`${GUANGXIMEN}/desk/`])
})
