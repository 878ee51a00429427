import type { Phone } from './host/phone'
import { HERE, must, openQuarter, type Neighbour, type Quarter } from './support/quarter'

/**
 * What crosses between the logic and the screen is what WeChat is slow at: each call, and each
 * byte of it. The figures are budgets; whoever breaks one finds in the failure which part was sent.
 */
let quarter: Quarter
let lin: Neighbour
let wang: Neighbour
const reported: string[] = []

beforeAll(async () => {
  quarter = await openQuarter()
  lin = await quarter.neighbour('resident', '林')
  wang = await quarter.neighbour('moderator', '王')
  for (let at = 1; at <= 4; at += 1)
    must(
      await wang.speak('postAnnouncement', {
        params: { communityId: HERE },
        body: {
          title: `第 ${at} 号通知`,
          words: '周六上午 9 点到 11 点，中心花园有免费理发、磨刀、量血压，欢迎来。'.repeat(2),
        },
      }),
    )
  for (let at = 1; at <= 12; at += 1)
    reported.push(await quarter.report(lin, `第 ${at} 件：东门内侧积水，电动车过去溅一身。`))
})
afterAll(() => quarter.close())

const KB = 1024
/** `src/features/tickets/live.ts` and `src/features/groups/live.ts` wait so long at most. */
const READS_AGAIN_WITHIN_MS = 600
const sent = (phone: Phone) => {
  const { calls, bytes, list } = phone.take()
  return {
    calls,
    bytes,
    what: list.map((call) => `${call.page} ${call.keys.join(' ')} ${call.bytes}`),
  }
}
/** The first word of the socket makes the screens read once more; on a busy machine that comes late. */
const atRest = async (phone: Phone): Promise<void> => {
  await phone.until('the socket to be there', () => phone.openSockets === 1)
  await phone.settled()
  await new Promise((resolve) => setTimeout(resolve, READS_AGAIN_WITHIN_MS))
  await phone.settled()
}
const accept = async (ticketId: string | undefined): Promise<unknown> =>
  must(
    await wang.speak('advanceTicket', {
      params: { communityId: HERE, ticketId: ticketId ?? '' },
      body: { step: 'accept' },
    }),
  )

test('the first screen of a member takes at most two calls and 40 KB', async () => {
  const phone = await lin.phone()
  await phone.see('社区动态')
  await phone.settled()

  const { calls, bytes, what } = sent(phone)
  expect({ calls, what }).toMatchObject({ calls: 2 })
  expect(bytes).toBeLessThan(40 * KB)
  phone.close()
})

test('a ticket that changes on an open list crosses alone, with what changed of it', async () => {
  const phone = await lin.phone({ open: 'resident/community-tickets/index' })
  await phone.see(/第 12 件/)
  await atRest(phone)
  const opened = sent(phone)
  expect(opened.bytes).toBeLessThan(40 * KB)

  await accept(reported[5])
  await phone.see('已立案')
  await phone.settled()
  const { calls, bytes, what } = sent(phone)
  expect({ calls, what }).toMatchObject({ calls: 1 })
  expect(bytes).toBeLessThan(KB)
  phone.close()
})

test('a new ticket costs an open list less than the list itself', async () => {
  const phone = await lin.phone({ open: 'resident/community-tickets/index' })
  await phone.see(/第 12 件/)
  await atRest(phone)
  const opened = sent(phone)

  await quarter.report(wang, '刚刚报的')
  await phone.see('刚刚报的')
  await phone.settled()
  const { calls, bytes } = sent(phone)
  expect(calls).toBe(1)
  expect(bytes).toBeLessThan(opened.bytes)
  phone.close()
})

test('a page that is covered by another is not drawn again for what happens meanwhile', async () => {
  const phone = await lin.phone()
  await phone.openTab('上报')
  await phone.see(/第 12 件/)
  await atRest(phone)
  await phone.tap('不拍照，直接写')
  await phone.see('在哪儿')
  await phone.settled()
  sent(phone)

  await phone.type('说一说', '门口的灯坏了')
  await phone.settled()
  const { bytes, what } = sent(phone)
  expect({ bytes: bytes < 2 * KB, what }).toMatchObject({ bytes: true })
  phone.close()
})

test('a character typed into the form costs next to nothing', async () => {
  const phone = await lin.phone()
  await phone.openTab('上报')
  await atRest(phone)
  await phone.tap('不拍照，直接写')
  await phone.type('说一说', '门口的灯坏')
  await phone.settled()
  sent(phone)

  await phone.type('说一说', '门口的灯坏了')
  await phone.settled()
  const { calls, bytes, what } = sent(phone)
  expect({ calls: calls <= 2, what }).toMatchObject({ calls: true })
  expect(bytes).toBeLessThan(200)
  phone.close()
})

test('a ticket opens within 20 KB, and a step that happens live costs a fraction of it', async () => {
  const ticketId = reported[6] ?? ''
  const phone = await lin.phone({
    open: `resident/ticket/index?communityId=${HERE}&ticketId=${ticketId}`,
  })
  await phone.see('办理过程')
  await atRest(phone)
  const opened = sent(phone)
  expect(opened.calls).toBeLessThanOrEqual(2)
  expect(opened.bytes).toBeLessThan(20 * KB)

  await accept(ticketId)
  await phone.see('居委会已经立案，正在安排人去办。')
  await phone.settled()
  const live = sent(phone)
  expect({ calls: live.calls, what: live.what }).toMatchObject({ calls: 1 })
  expect({ bytes: live.bytes < 4 * KB, what: live.what }).toMatchObject({ bytes: true })
  phone.close()
})

test('the desk with its lists opens within 40 KB, and a new report does not send it all again', async () => {
  const phone = await wang.phone({ open: `desk/home/index?communityId=${HERE}` })
  await phone.see(/第 1 件/)
  await atRest(phone)
  const opened = sent(phone)
  expect(opened.bytes).toBeLessThan(40 * KB)

  await quarter.report(lin, '桌上多了一件')
  await phone.see('桌上多了一件')
  await phone.settled()
  expect(sent(phone).bytes).toBeLessThan(opened.bytes)
  phone.close()
})
