import type { Screen } from './support/browser'
import { photoFile } from './support/photo-file'
import { openTown, type Town } from './support/town'
import { writeReport } from './support/write-report'

const WORDS = '5号楼门口垃圾桶满了，袋子堆到了路上'

let town: Town
beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town.close())

const addPhoto = async ({ page }: Screen): Promise<void> => {
  const chooser = page.waitForEvent('filechooser')
  await page.locator('.sheet .photos__add').last().tap()
  await (await chooser).setFiles([await photoFile('bins-emptied')])
}
const send = async ({ page }: Screen): Promise<void> => {
  await page.locator('.sheet .buttons .button').last().tap()
  await page.locator('.sheet').waitFor({ state: 'detached' })
}

test('a report becomes a ticket, is handled on the spot, and a neighbour says that it is solved: three people at once', async () => {
  const lin = await town.screen({ who: '林阿姨' })
  const desk = await town.screen({ who: '王主任', size: 'desktop' })
  const zhou = await town.screen({ who: '周师傅' })
  await desk.open('desk/home/index')
  await zhou.open('gridwork/queue/index')
  await lin.open('pages/report/index')

  await writeReport(lin, {
    category: { typed: '垃圾满', name: '垃圾满溢' },
    building: '5号楼',
    words: WORDS,
  })
  await lin.picture('write')
  await lin.see('提交').tap()
  await lin.see('待受理').waitFor()

  // The desk hears of it by itself, and gives it to the grid's own worker in one act.
  await desk.see(WORDS).click()
  await desk.see(/受理，派给.*周/).waitFor()
  await desk.picture('desk')
  await desk.see(/受理，派给.*周/).click()
  await lin.see('已派遣').waitFor()

  await zhou.see(WORDS).tap()
  // The queue has the same button, and slides away.
  await zhou.page.waitForURL(/resident\/ticket/)
  await zhou.page.getByText('基本情况').waitFor()
  await zhou.see('我来处理').tap()
  const claimSheet = zhou.page.locator('.sheet .buttons .button').last()
  await zhou.see('办完了，拍照交差').or(claimSheet).first().waitFor()
  if (await claimSheet.isVisible()) await claimSheet.tap()
  await lin.see('处置中').waitFor()
  await zhou.see('办完了，拍照交差').tap()
  await addPhoto(zhou)
  await zhou.picture('handle')
  await send(zhou)
  await lin.see('待核查').waitFor()

  // Whoever handled it is not asked whether it is solved.
  const isSolved = ({ page }: Screen) => page.getByRole('button', { name: '真的解决了' })
  expect(await isSolved(zhou).count()).toBe(0)
  await isSolved(lin).tap()
  await send(lin)
  await lin.see('居民现场确认已解决').waitFor()
  await lin.picture('ticket')
  await zhou.see('居民现场确认已解决').waitFor()

  await lin.page.getByRole('button', { name: '打个分' }).tap()
  await lin.page.getByRole('radio', { name: '5 星' }).tap()
  await send(lin)
  await lin.see('★★★★★').waitFor()
})

test('a newcomer agrees, finds the community, applies; a moderator admits; the group is there at once', async () => {
  const guo = await town.screen()
  await guo.open('pages/group/index')
  await guo.picture('welcome')
  await guo.see('登录，先看看示例').tap()
  await guo.see('小郭').waitFor()
  await guo.picture('sign-in')
  await guo.page.getByRole('checkbox').first().tap()
  await guo.see('小郭').tap()
  await guo.see('找我的社区').tap()
  await guo.page.locator('input:visible').first().fill('光熙门北里北')
  await guo.see('光熙门北里北社区').tap()
  await guo.see('选楼号').tap()
  await guo.page.getByRole('radio', { name: '6号楼', exact: true }).tap()
  await guo.page.getByRole('radio', { name: '2单元', exact: true }).tap()
  await guo.page.locator('input[placeholder="如：401"]').fill('502')
  await guo.page.getByRole('radio', { name: '租户' }).tap()
  await guo.picture('join')
  await guo.see('提交申请').tap()
  await guo.see('申请已提交').waitFor()

  const wang = await town.screen({ who: '王主任' })
  await wang.open('desk/applications/index')
  await wang.see('6-2 郭').waitFor()
  await wang.picture('applications')
  await wang.page.locator('.card', { hasText: '6-2 郭' }).getByText('通过', { exact: true }).tap()
  // Who waits on the page hears of it without doing anything.
  await guo.see(/欢迎|进群/).waitFor()
  await guo.open('pages/group/index')
  await guo.see('6号楼邻里群').waitFor()
  await guo.picture('group-of-a-newcomer')
})
