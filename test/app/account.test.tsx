import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import MePage from '@/pages/me/index'
import SettingsPage from '@/resident/settings/index'
import { newDraft, saveDraft, useDrafts } from '@/features/tickets/drafts'
import { currentMe, endSession, keepSession, useSession } from '@/stores/session'
import { rememberDesk } from '@/stores/community'
import { GUANGXIMEN, me, membership, NEXT_DOOR, session, start } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'

const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const two = [
  membership(),
  membership({ communityId: NEXT_DOOR, communityName: '光熙门北里南社区', nickname: '5 林' }),
]
const signIn = (change: Parameters<typeof session>[0]) => {
  server.answers('getMe', me(change))
  keepSession(session(change), 0)
}

beforeEach(() => {
  useSession.setState({ session: { is: 'signed-out', why: 'new' }, start: start() })
  phone.openAt('/pages/me/index')
})
afterEach(() => act(() => endSession('left')))

describe('我的', () => {
  test('who is not signed in is led to sign in', () => {
    render(<MePage />)
    tap('登录')
    expect(phone.page).toBe('/resident/sign-in/index')
  })

  test('one person in two communities chooses which the app shows', async () => {
    signIn({ memberships: two })
    render(<MePage />)
    expect(screen.getByText('3-2 林', { selector: '.me-head__name' })).toBeTruthy()

    tap(/光熙门北里南社区/)
    tap('看这个社区')

    expect(await screen.findByText('5 林', { selector: '.me-head__name' })).toBeTruthy()
  })

  test('leaving is asked about first, and happens only then', async () => {
    signIn({ memberships: two })
    server.answers('leaveCommunity', { ok: true })
    render(<MePage />)
    tap(/光熙门北里南社区/)
    tap('离开这个社区')
    expect(server.asked('leaveCommunity')).toEqual([])

    server.answers('getMe', me({ memberships: [membership()] }))
    tap('离开')

    await waitFor(() => expect(currentMe()?.memberships).toHaveLength(1))
    expect(server.asked('leaveCommunity')[0]?.params).toEqual({ communityId: NEXT_DOOR })
    expect(phone.toasts).toEqual(['已离开光熙门北里南社区'])
  })

  test.each([
    ['resident', null],
    ['moderator', `/desk/home/index?communityId=${GUANGXIMEN}`],
    ['worker', `/gridwork/queue/index?communityId=${GUANGXIMEN}`],
  ] as const)('a %s finds the tools of their office', (role, page) => {
    signIn({ memberships: [membership({ role })] })
    render(<MePage />)
    if (!page) return expect(screen.queryByText('工作')).toBeNull()
    tap(role === 'moderator' ? /居委会工作台/ : /网格任务/)
    expect(phone.page).toBe(page)
  })

  test('an operator, who is a member nowhere, chooses a community to look at, and finds it again', () => {
    signIn({ memberships: [], isOperator: true })
    rememberDesk({ communityId: GUANGXIMEN, name: '光熙门北里北社区' })
    render(<MePage />)

    tap(/光熙门北里北社区/)
    expect(phone.page).toBe(`/desk/home/index?communityId=${GUANGXIMEN}`)
    tap(/选一个社区看看/)
    expect(phone.page).toBe('/resident/join/index?purpose=desk')
  })
})

describe('设置', () => {
  test('elder mode holds at once, and is remembered', () => {
    signIn({})
    const { container } = render(<SettingsPage />)
    fireEvent.click(screen.getByRole('switch', { name: /关怀版/ }))

    expect(container.querySelector('.page--elder')).toBeTruthy()
    expect(phone.stored('display')).toMatchObject({ isElder: true })
    fireEvent.click(screen.getByRole('switch', { name: /关怀版/ }))
  })

  test('signing out is asked about first; the phone forgets at once', async () => {
    signIn({})
    server.answers('signOut', { ok: true })
    render(<SettingsPage />)
    tap('退出登录')
    expect(currentMe()).not.toBeNull()

    tap('退出')

    await waitFor(() => expect(phone.page).toBe('/pages/me/index'))
    expect(currentMe()).toBeNull()
    expect(server.tokens('signOut')).toEqual(['token-of-lin'])
  })

  const openDelete = (typed: string) => {
    tap(/注销账号/)
    fireEvent.change(screen.getByLabelText('输入“注销”两个字'), { target: { value: typed } })
    tap('注销我的账号')
  }

  test('an account is deleted only after the word has been typed; nothing of it stays on the phone', async () => {
    signIn({})
    server.answers('deleteMe', { ok: true })
    saveDraft(newDraft(GUANGXIMEN, { words: '路灯坏了' }))
    phone.store('join-drafts', { [GUANGXIMEN]: { form: {}, commandId: 'x' } })
    render(<SettingsPage />)

    openDelete('好的')
    expect(screen.getByText('请输入“注销”')).toBeTruthy()
    expect(server.asked('deleteMe')).toEqual([])
    fireEvent.change(screen.getByLabelText('输入“注销”两个字'), { target: { value: '注销' } })
    tap('注销我的账号')

    await waitFor(() => expect(phone.page).toBe('/pages/me/index'))
    expect(currentMe()).toBeNull()
    expect(useDrafts.getState().drafts).toEqual([])
    expect(phone.stored('join-drafts')).toBeUndefined()
  })

  test('the last moderator of a community reads why they cannot go yet, and stays', async () => {
    signIn({ memberships: [membership({ role: 'moderator' })] })
    server.refuses('deleteMe', 'last-moderator')
    render(<SettingsPage />)
    openDelete('注销')
    expect(await screen.findByText(/请先联系街道指定接替的人/)).toBeTruthy()
    expect(currentMe()).not.toBeNull()
  })

  test('another device is ended from here, this one is not', async () => {
    signIn({})
    const at = '2026-11-23T01:00:00Z'
    const other = '019aa000-0000-7000-8000-0000000000e2'
    server.answers('listSessions', {
      items: [
        {
          sessionId: '019aa000-0000-7000-8000-0000000000e1',
          device: '微信',
          createdAt: at,
          lastSeenAt: at,
          isThisOne: true,
        },
        { sessionId: other, device: 'Chrome', createdAt: at, lastSeenAt: at, isThisOne: false },
      ],
    })
    server.answers('revokeSession', { ok: true })
    render(<SettingsPage />)
    tap('在哪些设备上登录了')

    fireEvent.click(await screen.findByRole('button', { name: /Chrome/ }))
    expect(screen.queryByRole('button', { name: /微信/ })).toBeNull()
    tap('退出它')

    await waitFor(() => expect(server.asked('revokeSession')[0]?.params.sessionId).toBe(other))
  })

  test('a code for another device is shown in two groups to read out', async () => {
    signIn({})
    server.answers('makeSignInCode', { code: 'ABCDE23456', expiresAt: '2026-11-23T02:10:00Z' })
    render(<SettingsPage />)
    tap(/在电脑上登录/)
    expect(await screen.findByText('ABCDE 23456')).toBeTruthy()
    tap('复制')
    expect(phone.copied).toEqual(['ABCDE23456'])
  })

  test('the surname that neighbours see is changed, and a blank one is not', async () => {
    signIn({})
    server.answers('updateMe', me({ surname: '秦' }))
    render(<SettingsPage />)
    tap(/我的姓/)
    fireEvent.change(screen.getByLabelText('您的姓'), { target: { value: ' ' } })
    tap('保存')
    expect(screen.getByText('请填您的姓，邻居好称呼您')).toBeTruthy()

    fireEvent.change(screen.getByLabelText('您的姓'), { target: { value: '秦 ' } })
    tap('保存')
    await waitFor(() => expect(currentMe()?.surname).toBe('秦'))
    expect(server.asked('updateMe')[0]?.body.surname).toBe('秦')
  })
})
