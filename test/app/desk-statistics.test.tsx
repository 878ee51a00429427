import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import DeskStatisticsPage from '@/desk/statistics/index'
import { csvOf } from '@/features/statistics/csv'
import { keepSession } from '@/stores/session'
import { EXAMPLES } from '../../contract/examples'
import { RATES } from '../../domain/ticket/rates'
import { GUANGXIMEN, membership, session } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'

const november = EXAMPLES.getStatistics.output
const street = EXAMPLES.getStreetStatistics.output
const none = Object.fromEntries(
  Object.keys(november.total).map((name) => [name, 0]),
) as typeof november.total

const open = (isOperator = false) => {
  keepSession(session({ memberships: [membership({ role: 'moderator' })], isOperator }), 0)
  phone.openAt(`/desk/statistics/index?communityId=${GUANGXIMEN}`)
  return render(<DeskStatisticsPage />)
}
const tap = async (name: string | RegExp, role = 'button') =>
  fireEvent.click(await screen.findByRole(role, { name }))

test('shows the three rates with what they are a share of and how they are defined', async () => {
  server.answers('getStatistics', november)
  open()
  expect(await screen.findByText('响应率')).toBeTruthy()
  for (const { definition } of RATES) expect(screen.getByText(definition)).toBeTruthy()
  expect(screen.getByText('91.6%')).toBeTruthy()
  expect(screen.getByText('24 件里 22 件')).toBeTruthy()
  expect(screen.getByText('77.7%')).toBeTruthy()
  expect(screen.getByText('90%')).toBeTruthy()
})

test('says how tickets were closed, so that closed is not taken for solved', async () => {
  server.answers('getStatistics', november)
  open()
  expect(await screen.findByText('确认解决')).toBeTruthy()
  for (const how of ['无人确认', '无法解决', '强制结案', '还没结案'])
    expect(screen.getByText(how)).toBeTruthy()
  expect(screen.getByText('第一网格')).toBeTruthy()
})

test('a share of nothing is no share: neither 0 nor 100 %', async () => {
  server.answers('getStatistics', {
    ...november,
    total: { ...none, reported: 3 },
  })
  open()
  expect(await screen.findAllByText('还没有')).toHaveLength(2)
  expect(screen.getByText('0%')).toBeTruthy()
})

test('goes to another month, one step or from the list, and never into the future', async () => {
  server.answers('getStatistics', ({ query }) => ({
    ...november,
    month: query.month ?? '2026-11',
    byMonth: [
      { month: '2026-11', figures: november.total },
      { month: '2026-08', figures: november.total },
    ],
  }))
  open()
  await tap('上个月')
  await waitFor(() =>
    expect(server.asked('getStatistics').at(-1)?.query).toEqual({ month: '2026-10' }),
  )
  await tap('选月份，现在是2026年10月')
  await tap(/2026年8月/)
  expect(await screen.findByRole('button', { name: '选月份，现在是2026年8月' })).toBeTruthy()
})

test('a month without reports says so, and how to go on', async () => {
  server.answers('getStatistics', {
    ...november,
    total: none,
    byMonth: [],
    byGrid: [],
    byCategory: [],
  })
  open()
  expect(await screen.findByText('2026年11月没有上报')).toBeTruthy()
  expect(screen.queryByText('响应率')).toBeNull()
  await tap('选月份，现在是2026年11月')
  expect(await screen.findByText('还没有哪个月有上报')).toBeTruthy()
})

test('what could not be read is told, and read again', async () => {
  server.refuses('getStatistics', 'not-found')
  open()
  expect(await screen.findByText('没有打开')).toBeTruthy()
  server.answers('getStatistics', november)
  await tap('再试一次')
  expect(await screen.findByText('响应率')).toBeTruthy()
})

test('the street sees its communities side by side; the committee is not asked', async () => {
  server.answers('getStatistics', november)
  server.answers('getStreetStatistics', street)
  const { unmount } = open()
  expect(await screen.findByText('响应率')).toBeTruthy()
  expect(screen.queryByRole('tab', { name: '整个街道' })).toBeNull()
  unmount()
  open(true)
  await tap('整个街道', 'tab')
  expect(await screen.findByText('光熙门北里北社区')).toBeTruthy()
  expect(server.asked('getStreetStatistics').at(-1)?.params).toEqual({
    streetCode: GUANGXIMEN.slice(0, 9),
  })
})

test('the table has the figures, the rates and their definitions, and runs no formula', () => {
  const [head = '', total, grid] = csvOf({
    ...november,
    byGrid: [{ key: '1', name: '=1+1', figures: november.total }],
  }).split('\r\n')
  expect(head.startsWith('\uFEFF"统计项","光熙门北里北社区","上报"')).toBe(true)
  expect(total).toContain('"合计","2026-11","24","22","18","14"')
  expect(total).toContain('"91.7%","77.8%","90.0%"')
  expect(grid).toContain(`"网格","'=1+1"`)
  for (const { name, definition } of RATES)
    expect(csvOf(november)).toContain(`"${name}","${definition}"`)
})
