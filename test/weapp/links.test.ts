import { signInWithWechat } from './support/acts'
import { HERE, must, openQuarter, type Neighbour, type Quarter } from './support/quarter'

let quarter: Quarter
let lin: Neighbour
beforeAll(async () => {
  quarter = await openQuarter()
  lin = await quarter.neighbour('resident', '林')
})
afterAll(() => quarter.close())

interface Card {
  title: string
  path: string
}

test('a shared ticket opens at a neighbour’s, and asks a stranger to sign in first', async () => {
  const ticketId = await quarter.report(lin, '垃圾桶满了')
  const phone = await lin.phone({
    open: `resident/ticket/index?communityId=${HERE}&ticketId=${ticketId}`,
  })
  await phone.see('办理过程')
  const card = phone.share() as Card // as WeChat takes it from the page
  expect(card).toMatchObject({ title: '垃圾满溢' })
  phone.close()

  const chen = await quarter.neighbour('resident', '陈')
  const neighbours = await chen.phone({ open: card.path, scene: 1007 })
  await neighbours.see('垃圾桶满了')
  neighbours.close()

  const strangers = await quarter.newPhone('stranger', { open: card.path, scene: 1007 })
  await strangers.tap('登录')
  await signInWithWechat(strangers)
  await strangers.see('再试一次') // not of this community: in words, with a way on
  expect(strangers.shows('垃圾桶满了')).toBe(false)
  strangers.close()
})

test('a card for nobody in particular leads to the first page', async () => {
  const phone = await lin.phone()
  await phone.see('社区动态')
  expect(phone.share()).toEqual({ title: '远亲不如近邻', path: '/pages/group/index' })
  phone.close()
})

test('an invitation that is scanned on a poster fills in the community, and the desk sees that there was one', async () => {
  const wang = await quarter.neighbour('moderator', '王')
  const { code } = must(
    await wang.speak('makeInvitation', { params: { communityId: HERE }, body: { days: 7 } }),
  ).body
  const phone = await quarter.newPhone('zhao', {
    person: { code: `https://jinlin.example/#/resident/join/index?code=${code}` },
  })
  await phone.tap('登录')
  await signInWithWechat(phone)
  await phone.tap('找我的社区')
  await phone.tap('扫邀请码')
  await phone.see('加入光熙门北里北社区')
  await phone.tap('选楼号')
  await phone.tap('8号楼')
  await phone.tap('1单元')
  await phone.type('门牌号', '102')
  await phone.type('您的姓', '赵')
  await phone.tap('租户')
  await phone.tap('提交申请')
  await phone.see('申请已提交，等居委会核对')

  const desk = await wang.phone({ open: `desk/applications/index?communityId=${HERE}` })
  await desk.see('持邀请码')
  desk.close()
  phone.close()
})

test('a code that is none of ours is told, and nothing is lost', async () => {
  const phone = await quarter.newPhone('qian', { person: { code: 'https://example.com/menu' } })
  await phone.tap('登录')
  await signInWithWechat(phone)
  await phone.tap('找我的社区')
  await phone.tap('扫邀请码')
  await phone.see('这个码不是近邻的邀请码。')

  expect(phone.page().route).toBe('resident/join/index')
  phone.close()
})

test('whoever is invited to an office takes it up from the code and finds their tools', async () => {
  const code = await quarter.code('worker')
  const phone = await quarter.newPhone('ma', {
    open: `resident/join/index?scene=${code}`,
    scene: 1047,
  })
  await phone.see('邀请您担任光熙门北里北社区的网格员')
  await phone.tap('登录后接受')
  await signInWithWechat(phone)
  await phone.type('您的姓', '马')
  await phone.tap('接受')
  await phone.tap('开始工作')
  await phone.tap('网格任务')

  await phone.see('手上没有待办的工单')
  phone.close()
})
