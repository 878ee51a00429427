import { HERE, must, openQuarter, type Neighbour, type Quarter } from './support/quarter'

/** Talking in a group in the package as WeChat gets it, and what one more message costs the screen. */
let quarter: Quarter
let lin: Neighbour
let chen: Neighbour
let groupId: string

beforeAll(async () => {
  quarter = await openQuarter()
  lin = await quarter.neighbour('resident', '林')
  chen = await quarter.neighbour('resident', '陈')
  const wang = await quarter.neighbour('moderator', '王')
  const params = { communityId: HERE }
  for (const { session } of [lin, chen])
    must(
      await wang.speak('vouchForMember', { params: { ...params, personId: session.me.personId } }),
    )
  const { items } = must(await wang.speak('listGroups', { params })).body
  groupId = items.find(({ kind }) => kind === 'community')?.groupId ?? ''
  for (let at = 1; at <= 15; at += 1) await say(chen, `第 ${at} 句`)
})
afterAll(() => quarter.close())

const say = async (person: Neighbour, words: string): Promise<void> => {
  must(
    await person.speak('postMessage', {
      params: { communityId: HERE, groupId },
      body: { words },
    }),
  )
}

const page = () => `talk/chat/index?communityId=${HERE}&groupId=${groupId}`

test('a neighbour opens the group, says something, and it stands there once', async () => {
  const phone = await lin.phone({ open: page() })
  await phone.see('第 15 句')
  await phone.type('说点什么', '我来晚了，水停了吗？')
  await phone.tap('发送')
  await phone.until('the message to have arrived', () => !phone.shows('正在发送…'))

  const { items } = must(
    await chen.speak('listMessages', { params: { communityId: HERE, groupId } }),
  ).body
  expect(items.filter(({ words }) => words === '我来晚了，水停了吗？')).toHaveLength(1)
  phone.close()
})

test.each([1, -1])(
  'on a phone whose clock is wrong by %i hour, what was just said can be taken back, and was said just now',
  async (hours) => {
    const phone = await lin.phone({
      open: page(),
      now: () => Date.now() + hours * 3_600_000,
    })
    await phone.see('第 15 句')
    await phone.type('说点什么', `钟不准也一样 ${hours}`)
    await phone.tap('发送')
    await phone.see(`钟不准也一样 ${hours}`)
    await phone.until('the message to have arrived', () => !phone.shows('正在发送…'))
    await phone.longPress(`钟不准也一样 ${hours}`)
    await phone.tap('撤回')
    await phone.tap('撤回')
    await phone.see('您撤回了一条消息')
    phone.close()
  },
)

test('one new message of 100 characters crosses to the screen in at most 1.5 KB', async () => {
  const phone = await lin.phone({ open: page() })
  await phone.see('第 15 句')
  await phone.until('the socket to be there', () => phone.openSockets === 1)
  await phone.settled()
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  await phone.settled()
  phone.take()

  const words = '停水通知贴在单元门口了，'.repeat(9).slice(0, 100)
  await say(chen, words)
  await phone.see(words)
  await phone.settled()
  const { bytes, list } = phone.take()
  expect({
    isWithin: bytes <= 1536,
    what: list.map((call) => `${call.keys.join(' ')} ${call.bytes}`),
  }).toMatchObject({ isWithin: true })
  phone.close()
})

test('whoever nobody knows yet proves the phone number with one tap, and speaks', async () => {
  const zhao = await quarter.neighbour('resident', '赵')
  const phone = await zhao.phone({ open: page() })
  await phone.see('用微信手机号核实')
  expect(phone.shows('发送')).toBe(false)
  await phone.tap('用微信手机号核实')
  await phone.see('发送')
  await phone.type('说点什么', '大家好，我是新来的')
  await phone.tap('发送')
  await phone.until('the message to have arrived', () => !phone.shows('正在发送…'))

  const { items } = must(
    await chen.speak('listMessages', { params: { communityId: HERE, groupId } }),
  ).body
  expect(items.at(-1)).toMatchObject({ words: '大家好，我是新来的', state: 'shown' })
  phone.close()
})
