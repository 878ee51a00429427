import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import SignInPage from '@/resident/sign-in/index'
import { useConsent } from '@/features/identity/consent'
import { watchSession } from '@/features/identity/live'
import { call } from '@/api/client'
import { currentMe, keepSession, loadStart, startSession, useSession } from '@/stores/session'
import { me, NOTICE, session, start } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'

const lin = {
  personId: '019aa000-0000-7000-8000-000000000001',
  name: '林阿姨',
  who: '居民，3号楼，68 岁',
  canTry: '报一个问题',
  role: 'resident' as const,
}

beforeEach(() => {
  useSession.setState({ session: { is: 'signed-out', why: 'new' }, start: null })
  useConsent.setState({ version: null })
  server.answers('getStart', start())
  server.refuses('getInvitation', 'invitation-over')
  phone.openAt('/resident/sign-in/index')
})

const typeCode = async (code: string) => {
  render(<SignInPage />)
  fireEvent.change(await screen.findByLabelText('登录码'), { target: { value: code } })
}
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))

test('nothing is sent of somebody who has not agreed; agreeing goes on with what they were doing', async () => {
  server.answers('signInWithCode', session())
  await typeCode('abcde-23456')

  tap('登录')
  expect(await screen.findByRole('dialog', { name: '先看一下隐私说明' })).toBeTruthy()
  expect(server.asked('signInWithCode')).toEqual([])

  tap('同意并继续')
  await waitFor(() => expect(currentMe()?.surname).toBe('林'))
  expect(server.asked('signInWithCode')[0]?.body).toEqual({
    code: 'ABCDE23456',
    noticeVersion: NOTICE,
  })
})

test('whoever does not agree stays outside, and nothing has been sent', async () => {
  await typeCode('ABCDE23456')

  tap('登录')
  await screen.findByRole('dialog')
  tap('不同意')

  expect(screen.queryByRole('dialog')).toBeNull()
  expect(server.asked('signInWithCode')).toEqual([])
  expect(phone.stored('agreed-notice')).toBeUndefined()
})

test('the box to agree starts empty, and is ticked by the person', async () => {
  server.answers('signInWithCode', session())
  await typeCode('ABCDE23456')
  const box = screen.getByRole('checkbox', { name: '同意隐私说明' })
  expect(box.getAttribute('aria-checked')).toBe('false')

  fireEvent.click(box)
  tap('登录')

  await waitFor(() => expect(currentMe()?.surname).toBe('林'))
})

test('in the sample town one signs in as one of its people, after consent as well', async () => {
  server.answers('getStart', start({ isSample: true }))
  server.answers('listSamplePeople', { items: [lin] })
  server.answers('signInAsSample', session())
  render(<SignInPage />)

  fireEvent.click(await screen.findByRole('button', { name: /林阿姨/ }))
  expect(server.asked('signInAsSample')).toEqual([])
  tap('同意并继续')

  await waitFor(() => expect(currentMe()?.surname).toBe('林'))
})

test('an invitation to an office says which, and asks how the person is called', async () => {
  server.answers('getInvitation', {
    code: 'ABCDE23456',
    kind: 'moderator',
    expiresAt: '2026-12-01T00:00:00Z',
    community: {
      communityId: '110105006041',
      name: '光熙门北里北社区',
      street: '香河园街道',
      district: '朝阳区',
      isVillage: false,
      isOpen: true,
      isSample: false,
      distanceM: null,
    },
  })
  await typeCode('ABCDE23456')

  expect(await screen.findByText('邀请您担任光熙门北里北社区的居委会管理员')).toBeTruthy()
  tap('登录')
  expect(screen.getByText('请填您的姓，邻居好称呼您')).toBeTruthy()
  expect(server.asked('signInWithCode')).toEqual([])
})

test('an unfinished code is said to be one, without asking the server', async () => {
  await typeCode('ABC')
  tap('登录')
  expect(screen.getByText('登录码是 10 个字母和数字，请再看看')).toBeTruthy()
  expect(server.asked('signInWithCode')).toEqual([])
})

test('without a network the page says so and offers to try again', async () => {
  server.goesDown()
  render(<SignInPage />)
  expect(await screen.findByText('连不上社区服务器，请检查网络后再试。')).toBeTruthy()

  server.comesBack()
  tap('再试一次')
  expect(await screen.findByLabelText('登录码')).toBeTruthy()
})

describe('while the app is open', () => {
  let stop: () => void
  beforeEach(async () => {
    phone.openAt('/pages/group/index')
    await startSession(0)
    stop = watchSession()
  })
  afterEach(() => stop())

  test('a session that ends leads to the sign-in page once, with the page before still under it', async () => {
    keepSession(session(), 0)
    server.refuses('getMe', 'session-ended')
    await Promise.allSettled([call('getMe', {}), call('getMe', {})])

    expect(phone.stack).toEqual(['/pages/group/index', '/resident/sign-in/index'])
    expect(phone.toasts).toEqual(['登录过期了，请重新登录。您没发出去的内容都还在。'])
  })

  test('a late answer to who was here before does not end the session of who is here now', async () => {
    keepSession(session(), 0)
    let refuse: (error: Error) => void = () => undefined
    server.answers('getMe', () => new Promise((_, reject) => (refuse = reject)))
    const late = call('getMe', {})
    await waitFor(() => expect(server.asked('getMe')).toHaveLength(1))
    keepSession({ ...session({ surname: '陈' }), token: 'token-of-chen' }, 0)
    refuse(server.refusal('session-ended'))

    await expect(late).rejects.toMatchObject({ code: 'session-ended' })
    expect(currentMe()?.surname).toBe('陈')
  })

  test('signing out by oneself leads nowhere', () => {
    keepSession(session(), 0)
    act(() => useSession.setState({ session: { is: 'signed-out', why: 'left' } }))
    expect(phone.page).toBe('/pages/group/index')
  })

  test('a new version of the notice is asked for again, and agreed to or left', async () => {
    server.answers('giveConsent', me({ noticeVersion: '2027-01' }))
    server.answers('getStart', start({ notice: { ...start().notice, version: '2027-01' } }))
    keepSession(session(), 0)
    await loadStart()
    expect(phone.page).toBe('/resident/sign-in/index')

    render(<SignInPage />)
    expect(screen.getByText('隐私说明有更新')).toBeTruthy()
    tap('同意并继续')

    await waitFor(() => expect(phone.page).toBe('/pages/group/index'))
    expect(server.asked('giveConsent')[0]?.body).toMatchObject({ noticeVersion: '2027-01' })
    expect(phone.stored('agreed-notice')).toBe('2027-01')
  })

  test('what the phone remembered of an older notice does not ask somebody who has agreed elsewhere since', () => {
    useSession.setState({ start: start({ notice: { ...start().notice, version: '2026-01' } }) })
    stop()
    stop = watchSession()
    keepSession(session(), 0)
    expect(phone.page).toBe('/pages/group/index')
  })
})
