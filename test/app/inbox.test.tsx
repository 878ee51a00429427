import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import InboxPage from '@/resident/inbox/index'
import { listenToMe, watchSession } from '@/features/identity/live'
import { useInbox } from '@/features/inbox/store'
import { currentMe, endSession, keepSession } from '@/stores/session'
import type { LiveChange } from '../../contract/events'
import type { InboxItem } from '../../contract/identity'
import { GUANGXIMEN, me, NEXT_DOOR, session } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'

const TICKET = '019aa000-0000-7000-8000-0000000000c1'
const item = (change: Partial<InboxItem> = {}): InboxItem => ({
  inboxId: '019aa000-0000-7000-8000-0000000000b1',
  communityId: GUANGXIMEN,
  communityName: '光熙门北里北社区',
  kind: 'ticket-to-confirm',
  title: '处理完了，请去看看',
  words: '3 号楼路灯',
  ticketId: TICKET,
  applicationId: null,
  announcementId: null,
  at: '2026-11-23T01:00:00Z',
  isRead: false,
  ...change,
})

let stops: (() => void)[] = []
beforeEach(() => {
  stops = [watchSession(), listenToMe()]
  server.answers('getMe', me({ unreadCount: 2 }))
  server.answers('listInbox', { items: [item()], next: null, unreadCount: 1 })
  server.answers('readInbox', { unreadCount: 0 })
  phone.openAt('/pages/group/index')
  keepSession(session({ unreadCount: 1 }), 0)
})
afterEach(() => {
  for (const stop of stops) stop()
  act(() => endSession('left'))
})

test('how many wait stands on the tab 我的, and goes with the last one read', async () => {
  expect(phone.badge).toBe('1')
  render(<InboxPage />)

  fireEvent.click(await screen.findByRole('button', { name: '全部标为已读' }))

  await waitFor(() => expect(phone.badge).toBeNull())
  expect(screen.getByText('都看过了')).toBeTruthy()
  expect(server.asked('readInbox')[0]?.body.inboxIds).toBeUndefined()
})

test('opening a message reads it and leads to its ticket', async () => {
  render(<InboxPage />)

  fireEvent.click(await screen.findByRole('button', { name: /未读，处理完了，请去看看/ }))

  expect(phone.page).toBe(`/resident/ticket/index?communityId=${GUANGXIMEN}&ticketId=${TICKET}`)
  await waitFor(() => expect(currentMe()?.unreadCount).toBe(0))
  expect(server.asked('readInbox')[0]?.body.inboxIds).toEqual([item().inboxId])
})

test.each([
  ['application-waiting', `/desk/applications/index?communityId=${NEXT_DOOR}`],
  ['application-refused', `/resident/join/index?communityId=${NEXT_DOOR}`],
  ['application-admitted', '/pages/group/index'],
  ['announcement', `/resident/announcements/index?communityId=${NEXT_DOOR}`],
] as const)('a message of the kind %s leads to %s', async (kind, page) => {
  server.answers('listInbox', {
    items: [item({ kind, ticketId: null, communityId: NEXT_DOOR })],
    next: null,
    unreadCount: 1,
  })
  render(<InboxPage />)
  fireEvent.click(await screen.findByRole('button', { name: /处理完了/ }))
  expect(phone.page).toBe(page)
})

const announcementId = '019aa000-0000-7000-8000-0000000000d1'
test.each<LiveChange>([
  { name: 'inbox.added', inboxId: '019aa000-0000-7000-8000-0000000000b2' },
  // One event tells everybody of an announcement.
  { name: 'announcement.posted', announcementId },
  { name: 'announcement.reminded', announcementId },
])('what arrives while the inbox is open appears by itself ($name)', async (change) => {
  render(<InboxPage />)
  await screen.findByText('处理完了，请去看看')
  const next = item({ inboxId: '019aa000-0000-7000-8000-0000000000b2', title: '社区公告' })
  server.answers('listInbox', { items: [next, item()], next: null, unreadCount: 2 })

  act(() => server.announces(GUANGXIMEN, change))

  expect(await screen.findByText('社区公告')).toBeTruthy()
  await waitFor(() => expect(phone.badge).toBe('2'))
})

test('an empty inbox says what will come here and what one can do', async () => {
  server.answers('listInbox', { items: [], next: null, unreadCount: 0 })
  render(<InboxPage />)
  fireEvent.click(await screen.findByRole('button', { name: '去报一件事' }))
  expect(phone.page).toBe('/pages/report/index')
})

test('the next person on this phone does not see the messages of the one before', async () => {
  render(<InboxPage />)
  await screen.findByText('处理完了，请去看看')

  act(() => endSession('left'))

  expect(useInbox.getState().load).toEqual({ is: 'loading' })
  expect(screen.queryByText('处理完了，请去看看')).toBeNull()
})

test('older messages come below, once', async () => {
  server.answers('listInbox', ({ query }) =>
    query.before
      ? {
          items: [item({ inboxId: '019aa000-0000-7000-8000-0000000000b0', title: '更早的' })],
          next: null,
          unreadCount: 1,
        }
      : { items: [item()], next: 'cursor', unreadCount: 1 },
  )
  render(<InboxPage />)
  fireEvent.click(await screen.findByRole('button', { name: '更早的消息' }))
  expect(await screen.findByText('更早的')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '更早的消息' })).toBeNull()
})
