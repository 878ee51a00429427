import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import AnnouncePage from '@/desk/announce/index'
import { keepSession } from '@/stores/session'
import type { Community } from '../../contract/communities'
import { GUANGXIMEN, membership, session } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'

const community: Community = {
  communityId: GUANGXIMEN,
  name: '光熙门北里北社区',
  street: '香河园街道',
  district: '朝阳区',
  isVillage: false,
  isOpen: true,
  isSample: false,
  distanceM: null,
  center: null,
  memberCount: 28,
  groupCount: 33,
  openTicketCount: 0,
  waitingApplicationCount: 0,
  buildings: [],
  grids: [],
  me: null,
}

const openPage = () => {
  keepSession(session({ memberships: [membership({ role: 'moderator' })] }), 0)
  server.answers('getCommunity', community)
  server.answers('listAnnouncements', { items: [], next: null })
  phone.openAt(`/desk/announce/index?communityId=${GUANGXIMEN}`)
  return render(<AnnouncePage />)
}
const write = async (label: string, value: string) =>
  fireEvent.change(await screen.findByLabelText(label), { target: { value } })
const tap = async (name: string) => {
  const button = await screen.findByRole('button', { name })
  await waitFor(() => expect(button.getAttribute('aria-disabled')).toBeNull())
  fireEvent.click(button)
}

test('before it goes out one is asked, with how many will read it; no sends nothing', async () => {
  openPage()
  await write('标题', '明天停水')
  await write('内容', '9 点到 12 点')
  await tap('发给大家')

  expect(await screen.findByRole('dialog', { name: '发给 27 位成员？' })).toBeTruthy()
  fireEvent.click(screen.getByText('再看看'))

  expect(server.asked('postAnnouncement')).toEqual([])
  expect(await screen.findByDisplayValue('明天停水')).toBeTruthy()
})

test('what is half written is there again when the page is opened anew', async () => {
  const first = openPage()
  await write('标题', '明天停水')
  first.unmount()

  openPage()

  expect(await screen.findByDisplayValue('明天停水')).toBeTruthy()
})

test('an announcement whose answer was lost is sent again under the same id; once sent, the draft is gone', async () => {
  openPage()
  await write('标题', '明天停水')
  await write('内容', '9 点到 12 点')
  server.goesDown()
  await tap('发给大家')
  fireEvent.click(await screen.findByText('发出'))
  await waitFor(() => expect(phone.toasts).toHaveLength(1))
  const kept = phone.stored(`announce.${GUANGXIMEN}`)

  server.comesBack()
  server.answers('postAnnouncement', ({ body }) => ({
    announcementId: '019aa000-0000-7000-8000-0000000000d1',
    communityId: GUANGXIMEN,
    title: body.title,
    words: body.words,
    authorName: '居委会 王',
    state: 'published' as const,
    photos: [],
    groups: [],
    isPinned: false,
    hasComments: false,
    commentCount: 0,
    readCount: 0,
    isRead: true,
    editedAt: null,
    version: 1,
    at: '2026-11-23T02:00:00Z',
  }))
  await tap('发给大家')
  fireEvent.click(await screen.findByText('发出'))

  await waitFor(() => expect(server.asked('postAnnouncement')).toHaveLength(1))
  expect(kept).toMatchObject({ commandId: server.asked('postAnnouncement')[0]?.body.commandId })
  await waitFor(() => expect(phone.stored(`announce.${GUANGXIMEN}`)).toBeFalsy())
})
