import type { Phone } from './host/phone'
import { writeReport } from './support/acts'
import { HERE, must, openQuarter, photo, type Neighbour, type Quarter } from './support/quarter'

const NO_NETWORK = '没有网络。您写的内容会存在手机里，连上网自动发出。'

let quarter: Quarter
let lin: Neighbour
beforeAll(async () => {
  quarter = await openQuarter()
  lin = await quarter.neighbour('resident', '林')
})
afterAll(() => quarter.close())

const REPORT = /\/issues$/
const PHOTO = /\/photos$/

/** On the server, whatever the phone believes. */
const arrived = async (words: string): Promise<number> => {
  const query = { view: 'mine' as const }
  const { items } = must(
    await lin.speak('listTickets', { params: { communityId: HERE }, query }),
  ).body
  return items.filter((ticket) => ticket.words === words).length
}

const writing = async (words: string): Promise<Phone> => {
  const phone = await lin.phone({ person: { photos: [await photo('bin', '#5a7d4e')] } })
  await phone.openTab('上报')
  await phone.settled() // categories and buildings are read ahead
  await phone.tap('从相册选')
  await writeReport(phone, words)
  return phone
}

const nothingIsKept = async (phone: Phone): Promise<void> => {
  await phone.see('我报的')
  await phone.until('every draft to be sent', () => phone.count('草稿和待发') === 0)
}

test('a report without a network waits, and is sent once when the network is back', async () => {
  const phone = await writing('下水道又堵了')
  phone.network('none')
  await phone.see(NO_NETWORK)
  await phone.tap('提交')
  await phone.see('等网络，会自动发出')
  expect(await arrived('下水道又堵了')).toBe(0)

  phone.network('wifi')
  await phone.see('没有草稿，也没有等着发的')
  expect(await arrived('下水道又堵了')).toBe(1)
  phone.close()
})

test('a report that waits survives closing the app, and is sent when it is opened again', async () => {
  const phone = await writing('路灯不亮')
  phone.network('none')
  await phone.tap('提交')
  await phone.see('等网络，会自动发出')

  const opened = await phone.reopen({ network: 'none' })
  await opened.openTab('上报')
  await opened.see('1 件等着发出')
  const again = await opened.reopen({ network: 'wifi' })
  await again.openTab('上报')
  await nothingIsKept(again)
  expect(await arrived('路灯不亮')).toBe(1)
  again.close()
})

test('a lost answer makes no second ticket: the report is sent again by itself and counts once', async () => {
  const phone = await writing('井盖松了')
  phone.loseNextAnswer(PHOTO)
  phone.loseNextAnswer(REPORT)
  await phone.tap('提交')
  await phone.see('等网络，会自动发出') // the picture's answer was lost
  await phone.see('没有草稿，也没有等着发的')

  expect(phone.calls('uploadFile')).toHaveLength(2)
  expect(await arrived('井盖松了')).toBe(1)
  phone.close()
})

test('the app may be closed before the answer comes, and the report still counts once', async () => {
  const phone = await writing('栏杆断了')
  phone.loseNextAnswer(REPORT)
  await phone.tap('提交')
  await phone.see('等网络，会自动发出')
  expect(await arrived('栏杆断了')).toBe(1)

  const again = await phone.reopen()
  await again.openTab('上报')
  await nothingIsKept(again)
  expect(await arrived('栏杆断了')).toBe(1)
  again.close()
})

test('what was begun survives closing the app, with its picture', async () => {
  const phone = await writing('电梯里有怪声')
  const again = await phone.reopen()
  await again.openTab('上报')
  await again.tap('电梯里有怪声')
  await again.see('照片')

  expect(again.valueOf('说一说')).toBe('电梯里有怪声')
  const picture = () => again.pictures().find((src) => src !== '')
  await again.until('the picture', () => picture() !== undefined)
  expect((await again.loadPicture(picture() ?? '')).length).toBeGreaterThan(0)
  await again.tap('提交')
  await again.see('居委会很快会看到，受理后会告诉您。')
  again.close()
})
