import { HERE, openQuarter, type Neighbour, type Quarter } from './support/quarter'

let quarter: Quarter
let chen: Neighbour
beforeAll(async () => {
  quarter = await openQuarter()
  chen = await quarter.neighbour('resident', '陈')
})
afterAll(() => quarter.close())

const TABS = ['群', '上报', '服务', '我的']

test('elder mode is one tap away before signing in, and holds on every page and after closing', async () => {
  const phone = await quarter.newPhone('new')
  await phone.openTab('我的')
  await phone.tap('登录')
  await phone.tap('关怀版')
  await phone.see('.page--elder')
  const again = await phone.reopen()
  for (const tab of TABS) {
    await again.openTab(tab)
    await again.see('.page--elder')
  }
  again.close()
})

test('in elder mode what happens comes before the groups, and less stands on the page', async () => {
  const phone = await chen.phone()
  for (let at = 1; at <= 7; at += 1) await quarter.report(chen, `第 ${at} 件`)
  const order = () => {
    const all = phone.texts()
    return all.indexOf('社区动态') - all.indexOf('我的群')
  }
  await phone.see('社区动态')
  await phone.until('all that happened', () => phone.count('.happening') === 7)
  expect(order()).toBeGreaterThan(0)

  await phone.openTab('我的')
  await phone.tap('设置')
  await phone.tap('关怀版')
  await phone.back()
  await phone.openTab('群')
  await phone.until('fewer lines', () => phone.count('.happening') === 5)
  expect(order()).toBeLessThan(0)
  phone.close()
})

test('the page follows the phone’s theme unless another is chosen, and keeps the choice', async () => {
  const phone = await chen.newPhone({ look: { theme: 'dark' } })
  await phone.see('.page--auto')
  await phone.openTab('我的')
  await phone.tap('设置')
  await phone.tap('浅色')
  await phone.see('.page--light')
  // WeChat's own bars follow the phone; they have to be told.
  expect(phone.calls('setNavigationBarColor').at(-1)).toMatchObject({ frontColor: '#000000' })
  const again = await phone.reopen({ open: `resident/community-tickets/index?communityId=${HERE}` })
  await again.see('.page--light')
  again.close()
})

test('a theme that changes while the app is open breaks nothing', async () => {
  const phone = await chen.newPhone()
  await phone.see('社区动态')
  phone.setTheme('dark')
  await phone.settled()
  await phone.see('社区动态')
  phone.close()
})

test('a screen reader hears what a star, a switch and a ticket are', async () => {
  await quarter.report(chen, '垃圾桶满了')
  const phone = await chen.newPhone()
  await phone.openTab('上报')
  await phone.see('垃圾桶满了')
  const ticket = await phone.see(/^垃圾满溢，待受理，3号楼/)
  expect(ticket.getAttribute('aria-role')).toBe('link')
  await phone.openTab('我的')
  await phone.tap('设置')
  const elder = await phone.see(/^关怀版，/)

  expect(elder.getAttribute('aria-role')).toBe('switch')
  expect(elder.getAttribute('aria-checked')).toBe('false')
  phone.close()
})
