import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import GroupPage from '@/pages/group/index'
import AnnouncementPage from '@/resident/announcement/index'
import AnnouncementsPage from '@/resident/announcements/index'
import { setDisplay } from '@/stores/display'
import { endSession, keepSession } from '@/stores/session'
import type { Announcement } from '../../contract/announcements'
import { announcement, comment, idOf } from './support/announcements'
import { GUANGXIMEN, me, membership, session } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'

const tap = async (name: string | RegExp, role = 'button') =>
  fireEvent.click(await screen.findByRole(role, { name }))

describe('one announcement', () => {
  const openPage = (one: Announcement = announcement(), who = session()) => {
    keepSession(who, 0)
    server.answers('getMe', me())
    server.answers('getAnnouncement', one)
    phone.openAt(
      `/resident/announcement/index?communityId=${GUANGXIMEN}&announcementId=${one.announcementId}`,
    )
    return render(<AnnouncementPage />)
  }

  test('is read by being opened, once; the count of what waits is read anew with it', async () => {
    server.answers('readAnnouncement', () => {
      server.answers('getAnnouncement', announcement({ isRead: true, readCount: 4 }))
      return { ok: true as const }
    })
    openPage(announcement({ isRead: false }))
    expect(await screen.findByText('4 人看过')).toBeTruthy()
    phone.comeToFront()
    await waitFor(() => expect(server.asked('getAnnouncement').length).toBeGreaterThan(3))
    expect(server.asked('readAnnouncement')).toHaveLength(1)
    expect(server.asked('getMe')).toHaveLength(1)
  })

  test('says to whom it is, that it was changed, and that no comments are taken', async () => {
    openPage(
      announcement({
        groups: [
          { groupId: idOf(0xb3), name: '3号楼邻里群' },
          { groupId: idOf(0xb8), name: '8号楼邻里群' },
        ],
        editedAt: '2026-11-23T04:00:00.000Z',
      }),
    )
    expect(await screen.findByText('发给 3号楼邻里群、8号楼邻里群')).toBeTruthy()
    expect(screen.getByText(/修改过/)).toBeTruthy()
    expect(screen.getByText('评论已关闭')).toBeTruthy()
    expect(screen.queryByLabelText('写评论')).toBeNull()
    expect(server.asked('listAnnouncementComments')).toEqual([])
  })

  test('taken back, or for others, it says so and leads to the others', async () => {
    const page = openPage()
    expect(await screen.findByText('明天停水')).toBeTruthy()
    server.refuses('getAnnouncement', 'announcement-over')
    server.announces(GUANGXIMEN, {
      name: 'announcement.changed',
      announcementId: announcement().announcementId,
    })
    expect(await screen.findByText('这条公告已经撤回')).toBeTruthy()
    expect(screen.queryByText('明天停水')).toBeNull()
    page.unmount()

    phone.openAt(`/resident/announcement/index?communityId=${GUANGXIMEN}&announcementId=${idOf(7)}`)
    server.refuses('getAnnouncement', 'not-found')
    render(<AnnouncementPage />)
    expect(await screen.findByText('没有找到这条公告')).toBeTruthy()
    await tap('看全部公告')
    expect(phone.page).toContain('resident/announcements/index')
  })

  test('leads those who keep order to who has read it, and nobody else', async () => {
    const page = openPage()
    await screen.findByText('明天停水')
    expect(screen.queryByText('看谁还没看')).toBeNull()
    page.unmount()
    openPage(announcement(), session({ memberships: [membership({ role: 'moderator' })] }))
    await tap('看谁还没看')
    expect(phone.page).toContain('desk/announcement/index')
  })

  describe('that takes comments', () => {
    const open = announcement({ hasComments: true, commentCount: 1 })

    test('shows them with their office, page by page, and the new ones as they come', async () => {
      const older = Array.from({ length: 20 }, (_, at) =>
        comment({ commentId: idOf(at + 1), words: `第 ${at + 1} 句` }),
      )
      let fresh: ReturnType<typeof comment>[] = []
      server.answers('listAnnouncementComments', ({ query }) =>
        query.before
          ? { items: older.slice(10), next: null }
          : { items: [...fresh, ...older.slice(0, 10)], next: 'older' },
      )
      openPage(open)
      await tap('看更早的评论')
      expect(await screen.findByText('第 20 句')).toBeTruthy()
      fresh = [comment({ commentId: idOf(99), words: '刚说的', authorName: '居委会 何' })]
      server.announces(GUANGXIMEN, {
        name: 'announcement.changed',
        announcementId: open.announcementId,
      })
      expect(await screen.findByText('刚说的')).toBeTruthy()
      expect(screen.getByText('第 20 句')).toBeTruthy()
    })

    test('keeps what is being written, also when it is refused, and sends it under one id', async () => {
      server.answers('listAnnouncementComments', { items: [], next: null })
      const page = openPage(open)
      fireEvent.change(await screen.findByLabelText('写评论'), { target: { value: '几点来水？' } })
      page.unmount()
      openPage(open)
      expect(await screen.findByDisplayValue('几点来水？')).toBeTruthy()

      server.refuses('commentAnnouncement', 'phone-needed')
      await tap('发表')
      expect((await screen.findByRole('alert')).textContent).toMatch(/核实/)
      expect(screen.getByDisplayValue('几点来水？')).toBeTruthy()

      server.answers('commentAnnouncement', () => {
        server.answers('listAnnouncementComments', {
          items: [comment({ words: '几点来水？', mayDelete: true })],
          next: null,
        })
        return comment({ words: '几点来水？' })
      })
      await tap('发表')
      expect(await screen.findByText('几点来水？')).toBeTruthy()
      await waitFor(() => expect(screen.queryByDisplayValue('几点来水？')).toBeNull())
      const ids = server.asked('commentAnnouncement').map(({ body }) => body.commandId)
      expect(ids).toHaveLength(2)
      expect(new Set(ids).size).toBe(1)
    })

    test('lets one delete one’s own, after a yes', async () => {
      server.answers('listAnnouncementComments', {
        items: [comment({ mayDelete: true }), comment({ commentId: idOf(0xc2), words: '别人的' })],
        next: null,
      })
      server.answers('deleteAnnouncementComment', () => {
        server.answers('listAnnouncementComments', {
          items: [comment({ commentId: idOf(0xc2), words: '别人的' })],
          next: null,
        })
        return { ok: true as const }
      })
      openPage(open)
      expect(await screen.findByText('别人的')).toBeTruthy()
      expect(screen.getAllByRole('button', { name: /删除/ })).toHaveLength(1)
      await tap('删除 8-1 陈 的评论')
      const ask = await screen.findByRole('dialog', { name: '删除这条评论？' })
      expect(server.asked('deleteAnnouncementComment')).toEqual([])
      fireEvent.click(within(ask).getByText('删除'))
      await waitFor(() => expect(screen.queryByText('收到，谢谢。')).toBeNull())
    })

    test('counts what is left near the end of what fits, and sends nothing that is too long', async () => {
      server.answers('listAnnouncementComments', { items: [], next: null })
      openPage(open)
      const field = await screen.findByLabelText('写评论')
      fireEvent.change(field, { target: { value: '字'.repeat(450) } })
      expect(await screen.findByText('还能写 50 字')).toBeTruthy()
      fireEvent.change(field, { target: { value: '字'.repeat(501) } })
      expect(await screen.findByText('超出 1 字')).toBeTruthy()
      expect(screen.getByRole('button', { name: '发表' }).getAttribute('aria-disabled')).toBe(
        'true',
      )
    })
  })
})

describe('all of them', () => {
  test('stand page by page, what is unread with a mark, and lead to their own page', async () => {
    keepSession(session(), 0)
    server.answers('listAnnouncements', ({ query }) =>
      query.before
        ? { items: [announcement({ announcementId: idOf(3), title: '老通知' })], next: null }
        : {
            items: [
              announcement({ announcementId: idOf(1), title: '要紧的', isPinned: true }),
              announcement({ announcementId: idOf(2), title: '没看过的', isRead: false }),
            ],
            next: 'older',
          },
    )
    phone.openAt(`/resident/announcements/index?communityId=${GUANGXIMEN}`)
    render(<AnnouncementsPage />)
    expect(await screen.findByRole('link', { name: /^置顶，要紧的/ })).toBeTruthy()
    expect(screen.getByRole('link', { name: /^未读，没看过的/ })).toBeTruthy()
    await tap('看更早的')
    await tap(/老通知/, 'link')
    expect(phone.page).toContain(`announcementId=${idOf(3)}`)
  })

  test('are for members: who is not signed in is led there', async () => {
    endSession('left')
    phone.openAt('/resident/announcements/index')
    render(<AnnouncementsPage />)
    expect(screen.queryByText('还没有公告')).toBeNull()
    expect(server.asked('listAnnouncements')).toEqual([])
  })
})

describe('the group’s tab', () => {
  const openTab = (items: Announcement[]) => {
    keepSession(session(), 0)
    server.answers('listAnnouncements', { items, next: null })
    server.answers('listGroups', { items: [] })
    server.answers('listHappenings', { items: [] })
    server.answers('getCommunity', {
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
    })
    phone.openAt('/pages/group/index')
    return render(<GroupPage />)
  }
  const pinned = (last: number) =>
    announcement({ announcementId: idOf(last), title: `置顶 ${last}`, isPinned: true })
  const unread = announcement({ announcementId: idOf(9), title: '没看过的', isRead: false })

  test('marks what is unread; however many are pinned, the newest has its place', async () => {
    openTab([pinned(1), pinned(2), pinned(3), unread])
    expect(await screen.findByRole('link', { name: /^未读，没看过的/ })).toBeTruthy()
    expect(screen.getByRole('link', { name: /^置顶，置顶 1/ })).toBeTruthy()
    expect(screen.queryByRole('link', { name: /置顶 3/ })).toBeNull()
  })

  test('is not read anew because somebody else has read one; a new one appears', async () => {
    openTab([pinned(1)])
    await screen.findByRole('link', { name: /置顶 1/ })
    const before = server.asked('listAnnouncements').length
    jest.useFakeTimers()
    server.announces(GUANGXIMEN, { name: 'announcement.read', announcementId: idOf(1) })
    jest.advanceTimersByTime(10_000)
    jest.useRealTimers()
    expect(server.asked('listAnnouncements')).toHaveLength(before)

    server.answers('listAnnouncements', { items: [pinned(1), unread], next: null })
    server.announces(GUANGXIMEN, { name: 'announcement.posted', announcementId: idOf(9) })
    expect(await screen.findByRole('link', { name: /没看过的/ })).toBeTruthy()
  })

  test('shows in elder mode one alone: the one that is unread', async () => {
    setDisplay({ isElder: true })
    openTab([pinned(1), unread])
    expect(await screen.findByRole('link', { name: /没看过的/ })).toBeTruthy()
    expect(screen.queryByRole('link', { name: /置顶 1/ })).toBeNull()
    setDisplay({ isElder: false })
  })
})
