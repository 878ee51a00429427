import { speakAs } from '../support/mock'
import { openTown, type Town } from './support/town'
import type { Screen } from './support/browser'

const TOWN = '110105006041'

let town: Town
let groupId: string
let lin: Screen
let wang: Screen

beforeAll(async () => {
  town = await openTown()
  const speak = await speakAs(town.mock.url, '王主任')
  const { body } = await speak('listGroups', { params: { communityId: TOWN } })
  groupId = body.items.find(({ kind }) => kind === 'community')?.groupId ?? ''
  const page = `talk/chat/index?communityId=${TOWN}&groupId=${groupId}`
  lin = await town.screen({ who: '林阿姨' })
  await lin.open(page)
  wang = await town.screen({ who: '王主任', size: 'desktop' })
  await wang.open(page)
  await lin.page.locator('textarea:visible').first().waitFor()
})
afterAll(() => town.close())

const write = async ({ page }: Screen, words: string): Promise<void> => {
  await page.locator('textarea:visible').first().fill(words)
  await page.getByRole('button', { name: '发送', exact: true }).click()
}

test('what one neighbour says, another sees at once', async () => {
  await write(lin, '北门的单元门关不上了，晚上进陌生人怎么办')
  await wang.see('北门的单元门关不上了，晚上进陌生人怎么办').waitFor()
  await write(wang, '我们马上去看')
  await lin.see('我们马上去看').waitFor()
  await lin.picture('talk')
})

test('two taps make a ticket of it, and its state stands under the message for everybody', async () => {
  const menu = wang.page.getByRole('button', { name: /3-2 林 的消息/ }).last()
  await menu.click()
  await wang.page.getByRole('button', { name: '转上报', exact: true }).click()
  await wang.see('转成上报').waitFor()
  await wang.page.getByRole('button', { name: '上报', exact: true }).last().click()
  await lin.page.getByRole('link').filter({ hasText: '待受理' }).last().waitFor()

  const speak = await speakAs(town.mock.url, '王主任')
  const { body } = await speak('listTickets', {
    params: { communityId: TOWN },
    query: { view: 'triage', limit: 100 },
  })
  const ticket = body.items.find(({ words }) => words.startsWith('北门的单元门'))
  expect(ticket).toBeDefined()
  await speak('advanceTicket', {
    params: { communityId: TOWN, ticketId: ticket?.ticketId ?? '' },
    body: { step: 'accept' },
  })
  await lin.page.getByRole('link').filter({ hasText: '已立案' }).last().waitFor()
})

test('with the network cut nothing that was typed is lost: it waits, and arrives once', async () => {
  await lin.context.setOffline(true)
  await lin.see('没有网络').waitFor()
  await write(lin, '地库里没信号，回来再说')
  await lin.see('等待网络').waitFor()
  await lin.page.locator('textarea:visible').first().fill('还没写完的半句')
  await lin.page.waitForTimeout(300)

  await lin.context.setOffline(false)
  await wang.see('地库里没信号，回来再说').waitFor()
  await lin.page.reload()
  await lin.page.locator('textarea:visible').first().waitFor()
  expect(await lin.page.locator('textarea:visible').first().inputValue()).toBe('还没写完的半句')
  const speak = await speakAs(town.mock.url, '王主任')
  const { body } = await speak('listMessages', {
    params: { communityId: TOWN, groupId },
    query: { limit: 100 },
  })
  expect(body.items.filter(({ words }) => words === '地库里没信号，回来再说')).toHaveLength(1)
})
