import { openTown, type Town } from './support/town'
import type { ScreenOptions } from './support/browser'
import { speakAs } from '../support/mock'

const TOWN = '110105006041'

let town: Town
let ticketId: string
beforeAll(async () => {
  town = await openTown()
  const lin = await speakAs(town.mock.url, '林阿姨')
  const { body } = await lin('listTickets', {
    params: { communityId: TOWN },
    query: { view: 'community', state: 'handled' },
  })
  ticketId = body.items[0]?.ticketId ?? ''
})
afterAll(() => town.close())

/** Every page once, as whom it is for; each has something on it that tells that it is there. */
const PAGES: readonly [string, string, string, Omit<ScreenOptions, 'url'>, string | RegExp][] = [
  ['group', 'pages/group/index', '社区动态', { who: '林阿姨' }, '3-2 林'],
  ['report', 'pages/report/index', '拍照上报', { who: '林阿姨' }, '我报的'],
  ['nearby', 'pages/nearby/index', '从社区中心算起', { who: '林阿姨' }, '示例数据'],
  ['me', 'pages/me/index', '我的社区', { who: '林阿姨' }, '消息'],
  ['my-tickets', 'resident/my-tickets/index', '我关注的', { who: '林阿姨' }, '我报的'],
  ['community-tickets', 'resident/community-tickets/index', '待核查', { who: '陈师傅' }, '全部'],
  ['announcements', 'resident/announcements/index', '置顶', { who: '林阿姨' }, '未读'],
  ['inbox', 'resident/inbox/index', '全部标为已读', { who: '林阿姨' }, /今天|昨天/],
  ['settings', 'resident/settings/index', '关怀版', { who: '林阿姨' }, '注销账号'],
  ['privacy', 'resident/privacy/index', '谁负责', {}, '留什么，为什么'],
  ['find-community', 'resident/join/index', '其他找法', { who: '小郭' }, '按区和街道找'],
  ['queue', 'gridwork/queue/index', '按时限', { who: '周师傅' }, '巡查上报'],
  ['desk-on-a-phone', 'desk/home/index', '待受理', { who: '王主任' }, '公告'],
  ['desk-announcements', 'desk/announcements/index', '等着发出', { who: '王主任' }, '人已读'],
  ['announce', 'desk/announce/index', '标题', { who: '王主任' }, '发'],
  ['members', 'desk/members/index', '成员', { who: '王主任' }, '3号楼'],
  ['invitation', 'desk/invitation/index', '邀请', { who: '王主任' }, '天'],
  ['elder', 'pages/report/index', '拍照上报', { who: '陈师傅', isElder: true }, '我报的'],
  ['dark', 'pages/group/index', '社区动态', { who: '林阿姨', isDark: true }, '公告'],
  ['members', 'desk/members/index', '成员', { who: '王主任', size: 'desktop' }, '3号楼'],
  ['group', 'pages/group/index', '社区动态', { who: '林阿姨', size: 'desktop' }, '公告'],
]

test.each(PAGES)('%s (%s) is there, and fits the window', async (name, path, first, who, then) => {
  const screen = await town.screen(who)
  await screen.open(path)
  await screen.see(first).waitFor()
  await screen.see(then).waitFor()
  await screen.picture(name)
  const { width } = screen.page.viewportSize() ?? { width: 0 }
  expect(await screen.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  await screen.close()
})

test('a ticket, from a link', async () => {
  const screen = await town.screen({ who: '林阿姨' })
  await screen.open(`resident/ticket/index?communityId=${TOWN}&ticketId=${ticketId}`)
  await screen.see('办理过程').waitFor()
  await screen.picture('ticket-to-confirm')
  await screen.close()
})
