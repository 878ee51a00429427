import { fillTalk, hadRead } from '../support/long-talk'
import { HERE, must, openQuarter, type Neighbour, type Quarter } from './support/quarter'
import type { Phone } from './host/phone'

/** What it costs in WeChat to move through a history of 10,000 messages. */
const HISTORY = 10_000
const READ = 9_000
const KB = 1024

let quarter: Quarter
let lin: Neighbour
let groupId: string

beforeAll(async () => {
  quarter = await openQuarter()
  lin = await quarter.neighbour('resident', '林')
  const chen = await quarter.neighbour('resident', '陈')
  const { items } = must(await lin.speak('listGroups', { params: { communityId: HERE } })).body
  groupId = items.find(({ kind }) => kind === 'community')?.groupId ?? ''
  const { db } = quarter.mock.server.deps.database
  const talk = { communityId: HERE, groupId }
  await fillTalk(db, { ...talk, authorId: chen.session.me.personId, upTo: HISTORY })
  await hadRead(db, { ...talk, personId: lin.session.me.personId, seq: READ })
})
afterAll(() => quarter.close())

const list = '.talk__list'
const rows = (phone: Phone): number[] =>
  [...phone.page().element.querySelectorAll('[id^="m"]')]
    .map(({ id }) => Number(id.split('-')[1]))
    .filter((seq) => seq > 0)

test('it opens at the first unread message, and every page of older ones stays within its budget', async () => {
  const phone = await lin.phone({ open: `talk/chat/index?communityId=${HERE}&groupId=${groupId}` })
  await phone.see('以下是新消息')
  await phone.settled()
  const opened = phone.take()
  expect(rows(phone)).toContain(READ + 1)
  expect({ isWithin: opened.bytes < 128 * KB, bytes: opened.bytes }).toMatchObject({
    isWithin: true,
  })

  const sizes: number[] = []
  for (let page = 0; page < 8; page += 1) {
    const first = rows(phone)[0] ?? 0
    await phone.fire(list, 'scrolltoupper', { direction: 'top' })
    await phone.until('older messages', () => (rows(phone)[0] ?? first) < first)
    await phone.settled()
    sizes.push(phone.take().bytes)
    expect(rows(phone).length).toBeLessThanOrEqual(150)
  }
  expect({ isWithin: Math.max(...sizes) < 128 * KB, sizes }).toMatchObject({ isWithin: true })
  phone.close()
})
