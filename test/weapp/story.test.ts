import type { Phone } from './host/phone'
import { chooseBuilding, chooseCategory, signInWithWechat } from './support/acts'
import { AT_BUILDING_3, openQuarter, photo, type Quarter } from './support/quarter'

/**
 * One story on three phones that are open all the time: each chapter begins where the one before
 * ended, and nobody pulls down to see what the others did.
 */
let quarter: Quarter
let lin: Phone
let wang: Phone
let zhou: Phone

beforeAll(async () => {
  quarter = await openQuarter()
  lin = await quarter.newPhone('lin', {
    person: {
      photos: [await photo('bin', '#5a7d4e')],
      allows: { 'scope.userLocation': false },
      pin: { latitude: 39.9673, longitude: 116.4347, name: '3号楼北门', address: '北京市朝阳区' },
    },
  })
  const moderator = await quarter.neighbour('moderator', '王')
  const worker = await quarter.neighbour('worker', '周')
  wang = await moderator.phone()
  zhou = await worker.phone({
    person: { photos: [await photo('clean', '#4e5a7d')], position: AT_BUILDING_3 },
  })
})
afterAll(() => quarter.close())

test('nothing personal leaves the phone before the notice is agreed to', async () => {
  await lin.tap('登录', { near: '远亲不如近邻' })
  await lin.tap('微信一键登录')
  await lin.see('先看一下隐私说明')
  await lin.tap('不同意')

  expect(lin.calls('login')).toHaveLength(0)
  expect(lin.stored('jinlin.session')).toBeUndefined()
})

test('whoever agrees is signed in by WeChat in one tap, and shown the next step', async () => {
  await signInWithWechat(lin)

  await lin.see('您还没有加入社区')
  expect(lin.calls('login')).toHaveLength(1)
})

test('a neighbour finds the community by name and applies with building, unit and room', async () => {
  await lin.tap('找我的社区')
  await lin.type('社区、村的名字', '光熙门北里北')
  await lin.tap('光熙门北里北社区')
  await lin.tap('选楼号')
  await lin.tap('3号楼')
  await lin.tap('2单元')
  await lin.type('门牌号', '401')
  await lin.type('您的姓', '林')
  await lin.tap('业主')
  await lin.see('3-2 林')
  await lin.tap('提交申请')

  await lin.see('申请已提交，等居委会核对')
  await lin.see('3号楼 2单元 401')
})

test('a moderator admits on another phone, and the neighbour’s phone says so by itself', async () => {
  await wang.openTab('我的')
  await wang.tap('居委会工作台')
  await wang.tap('入群申请')
  await wang.see('3号楼2单元401室')
  await wang.tap('通过', { near: '3号楼2单元401室' })
  await wang.see('已通过。“3-2 林”现在在群里了，已经通知他。')
  await wang.back()
  await wang.see('没有待受理的上报')

  await lin.see('欢迎加入光熙门北里北社区')
  await lin.tap('进群看看')
  await lin.see('3号楼邻里群')
})

test('a report begins with a picture, which the phone scales before it is sent', async () => {
  await lin.openTab('上报')
  await lin.tap('从相册选')
  await lin.see('还没选是什么事')

  expect(lin.page().route).toBe('resident/write/index')
  expect(lin.calls('chooseMedia')).toHaveLength(1)
  expect(lin.calls('compressImage')).toHaveLength(1)
  await chooseCategory(lin, { say: '垃圾满了', category: '垃圾满溢' })
  await lin.see('还没说在哪儿')
})

test('a refused location is no dead end: the building and WeChat’s map say where it is', async () => {
  await lin.tap('我在现场')
  await lin.see('没有拿到定位的许可。在图上点一下，或者选楼号，一样能报。')
  await lin.tap('在图上点')
  await lin.see('已在图上点好')
  expect(lin.valueOf('具体位置（可以不写）')).toBe('3号楼北门')

  await chooseBuilding(lin, '3号楼')
  await lin.tap('2单元')
  expect(lin.shows('还没说在哪儿')).toBe(false)
})

test('the ticket appears at the desk while the moderator looks', async () => {
  await lin.type('说一说', '早上就满了，味道很大')
  await lin.tap('提交')
  await lin.see('待受理')
  expect(lin.toasts.at(-1)).toBe('已上报，居委会很快会看到')
  expect(lin.calls('uploadFile')).toHaveLength(1)
  expect(lin.page().route).toBe('resident/ticket/index')

  await wang.see('早上就满了，味道很大')
})

test('everybody sees the picture, and nobody sees where it was taken', async () => {
  await wang.tap('早上就满了，味道很大')
  await wang.see('办理过程')
  const [picture] = wang.pictures()
  const bytes = Buffer.from(await wang.loadPicture(picture ?? ''))

  expect(bytes.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8])) // a JPEG
  expect(bytes.includes('Exif')).toBe(false)
})

test('accepted and dispatched in one tap, it is with the grid worker and with the reporter at once', async () => {
  await zhou.openTab('我的')
  await zhou.tap('网格任务')
  await zhou.see('手上没有待办的工单')
  await wang.tap('受理，派给网格员 周')
  await wang.see('已派遣')

  await zhou.see('早上就满了，味道很大')
  await lin.see('已经派给网格员，等他接单。')
})

test('the grid worker claims it from the queue and hands it in with a picture', async () => {
  await zhou.tap('我来处理')
  await lin.see('网格员正在处理。')
  await zhou.tap('办完了，拍照交差')
  await zhou.see('先拍一张现场照片')
  await zhou.tap('拍照')
  await zhou.gone('先拍一张现场照片')
  await zhou.type('怎么处理的？一两句话就行。', '清运干净了')
  await zhou.tap('办完了，拍照交差', { near: '怎么处理的？一两句话就行。' })

  await lin.see('处理完了，请去看看是不是真的解决了。')
  await wang.see('待核查')
})

test('the neighbour who reported it confirms, and every phone says that it is over and how', async () => {
  await lin.tap('真的解决了')
  await lin.tap('真的解决了', { near: '可以不写' })

  for (const phone of [lin, wang]) await phone.see('居民现场确认已解决')
  await zhou.see('手上没有待办的工单')
})

test('a closed ticket is rated with stars', async () => {
  await lin.tap('打个分')
  await lin.tap('5 星')
  await lin.tap('打个分', { near: '5 星' })
  await lin.see('★★★★★')

  await wang.see('★★★★★')
})
