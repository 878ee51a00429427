import { speakAs } from '../support/mock'
import type { Screen } from './support/browser'
import { openTown, type Town } from './support/town'

const TOWN = '110105006041'
const ADVERT = '专业疏通下水道，加我好友打八折'

let town: Town
let groupId: string

beforeAll(async () => {
  town = await openTown()
  const speak = await speakAs(town.mock.url, '王主任')
  const { body } = await speak('listGroups', { params: { communityId: TOWN } })
  groupId = body.items.find(({ kind }) => kind === 'community')?.groupId ?? ''
})
afterAll(() => town.close())

const talk = () => `talk/chat/index?communityId=${TOWN}&groupId=${groupId}`
const button = ({ page }: Screen, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).locator('visible=true')
const yes = async ({ page }: Screen): Promise<void> => {
  await page.locator('dialog.ask .ask__yes').click()
  await page.locator('dialog.ask').waitFor({ state: 'detached' })
}

test('a neighbour points at a message, the open desk has it at once and hides it, its author reads why and appeals, and a second moderator lifts', async () => {
  const zhao = await town.screen({ who: '小赵' })
  const lin = await town.screen({ who: '林阿姨' })
  const desk = await town.screen({ who: '王主任', size: 'desktop' })
  await zhao.open(talk())
  await lin.open(talk())
  await desk.open(`desk/order/index?communityId=${TOWN}`)
  await desk.see('待处理').waitFor()

  await zhao.page.locator('textarea:visible').first().fill(ADVERT)
  await button(zhao, '发送').click()
  await lin.see(ADVERT).waitFor()
  await button(lin, /12-3 赵 的消息/)
    .last()
    .click()
  await button(lin, '举报').click()
  await lin.page.getByRole('radio', { name: '广告' }).tap()
  await lin.picture('report-message')
  await button(lin, '交给居委会看').tap()
  await lin.see('已交给居委会').waitFor()

  // The desk hears of it by itself; judged in place, the group sees it go.
  const card = desk.page.locator('.order-card').filter({ hasText: ADVERT })
  await card.waitFor()
  await desk.picture('order')
  await card.getByRole('button', { name: '隐藏' }).click()
  await button(desk, '广告').click()
  await button(desk, '隐藏，告诉他原因').click()
  await card.getByText('已隐藏，发言的邻居会看到原因。').waitFor()
  await lin.see('这条消息已被居委会隐藏').waitFor()
  expect(await lin.page.getByText(ADVERT).locator('visible=true').count()).toBe(0)

  await card.getByRole('button', { name: /禁言或移出/ }).click()
  await button(desk, '反复广告').click()
  await button(desk, '禁言').last().click()
  await yes(desk)
  await zhao.see(/您暂停发言，到/).waitFor()
  await zhao.see('原因：提醒过以后，还是在群里发广告。').waitFor()
  await zhao.picture('muted')

  await zhao.page.getByRole('link', { name: '看记录、申诉' }).tap()
  await zhao.see('您被暂停发言').waitFor()
  await zhao.see('原因：群里不发广告，有闲置或求助请发到相应的兴趣群。').waitFor()
  // The hidden message may be appealed as well, below what holds for its author.
  await button(zhao, '申诉').first().tap()
  await zhao.page.locator('.sheet textarea:visible').fill('只发过一次，以后不发了')
  await button(zhao, '交给居委会').tap()
  await yes(zhao)
  await zhao.see('居委会另一位同事正在看').waitFor()
  await zhao.picture('order-record')

  // Whoever decided is not the one to look again.
  await desk.see('本人申诉：只发过一次，以后不发了').waitFor()
  await desk.see('这是您作出的处理，申诉要由另一位同事答复。').waitFor()
  const he = await town.screen({ who: '何干事', size: 'desktop' })
  await he.open(`desk/order/index?communityId=${TOWN}`)
  const appeal = he.page.locator('.order-card').filter({ hasText: '只发过一次' })
  await appeal.getByRole('button', { name: '解除' }).click()
  await button(he, '已说明').click()
  await button(he, '解除，告诉本人').click()
  await appeal.waitFor({ state: 'detached' })
  await zhao.see('以前的').waitFor()
  await zhao.see(/情况已经说清楚了/).waitFor()

  await zhao.page.goBack()
  await zhao.page.locator('textarea:visible').first().fill('谢谢，记住了')
  await button(zhao, '发送').click()
  await lin.see('谢谢，记住了').waitFor()
})
