import { speakAs } from '../support/mock'
import type { Screen } from './support/browser'
import { photoFile } from './support/photo-file'
import { openTown, type Town } from './support/town'

const TOWN = '110105006041'

let town: Town
let lin: Screen
let sun: Screen
let wang: Screen

beforeAll(async () => {
  town = await openTown()
  lin = await town.screen({ who: '林阿姨' })
  await lin.open('pages/group/index')
  await lin.see('公告').waitFor()
  sun = await town.screen({ who: '孙老师' })
  wang = await town.screen({ who: '王主任', size: 'desktop' })
})
afterAll(() => town.close())

const button = ({ page }: Screen, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).locator('visible=true').last()
const write = ({ page }: Screen, label: string, words: string) =>
  page.getByLabel(label, { exact: true }).locator('visible=true').first().fill(words)

test('a moderator writes to two groups with a picture, looks at it, and sends it to whom it is for', async () => {
  await wang.open(`desk/announcements/index?communityId=${TOWN}`)
  await wang.see(/\d+\/\d+ 人已读/).waitFor()
  await wang.picture('desk-announcements')
  await button(wang, '发公告').click()
  await wang.page.locator('input[name="标题"]:visible').fill('3、5号楼换门禁')
  await wang.page.locator('textarea:visible').fill('周五上午换门禁，请下楼领新卡。')
  const chooser = wang.page.waitForEvent('filechooser')
  await button(wang, '添加照片').click()
  await (await chooser).setFiles([await photoFile('door')])
  await wang.page.getByRole('radio', { name: '选几个群' }).click()
  await write(wang, '找群，比如 3号楼', '3号楼')
  await wang.page.getByRole('checkbox', { name: /^3号楼邻里群/ }).click()
  await write(wang, '找群，比如 3号楼', '5号楼')
  await wang.page.getByRole('checkbox', { name: /^5号楼邻里群/ }).click()
  await button(wang, '选好了（2 个群）').click()
  await wang.page.getByRole('switch', { name: /开评论/ }).click()
  await wang.picture('announce')
  await button(wang, '看一遍，再发出').click()
  await wang.see(/^2 人会收到$/).waitFor()
  await button(wang, '发给 2 人').click()

  await wang.see('0/2 人已读').waitFor()
  await wang.see('发给 3号楼邻里群、5号楼邻里群').waitFor()
})

test('a neighbour sees it come without asking, reads it, and says something under it', async () => {
  const card = lin.page.getByRole('link', { name: /^未读，3、5号楼换门禁/ })
  await card.waitFor()
  await card.tap()
  await lin.see('周五上午换门禁，请下楼领新卡。').waitFor()
  await lin.page.getByRole('button', { name: '第 1 张照片' }).locator('visible=true').tap()
  await lin.page.locator('dialog.viewer').waitFor()
  await lin.page.getByRole('button', { name: '关闭' }).tap()
  await lin.page.locator('textarea:visible').fill('腿脚不好，能帮我带上来吗？')
  await button(lin, '发表').tap()
  await lin.page.getByText('腿脚不好，能帮我带上来吗？').locator('visible=true').first().waitFor()
  await lin.see('评论 1').waitFor()
  await lin.picture('announcement')
})

test('the desk’s figures move by themselves, and the reminder reaches who has not read', async () => {
  await wang.see('1/2 人已读').waitFor()
  await wang.page.getByRole('button', { name: /^5号楼，0\/1 人已读/ }).click()
  await wang.see(/^5-4 孙（302）$/).waitFor()
  await sun.open('resident/inbox/index')
  await sun.see('3、5号楼换门禁').waitFor()
  await button(wang, '提醒没看的 1 人').click()
  await wang.page.locator('dialog.ask').getByRole('button', { name: '提醒', exact: true }).click()
  await wang.see(/提醒过了，.* 以后可以再提醒/).waitFor()
  await wang.picture('desk-announcement')

  await sun.see('还有一条公告没看').waitFor()
  await sun.see('还有一条公告没看').tap()
  await sun.see('腿脚不好，能帮我带上来吗？').waitFor()
  await wang.see('2/2 人已读').waitFor()
  await wang.see('大家都看过了').waitFor()
})

test('what a moderator changes or takes back is seen at once where it is open', async () => {
  await button(wang, '修改').click()
  await wang.page.locator('textarea:visible').fill('改到周六上午换门禁，请下楼领新卡。')
  await button(wang, '看一遍，再保存').click()
  await button(wang, '保存修改').click()
  await wang.page.locator('dialog.ask').getByRole('button', { name: '保存', exact: true }).click()
  await lin.see('改到周六上午换门禁，请下楼领新卡。').waitFor()
  await lin.see(/修改过/).waitFor()

  await button(wang, '撤回公告').click()
  await wang.page.locator('dialog.ask').getByRole('button', { name: '撤回', exact: true }).click()
  await lin.see('这条公告已经撤回').waitFor()
  const speak = await speakAs(town.mock.url, '林阿姨')
  const { body } = await speak('listAnnouncements', { params: { communityId: TOWN }, query: {} })
  expect(body.items.map(({ title }) => title)).not.toContain('3、5号楼换门禁')
})
