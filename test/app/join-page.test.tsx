import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import JoinPage from '@/resident/join/index'
import { listenToMe } from '@/features/identity/live'
import { endSession, keepSession } from '@/stores/session'
import type { Community, CommunityCard } from '../../contract/communities'
import type { MyApplication } from '../../contract/identity'
import { GUANGXIMEN, me, membership, session } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'

const card: CommunityCard = {
  communityId: GUANGXIMEN,
  name: '光熙门北里北社区',
  street: '香河园街道',
  district: '朝阳区',
  isVillage: false,
  isOpen: true,
  isSample: false,
  distanceM: null,
}
const community: Community = {
  ...card,
  center: null,
  memberCount: 0,
  groupCount: 0,
  openTicketCount: 0,
  waitingApplicationCount: 0,
  buildings: [
    {
      buildingId: '019aa000-0000-7000-8000-0000000000d1',
      name: '3',
      units: ['1', '2'],
      gridCode: null,
      point: null,
    },
  ],
  grids: [],
  me: null,
}
const waiting: MyApplication = {
  applicationId: '019aa000-0000-7000-8000-0000000000a1',
  communityId: GUANGXIMEN,
  communityName: card.name,
  state: 'waiting',
  reason: null,
  appliedAt: '2026-11-22T02:00:00Z',
  address: { building: '3', unit: '2', room: '401' },
  relation: 'owner',
}
const newcomer = { memberships: [], applications: [], surname: '' }

const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const pick = (name: string) => fireEvent.click(screen.getByRole('radio', { name }))
const write = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })

const fillIn = async () => {
  fireEvent.click(await screen.findByRole('button', { name: '楼号，选楼号' }))
  pick('3号楼')
  pick('2单元')
  write('门牌号', '401')
  write('您的姓', '林')
  pick('业主')
}

let stop: () => void
beforeEach(() => {
  stop = listenToMe()
  server.answers('getMe', me(newcomer))
  server.answers('getCommunity', community)
  keepSession(session(newcomer), 0)
  phone.openAt(`/resident/join/index?communityId=${GUANGXIMEN}`)
})
afterEach(() => {
  stop()
  act(() => endSession('left'))
})

test('a name is looked up while one types; an open community leads on', async () => {
  phone.openAt('/resident/join/index')
  server.answers('searchCommunities', { items: [card] })
  render(<JoinPage />)

  write('社区、村的名字', '光熙门')
  fireEvent.click(await screen.findByRole('button', { name: /光熙门北里北社区/ }))

  expect(server.asked('searchCommunities').map(({ query }) => query.q)).toEqual(['光熙门'])
  expect(phone.page).toBe(`/resident/join/index?communityId=${GUANGXIMEN}`)
})

test('a community that is not open says so, and gives words to ask for it', async () => {
  phone.openAt('/resident/join/index')
  server.answers('searchCommunities', { items: [{ ...card, isOpen: false }] })
  render(<JoinPage />)
  write('社区、村的名字', '光熙门')

  fireEvent.click(await screen.findByRole('button', { name: /光熙门北里北社区/ }))
  expect(screen.getByRole('dialog', { name: '光熙门北里北社区还没开通近邻' })).toBeTruthy()
  tap('复制这段话')

  expect(phone.copied[0]).toContain('我住在光熙门北里北社区')
  expect(phone.page).toBe('/resident/join/index')
})

test('nothing found says what else one can try', async () => {
  phone.openAt('/resident/join/index')
  server.answers('searchCommunities', { items: [] })
  render(<JoinPage />)
  write('社区、村的名字', '没有的地方')
  expect(await screen.findByText('没有找到“没有的地方”')).toBeTruthy()
})

test('an empty form names what is missing and sends nothing', async () => {
  render(<JoinPage />)
  fireEvent.click(await screen.findByRole('button', { name: '提交申请' }))

  for (const words of ['请选楼号', '请选一个', '请填您的姓'])
    expect(screen.getByText(words)).toBeTruthy()
  expect(server.asked('applyToJoin')).toEqual([])
})

test('what neighbours will see stands there before one applies, and what was written survives', async () => {
  const first = render(<JoinPage />)
  await fillIn()
  expect(screen.getByText('3-2 林')).toBeTruthy()

  first.unmount()
  render(<JoinPage />)
  expect(await screen.findByText('3-2 林')).toBeTruthy()
})

test('an application whose answer was lost is sent again as the same one', async () => {
  render(<JoinPage />)
  await fillIn()
  server.goesDown()
  tap('提交申请')
  await waitFor(() => expect(phone.toasts).toHaveLength(1))

  server.comesBack()
  server.answers('applyToJoin', { applicationId: waiting.applicationId })
  server.answers('getMe', me({ ...newcomer, applications: [waiting] }))
  tap('提交申请')

  expect(await screen.findByText('申请已提交，等居委会核对')).toBeTruthy()
  expect(server.asked('applyToJoin')[0]).toMatchObject({
    params: { communityId: GUANGXIMEN },
    body: { surname: '林', address: { building: '3', unit: '2', room: '401' }, relation: 'owner' },
  })
  expect(phone.stored('join-drafts')).toEqual({})
})

test('whoever waits is welcomed the moment a moderator admits them', async () => {
  server.answers('getMe', me({ ...newcomer, applications: [waiting] }))
  keepSession(session({ ...newcomer, applications: [waiting] }), 0)
  render(<JoinPage />)
  await screen.findByText('申请已提交，等居委会核对')

  server.answers('getMe', me({ memberships: [membership()] }))
  act(() => server.announces(GUANGXIMEN, { name: 'membership.changed' }))

  expect(await screen.findByText('欢迎加入光熙门北里北社区')).toBeTruthy()
  tap('进群看看')
  expect(phone.page).toBe('/pages/group/index')
})

test('a refusal shows its reason, and applying again begins with what was said', async () => {
  const refused: MyApplication = { ...waiting, state: 'refused', reason: '门牌对不上，请核对' }
  server.answers('getMe', me({ ...newcomer, surname: '林', applications: [refused] }))
  keepSession(session({ ...newcomer, surname: '林', applications: [refused] }), 0)
  render(<JoinPage />)

  expect(await screen.findByText('门牌对不上，请核对')).toBeTruthy()
  tap('改好再申请')

  expect(screen.getByLabelText<HTMLInputElement>('门牌号').value).toBe('401')
  expect(screen.getByText('3-2 林')).toBeTruthy()
})

test('taking an application back is asked about first', async () => {
  server.answers('getMe', me({ ...newcomer, applications: [waiting] }))
  keepSession(session({ ...newcomer, applications: [waiting] }), 0)
  server.answers('withdrawApplication', { ok: true })
  render(<JoinPage />)
  fireEvent.click(await screen.findByRole('button', { name: '撤回申请' }))
  expect(server.asked('withdrawApplication')).toEqual([])

  server.answers('getMe', me(newcomer))
  fireEvent.click(screen.getByRole('button', { name: '撤回' }))

  expect(await screen.findByRole('button', { name: '提交申请' })).toBeTruthy()
  expect(phone.toasts).toEqual(['已撤回'])
})

test('an invitation to an office is taken up by who is signed in', async () => {
  phone.openAt('/resident/join/index?code=ABCDE23456')
  server.answers('getInvitation', {
    code: 'ABCDE23456',
    kind: 'worker',
    community: card,
    expiresAt: '2026-12-01T00:00:00Z',
  })
  server.answers('acceptInvitation', membership({ role: 'worker' }))
  render(<JoinPage />)

  await screen.findByText('邀请您担任光熙门北里北社区的网格员')
  server.answers('getMe', me({ memberships: [membership({ role: 'worker' })] }))
  write('您的姓', '周')
  tap('接受')

  expect(await screen.findByText('您现在是光熙门北里北社区的网格员')).toBeTruthy()
  expect(server.asked('acceptInvitation')[0]?.body.surname).toBe('周')
})

test('somebody who is not signed in is asked to, and keeps the way back', async () => {
  act(() => endSession('left'))
  render(<JoinPage />)
  tap('登录后填写')
  expect(phone.stack).toEqual([
    `/resident/join/index?communityId=${GUANGXIMEN}`,
    '/resident/sign-in/index',
  ])
})
