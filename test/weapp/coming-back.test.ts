import type { Phone } from './host/phone'
import { signInWithWechat } from './support/acts'
import { HERE, must, openQuarter, type Neighbour, type Quarter } from './support/quarter'

const NO_NETWORK = '没有网络。您写的内容会存在手机里，连上网自动发出。'

let quarter: Quarter
let lin: Neighbour
let wang: Neighbour
beforeAll(async () => {
  quarter = await openQuarter()
  lin = await quarter.neighbour('resident', '林')
  wang = await quarter.neighbour('moderator', '王')
})
afterAll(() => quarter.close())

const reading = async (ticketId: string): Promise<Phone> => {
  const phone = await lin.phone({
    open: `resident/ticket/index?communityId=${HERE}&ticketId=${ticketId}`,
  })
  await phone.see('居委会很快会看到，受理后会告诉您。')
  await phone.until('the socket to be there', () => phone.openSockets === 1)
  return phone
}
const accept = async (ticketId: string): Promise<unknown> =>
  must(
    await wang.speak('advanceTicket', {
      params: { communityId: HERE, ticketId },
      body: { step: 'accept' },
    }),
  )

test('a phone that WeChat froze in the background shows what it missed when it comes back', async () => {
  const ticketId = await quarter.report(lin, '垃圾桶满了')
  const phone = await reading(ticketId)
  phone.hide({ frozen: true })
  expect(phone.openSockets).toBe(0)
  await accept(ticketId)

  phone.show()
  await phone.see('居委会已经立案，正在安排人去办。')
  phone.close()
})

test('a network that comes back brings what happened without it', async () => {
  const ticketId = await quarter.report(lin, '又满了')
  const phone = await reading(ticketId)
  phone.network('none')
  await phone.see(NO_NETWORK)
  await accept(ticketId)

  phone.network('wifi')
  await phone.see('居委会已经立案，正在安排人去办。')
  await phone.gone(NO_NETWORK)
  phone.close()
})

test('a socket that broke while the app was in front is opened again by itself', async () => {
  const ticketId = await quarter.report(lin, '第三次了')
  const phone = await reading(ticketId)
  phone.hide({ frozen: true })
  phone.show()
  await phone.until('the socket to be there', () => phone.openSockets === 1)
  await accept(ticketId)

  await phone.see('居委会已经立案，正在安排人去办。')
  phone.close()
})

test('whoever was signed out elsewhere is told, signs in, and is back where they were', async () => {
  const ticketId = await quarter.report(lin, '还没有人来')
  const phone = await reading(ticketId)
  must(await lin.speak('signOut'))

  await phone.see('登录过期了，请重新登录。您没发出去的内容都还在。')
  // The word comes first, the page right behind it.
  await phone.until('the sign-in page', () => phone.page().route === 'resident/sign-in/index')
  await signInWithWechat(phone)
  await phone.until('the ticket again', () => phone.page().route === 'resident/ticket/index')
  await phone.see('还没有人来')
  phone.close()
})

test('without a network the app opens and says so; when the network is there it goes on by itself', async () => {
  const chen = await quarter.neighbour('resident', '陈')
  const phone = await chen.phone({ network: 'none' })
  await phone.see(NO_NETWORK)
  await phone.see('现在没有网络。内容已保存在手机里，连上网会接着办。')

  phone.network('wifi')
  await phone.see('社区动态')
  phone.close()
})
