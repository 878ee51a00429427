import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import DeskAnnouncementPage from '@/desk/announcement/index'
import DeskAnnouncementsPage from '@/desk/announcements/index'
import { keepSession } from '@/stores/session'
import { announcement, deskAnnouncement, group, idOf, receipts } from './support/announcements'
import { GUANGXIMEN, membership, session } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'

const asModerator = () =>
  keepSession(session({ memberships: [membership({ role: 'moderator' })] }), 0)
const tap = async (name: string | RegExp, role = 'button') =>
  fireEvent.click(await screen.findByRole(role, { name }))

describe('the list', () => {
  const openList = () => {
    asModerator()
    phone.openAt(`/desk/announcements/index?communityId=${GUANGXIMEN}`)
    return render(<DeskAnnouncementsPage />)
  }
  const waiting = deskAnnouncement({
    announcementId: idOf(0xd2),
    state: 'scheduled',
    title: '后天停电',
    groups: [{ groupId: group(0xb8, '8号楼邻里群').groupId, name: '8号楼邻里群' }],
    at: '2030-01-01T01:00:00.000Z',
  })

  test('shows what waits with a way to change and to cancel it, and of how many how many have read the rest', async () => {
    server.answers('listDeskAnnouncements', {
      scheduled: [waiting],
      items: [deskAnnouncement({ isPinned: true, readCount: 23 })],
      next: null,
    })
    openList()
    expect(await screen.findByRole('link', { name: /置顶，明天停水，23\/27 人已读/ })).toBeTruthy()
    expect(screen.getByRole('link', { name: /后天停电.*8号楼邻里群/ })).toBeTruthy()
    await tap('修改')
    expect(phone.page).toContain(`desk/announce/index?communityId=${GUANGXIMEN}`)
    expect(phone.page).toContain(waiting.announcementId)
  })

  test('cancels only after a yes', async () => {
    server.answers('listDeskAnnouncements', { scheduled: [waiting], items: [], next: null })
    server.answers('withdrawAnnouncement', announcement({ state: 'cancelled' }))
    openList()
    await tap('取消发出')
    const ask = await screen.findByRole('dialog', { name: '不发这条公告了？' })
    fireEvent.click(within(ask).getByText('还是要发'))
    expect(server.asked('withdrawAnnouncement')).toEqual([])
    await tap('取消发出')
    fireEvent.click(within(await screen.findByRole('dialog')).getByText('取消发出'))
    await waitFor(() => expect(server.asked('withdrawAnnouncement')).toHaveLength(1))
    expect(phone.toasts).toContain('已取消，不会发出')
  })

  test('moves while neighbours read, without losing the pages that one has loaded', async () => {
    const page = (first: number, next: string | null, readCount = 0) => ({
      scheduled: [],
      items: Array.from({ length: 10 }, (_, at) =>
        deskAnnouncement({
          announcementId: idOf(first + at),
          title: `第 ${first + at} 条`,
          readCount,
        }),
      ),
      next,
    })
    let readCount = 0
    server.answers('listDeskAnnouncements', ({ query }) =>
      query.before ? page(11, null, readCount) : page(1, 'older', readCount),
    )
    openList()
    await tap('看更早的')
    expect(await screen.findByText('第 20 条')).toBeTruthy()
    readCount = 5
    server.announces(GUANGXIMEN, { name: 'announcement.read', announcementId: idOf(20) })
    expect(await screen.findByRole('link', { name: /第 20 条，5\/27 人已读/ })).toBeTruthy()
  })

  test('has nothing yet and says what it is for; a half-written one is gone on with', async () => {
    server.answers('listDeskAnnouncements', { scheduled: [], items: [], next: null })
    openList()
    expect(await screen.findByText('还没有发过公告')).toBeTruthy()
    phone.store('announce-drafts', {
      [`${session().me.personId}/${GUANGXIMEN}/new`]: { title: '写到一半', words: '' },
    })
    phone.comeToFront()
    await tap('接着写：写到一半')
    expect(phone.page).toContain('desk/announce/index')
  })
})

describe('one of them', () => {
  const one = announcement({ version: 2, hasComments: true })
  const openOne = () => {
    asModerator()
    phone.openAt(
      `/desk/announcement/index?communityId=${GUANGXIMEN}&announcementId=${one.announcementId}`,
    )
    return render(<DeskAnnouncementPage />)
  }

  test('names those who have not read it, building by building, with the room', async () => {
    server.answers('getAnnouncement', one)
    server.answers('getAnnouncementReceipts', receipts())
    openOne()
    expect(await screen.findByText('2/4 人已读')).toBeTruthy()
    expect(screen.queryByText('3号楼')).toBeNull()
    await tap('1 处都看过了')
    expect(screen.getByText('3号楼')).toBeTruthy()
    expect(screen.getByText('2/2 人已读')).toBeTruthy()
    expect(screen.queryByText('8-1 陈（102）')).toBeNull()
    await tap('8号楼，0/2 人已读，2 人没看')
    expect(screen.getByText('8-1 陈（102）')).toBeTruthy()
    expect(screen.getByText('8-2 秦（301）')).toBeTruthy()
  })

  test('the figures move as somebody reads', async () => {
    server.answers('getAnnouncement', one)
    server.answers('getAnnouncementReceipts', receipts())
    openOne()
    expect(await screen.findByText('2/4 人已读')).toBeTruthy()
    server.answers('getAnnouncementReceipts', receipts({ readCount: 3 }))
    server.announces(GUANGXIMEN, {
      name: 'announcement.read',
      announcementId: one.announcementId,
    })
    expect(await screen.findByText('3/4 人已读')).toBeTruthy()
  })

  test('the others are reminded after a yes, and then it says from when again', async () => {
    server.answers('getAnnouncement', one)
    server.answers('getAnnouncementReceipts', receipts())
    server.answers('remindAnnouncement', {
      remindedCount: 2,
      mayRemindFrom: '2030-01-02T01:30:00.000Z',
    })
    openOne()
    await tap('提醒没看的 2 人')
    const ask = await screen.findByRole('dialog', { name: '提醒没看的 2 人？' })
    server.answers(
      'getAnnouncementReceipts',
      receipts({
        remindedAt: '2030-01-01T01:30:00.000Z',
        mayRemindFrom: '2030-01-02T01:30:00.000Z',
      }),
    )
    fireEvent.click(within(ask).getByText('提醒'))
    expect(await screen.findByText(/提醒过了，1月2日 .* 以后可以再提醒/)).toBeTruthy()
    expect(phone.toasts).toContain('已提醒 2 人')
    expect(
      screen.getByRole('button', { name: '提醒没看的 2 人' }).getAttribute('aria-disabled'),
    ).toBe('true')
  })

  test('comments are switched by the version that one sees; behind a colleague one is told', async () => {
    server.answers('getAnnouncement', one)
    server.answers('getAnnouncementReceipts', receipts())
    server.answers('changeAnnouncement', { ...one, hasComments: false, version: 3 })
    openOne()
    await tap(/开评论/, 'switch')
    await waitFor(() =>
      expect(server.asked('changeAnnouncement')[0]?.body).toMatchObject({
        version: 2,
        hasComments: false,
      }),
    )
    server.refuses('changeAnnouncement', 'announcement-changed')
    await waitFor(() => expect(server.asked('getAnnouncement').length).toBeGreaterThan(1))
    await tap(/置顶/, 'switch')
    await waitFor(() => expect(phone.toasts).toContain('同事刚改过，已经换成最新的，请再点一次。'))
  })

  test('is withdrawn only after a yes; then it says so and can no longer be managed', async () => {
    server.answers('getAnnouncement', one)
    server.answers('getAnnouncementReceipts', receipts())
    server.answers('withdrawAnnouncement', () => {
      server.answers('getAnnouncement', { ...one, state: 'withdrawn' })
      return { ...one, state: 'withdrawn' }
    })
    openOne()
    await tap('撤回公告')
    fireEvent.click(within(await screen.findByRole('dialog')).getByText('撤回'))
    expect(await screen.findByText('这条公告已经撤回，邻居看不到了。')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '撤回公告' })).toBeNull()
  })

  test('shows what it said before', async () => {
    server.answers('getAnnouncement', { ...one, editedAt: '2026-11-23T04:00:00.000Z' })
    server.answers('getAnnouncementReceipts', receipts())
    server.answers('listAnnouncementEdits', {
      items: [
        {
          title: '明天停水',
          words: '8 点到 9 点',
          photos: [],
          changedByName: '居委会 何',
          changedAt: '2026-11-23T04:00:00.000Z',
        },
      ],
    })
    openOne()
    await tap('以前的版本')
    expect(await screen.findByText('8 点到 9 点')).toBeTruthy()
    expect(screen.getByText(/居委会 何改成了后来的样子/)).toBeTruthy()
  })
})
