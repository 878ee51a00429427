import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import AnnouncePage from '@/desk/announce/index'
import { keepSession } from '@/stores/session'
import { announcement, BUILDING_3, BUILDING_8, GROUPS } from './support/announcements'
import { GUANGXIMEN, me, membership, session } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'
import { openWindow } from './support/window'

const openPage = (announcementId?: string, personId = me().personId) => {
  openWindow('phone')
  keepSession(session({ personId, memberships: [membership({ role: 'moderator' })] }), 0)
  server.answers('listGroups', { items: [...GROUPS] })
  server.answers('countAnnouncementReaders', ({ query }) => ({
    readerCount: query.groupIds ? query.groupIds.split(',').length * 2 : 27,
  }))
  const change = announcementId ? `&announcementId=${announcementId}` : ''
  phone.openAt(`/desk/announce/index?communityId=${GUANGXIMEN}${change}`)
  return render(<AnnouncePage />)
}
const write = async (label: string, value: string) =>
  fireEvent.change(await screen.findByLabelText(label), { target: { value } })
const tap = async (name: string, role = 'button') => {
  const button = await screen.findByRole(role, { name })
  await waitFor(() => expect(button.getAttribute('aria-disabled')).toBeNull())
  fireEvent.click(button)
}
const writeBoth = async () => {
  await write('标题', '明天停水')
  await write('内容', '9 点到 12 点')
}
const drafts = (): [string, unknown][] =>
  Object.entries((phone.stored('announce-drafts') ?? {}) as Record<string, unknown>)

describe('a new one', () => {
  test('is looked at before it goes out, with how many it reaches; to everybody only after a yes', async () => {
    openPage()
    await writeBoth()
    await tap('看一遍，再发出')
    expect(await screen.findByText('27 人会收到')).toBeTruthy()
    await tap('发给 27 人')
    const ask = await screen.findByRole('dialog', { name: '发给全社区 27 人？' })
    fireEvent.click(within(ask).getByText('再看看'))

    expect(server.asked('postAnnouncement')).toEqual([])
    expect(await screen.findByDisplayValue('明天停水')).toBeTruthy()
  })

  test('goes to groups that are found by a part of their name, and reaches nobody else', async () => {
    openPage()
    server.answers('postAnnouncement', announcement())
    await writeBoth()
    await tap('选几个群', 'radio')
    await tap('看一遍，再发出').then(
      () => Promise.reject(new Error('without a group nothing is sent')),
      () => undefined,
    )
    expect(screen.getByText('先选要发给哪些群')).toBeTruthy()
    const sheet = await screen.findByRole('dialog', { name: '发给哪些群' })
    expect(within(sheet).queryByText('光熙门北里北社区居民群')).toBeNull()
    await write('找群，比如 3号楼', '8号')
    expect(within(sheet).queryByText('3号楼邻里群')).toBeNull()
    await tap('8号楼邻里群，2 人', 'checkbox')
    await write('找群，比如 3号楼', '')
    await tap('3号楼邻里群，2 人', 'checkbox')
    await tap('选好了（2 个群）')
    await tap('看一遍，再发出')
    await tap('发给 4 人')

    await waitFor(() => expect(server.asked('postAnnouncement')).toHaveLength(1))
    expect(server.asked('postAnnouncement')[0]?.body).toMatchObject({
      title: '明天停水',
      groupIds: [BUILDING_8, BUILDING_3],
      hasComments: false,
      isPinned: false,
    })
    await waitFor(() => expect(phone.page).toContain('desk/announcement/index'))
  })

  test('is for a day and an hour; a time that has passed is refused before it is sent', async () => {
    openPage()
    server.answers('postAnnouncement', announcement({ state: 'scheduled' }))
    await writeBoth()
    await tap('定时发出', 'radio')
    await write('日期', '2020-01-01')
    expect(await screen.findByText('定时要选一分钟以后、三个月以内的时间')).toBeTruthy()
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
    await write('日期', tomorrow)
    await write('几点', '23:30')
    await tap('看一遍，再发出')
    await tap('定时发出', 'button')
    fireEvent.click(await screen.findByText('定下来'))

    await waitFor(() => expect(server.asked('postAnnouncement')).toHaveLength(1))
    expect(server.asked('postAnnouncement')[0]?.body.publishAt).toBe(
      new Date(`${tomorrow}T23:30`).toISOString(),
    )
  })

  test('half written is there again, for whoever wrote it and for nobody else', async () => {
    const first = openPage()
    await write('标题', '明天停水')
    await tap('开评论，邻居可以在下面说话，您随时可以关上', 'switch')
    first.unmount()

    const again = openPage()
    expect(await screen.findByDisplayValue('明天停水')).toBeTruthy()
    expect(screen.getByRole('switch', { name: /开评论/ }).getAttribute('aria-checked')).toBe('true')
    again.unmount()

    openPage(undefined, 'somebody-else')
    expect((await screen.findByLabelText<HTMLInputElement>('标题')).value).toBe('')
  })

  test('whose answer was lost is sent again under the same id; once sent, the draft is gone', async () => {
    openPage()
    await writeBoth()
    await tap('看一遍，再发出')
    await screen.findByText('27 人会收到')
    server.goesDown()
    await tap('发给 27 人')
    fireEvent.click(await screen.findByText('发出'))
    await waitFor(() => expect(phone.toasts).toHaveLength(1))
    const [kept] = drafts()

    server.comesBack()
    server.answers('postAnnouncement', announcement())
    await tap('发给 27 人')
    fireEvent.click(await screen.findByText('发出'))

    await waitFor(() => expect(server.asked('postAnnouncement')).toHaveLength(1))
    expect(kept?.[1]).toMatchObject({
      commandId: server.asked('postAnnouncement')[0]?.body.commandId,
    })
    await waitFor(() => expect(drafts()).toEqual([]))
  })
})

describe('a change', () => {
  const published = announcement({ version: 3, words: '9 点到 12 点' })

  test('of what has gone out leaves to whom and when alone, and says so', async () => {
    server.answers('getAnnouncement', published)
    server.answers('changeAnnouncement', published)
    openPage(published.announcementId)
    expect(await screen.findByText(/已经发出的公告，发给谁、什么时候发不能再改/)).toBeTruthy()
    expect(screen.queryByText('发给谁')).toBeNull()
    await write('内容', '改到 13 点')
    await tap('看一遍，再保存')
    await tap('保存修改')
    fireEvent.click(await screen.findByText('保存'))

    await waitFor(() => expect(server.asked('changeAnnouncement')).toHaveLength(1))
    const body = server.asked('changeAnnouncement')[0]?.body
    expect(body).toMatchObject({ version: 3, words: '改到 13 点', title: '明天停水' })
    expect(body).not.toHaveProperty('groupIds')
    expect(body).not.toHaveProperty('publishAt')
  })

  test('of what waits may move it to now', async () => {
    const waiting = announcement({ state: 'scheduled', at: '2030-01-01T01:00:00.000Z' })
    server.answers('getAnnouncement', waiting)
    server.answers('changeAnnouncement', announcement())
    openPage(waiting.announcementId)
    await tap('马上发出', 'radio')
    await tap('看一遍，再发出')
    await tap('发给 27 人')
    fireEvent.click(await screen.findByText('发出'))

    await waitFor(() => expect(server.asked('changeAnnouncement')).toHaveLength(1))
    expect(server.asked('changeAnnouncement')[0]?.body).toMatchObject({ publishAt: null })
  })

  test('when a colleague was quicker keeps what was typed, shows theirs, and lets one choose', async () => {
    server.answers('getAnnouncement', published)
    openPage(published.announcementId)
    await write('内容', '我写的：改到 13 点')
    server.refuses('changeAnnouncement', 'announcement-changed')
    server.answers('getAnnouncement', { ...published, version: 4, words: '同事写的：改到后天' })
    await tap('看一遍，再保存')
    await tap('保存修改')
    fireEvent.click(await screen.findByText('保存'))

    expect(await screen.findByText('同事刚改过这条公告')).toBeTruthy()
    expect(screen.getByText('同事写的：改到后天')).toBeTruthy()
    expect(screen.getByDisplayValue('我写的：改到 13 点')).toBeTruthy()

    server.answers('changeAnnouncement', published)
    await tap('用我写的')
    await tap('看一遍，再保存')
    await tap('保存修改')
    fireEvent.click(await screen.findByText('保存'))
    await waitFor(() =>
      expect(server.asked('changeAnnouncement').at(-1)?.body).toMatchObject({
        version: 4,
        words: '我写的：改到 13 点',
      }),
    )
  })

  test('of what was withdrawn says that it cannot be', async () => {
    server.answers('getAnnouncement', announcement({ state: 'withdrawn' }))
    openPage(published.announcementId)
    expect(await screen.findByText('这条公告已经撤回或取消，不能再改')).toBeTruthy()
  })
})
