import type { Person } from './host/memory'
import type { Phone } from './host/phone'
import { chooseBuilding, chooseCategory } from './support/acts'
import { HERE, must, openQuarter, photo, type Neighbour, type Quarter } from './support/quarter'

let quarter: Quarter
let lin: Neighbour
beforeAll(async () => {
  quarter = await openQuarter()
  lin = await quarter.neighbour('resident', '林')
})
afterAll(() => quarter.close())

const reporting = async (person: Partial<Person>): Promise<Phone> => {
  // A phone of her own each time: what was answered once is remembered by WeChat.
  const phone = await lin.newPhone({
    person: { photos: [await photo('bin', '#5a7d4e')], ...person },
  })
  await phone.openTab('上报')
  await phone.settled()
  return phone
}

test('whoever refuses WeChat’s privacy guide is told why there is no picture, and reports in words', async () => {
  const phone = await reporting({ agreesToPrivacy: false })
  await phone.tap('从相册选')
  await phone.see('要用照片，请在微信的隐私提示里点“同意”，再试一次。')

  await phone.tap('不拍照，直接写')
  await chooseCategory(phone, { say: '垃圾满了', category: '垃圾满溢' })
  await chooseBuilding(phone, '3号楼')
  await phone.type('说一说', '只写不拍')
  await phone.tap('提交')
  await phone.see('居委会很快会看到，受理后会告诉您。')
  phone.close()
})

test('a refused camera leads to the settings, where it can be allowed', async () => {
  const phone = await reporting({ allows: { 'scope.camera': false } })
  await phone.tap('拍照上报')
  await phone.see('没有拿到相机、相册的许可')
  phone.person.allows['scope.camera'] = true
  await phone.tap('去设置')
  expect(phone.calls('openSetting')).toHaveLength(1)

  await phone.tap('拍照上报')
  await phone.see('还没选是什么事')
  phone.close()
})

test('whoever closes the camera without a picture is where they were, without a word', async () => {
  const phone = await reporting({ photos: [] })
  await phone.tap('拍照上报')
  await phone.settled()

  expect(phone.page().route).toBe('pages/report/index')
  expect(phone.toasts).toEqual([])
  expect(phone.shows('草稿和待发')).toBe(false)
  phone.close()
})

test('a phone that finds no position says so and offers the other ways', async () => {
  const phone = await reporting({ position: null })
  await phone.tap('不拍照，直接写')
  await phone.tap('我在现场')
  await phone.see('这会儿定不了位。在图上点一下，或者选楼号，一样能报。')
  await phone.tap('在图上点') // closed without choosing
  await phone.see('打开地图')
  await chooseBuilding(phone, '8号楼')
  expect(phone.shows('还没说在哪儿')).toBe(false)
  phone.close()
})

test('services nearby are measured from the community where the phone may not say where it is', async () => {
  const phone = await reporting({ allows: { 'scope.userLocation': false } })
  await phone.openTab('服务')
  await phone.tap('.nearby__start')
  await phone.until('a word about it', () => phone.toasts.length > 0)

  expect(phone.calls('getLocation')).toHaveLength(1)
  phone.close()
})

test('WeChat is asked on a tap whether it may send messages, and what was allowed is kept', async () => {
  const worker = await quarter.neighbour('worker', '周')
  const phone = await worker.newPhone({ person: { subscribes: 'accept' } })
  await phone.openTab('我的')
  await phone.tap('消息')
  await phone.tap('开启提醒')
  await phone.see('好的，有进展会在微信里告诉您')
  expect(phone.calls('requestSubscribeMessage')).toHaveLength(1)
  phone.close()

  const wang = await quarter.neighbour('moderator', '王')
  const ticketId = await quarter.report(lin, '垃圾桶满了')
  const params = { communityId: HERE, ticketId }
  must(await wang.speak('advanceTicket', { params, body: { step: 'accept' } }))
  const toPersonId = worker.session.me.personId
  must(await wang.speak('advanceTicket', { params, body: { step: 'dispatch', toPersonId } }))
  const page = `resident/ticket/index?communityId=${HERE}&ticketId=${ticketId}`
  await expect(quarter.message(worker.name)).resolves.toMatchObject({ page })
})

test('whoever does not want messages is told that they still wait in the app', async () => {
  const phone = await lin.newPhone({ person: { subscribes: 'reject' } })
  await phone.openTab('我的')
  await phone.tap('消息')
  await phone.tap('开启提醒')

  await phone.see('没有开启。消息还是会在这里等着您。')
  phone.close()
})
