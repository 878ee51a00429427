import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import ApplicationsPage from '@/desk/applications/index'
import { keepSession } from '@/stores/session'
import type { Application } from '../../contract/communities'
import { GUANGXIMEN, membership, session } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'

const peng = (change: Partial<Application> = {}): Application => ({
  applicationId: '019aa000-0000-7000-8000-0000000000a1',
  communityId: GUANGXIMEN,
  surname: '彭',
  address: { building: '5', unit: '2', room: '201' },
  relation: 'tenant',
  note: '上个月刚搬来',
  nickname: '5-2 彭',
  isInvited: false,
  sameRoomCount: 0,
  state: 'waiting',
  reason: null,
  appliedAt: '2026-11-23T01:00:00Z',
  decidedAt: null,
  decidedByName: null,
  ...change,
})
const decided = (change: Partial<Application>) =>
  peng({ decidedAt: '2026-11-23T02:00:00Z', decidedByName: '居委会 何', ...change })

const listed = (...items: Application[]) =>
  server.answers('listApplications', ({ query }) => ({
    items: items.filter(({ state }) => state === (query.state ?? 'waiting')),
    next: null,
  }))

const openPage = () => {
  keepSession(session({ memberships: [membership({ role: 'moderator' })] }), 0)
  phone.openAt(`/desk/applications/index?communityId=${GUANGXIMEN}`)
  render(<ApplicationsPage />)
}
const tap = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))

test('one sees who it is, where, whether invited and who lives there already, and admits with one tap', async () => {
  listed(peng())
  server.answers('admitApplicant', () => {
    listed(decided({ state: 'admitted' }))
    return decided({ state: 'admitted' })
  })
  openPage()
  for (const words of ['5号楼2单元201室', '租户', '没有邀请码', '这一户还没有人在群里'])
    expect(await screen.findByText(words)).toBeTruthy()

  await tap('通过')

  expect(await screen.findByText('已通过。“5-2 彭”现在在群里了，已经通知他。')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '通过' })).toBeNull()
})

test('refusing needs a reason; a ready-made beginning can be changed, and is what the applicant reads', async () => {
  listed(peng())
  server.answers('refuseApplicant', ({ body }) =>
    decided({ state: 'refused', reason: body.reason }),
  )
  openPage()
  await tap('不通过')
  await tap('不通过，告诉申请人')
  expect(server.asked('refuseApplicant')).toEqual([])

  await tap('门牌不对')
  const reason = await screen.findByLabelText('理由（申请人会看到这句话）')
  fireEvent.change(reason, { target: { value: '5 号楼没有 2 单元，请核对。' } })
  await tap('不通过，告诉申请人')

  await waitFor(() => expect(server.asked('refuseApplicant')).toHaveLength(1))
  expect(server.asked('refuseApplicant')[0]?.body.reason).toBe('5 号楼没有 2 单元，请核对。')
  expect(await screen.findByText(/没有通过，申请人会看到：“5 号楼没有 2 单元/)).toBeTruthy()
})

test('when a colleague was quicker, it says who and what, not only that it failed', async () => {
  listed(peng(), decided({ state: 'refused', reason: '门牌不对' }))
  server.refuses('admitApplicant', 'already-decided')
  openPage()

  await tap('通过')

  expect(await screen.findByText(/居委会 何.*没有通过这份申请，理由是：“门牌不对”/)).toBeTruthy()
  expect(phone.toasts).toEqual([])
})

test('somebody who applies meanwhile appears by themselves and is announced', async () => {
  listed()
  openPage()
  expect(await screen.findByText('没有等待审批的申请')).toBeTruthy()
  server.welcomes([GUANGXIMEN])

  listed(peng())
  server.announces(GUANGXIMEN, {
    name: 'application.changed',
    applicationId: peng().applicationId,
    state: 'waiting',
  })

  expect(await screen.findByText('新的入群申请：5-2 彭')).toBeTruthy()
  expect(screen.getByText('5号楼2单元201室')).toBeTruthy()
})

test('a resident is told whose page this is, and nothing is asked of the server', async () => {
  keepSession(session(), 0)
  phone.openAt(`/desk/applications/index?communityId=${GUANGXIMEN}`)
  render(<ApplicationsPage />)

  expect(await screen.findByText('这里是居委会的工作台')).toBeTruthy()
  expect(server.asked('listApplications')).toEqual([])
})
