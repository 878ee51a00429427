import { createFaults, type Faults } from '../../mock/http/faults'
import { openWechat, type PretendWechat } from '../../mock/wechat/wechat'
import { createHttpWechat } from '../../server/adapters/wechat/http-wechat'
import type { SubscribeMessage, WeChat } from '../../server/ports/wechat'

const APP = { appId: 'wx0000000000000000', secret: 'of this test' }
const PUSH_TOKEN = 'ofThisTest'
const HOUR_MS = 3_600_000

describe('our door to WeChat', () => {
  let now = new Date('2026-11-23T02:00:00Z')
  const clock = { now: () => now }
  let faults: Faults
  let outside: PretendWechat
  let door: WeChat

  beforeEach(async () => {
    now = new Date('2026-11-23T02:00:00Z')
    faults = createFaults(clock.now)
    outside = await openWechat({
      ...APP,
      templates: { T1: ['thing1', 'thing2'] },
      pages: ['resident/ticket/index'],
      faults,
      pushToken: PUSH_TOKEN,
      now: clock.now,
    })
    door = createHttpWechat({
      ...APP,
      pushToken: PUSH_TOKEN,
      baseUrl: outside.url,
      clock,
      timeoutMs: 1_500,
    })
  })
  afterEach(() => outside.close())

  const messageTo = (person: string, change: Partial<SubscribeMessage> = {}): SubscribeMessage => ({
    openid: outside.openidOf(person),
    templateId: 'T1',
    page: 'resident/ticket/index?ticketId=1',
    fields: { thing1: '您上报的问题已处置', thing2: '请到现场看看' },
    ...change,
  })
  const callsOf = (call: string) => outside.heard.filter((one) => one.call === call)

  describe('phone numbers', () => {
    test('the code of WeChat’s button is good once, for the same number each time', async () => {
      const code = outside.phoneCodeOf('林阿姨')
      const first = await door.phoneNumber(code)

      expect(first).toEqual({ is: 'known', number: expect.stringMatching(/^199\d{8}$/) as string })
      expect(await door.phoneNumber(code)).toEqual({ is: 'refused' })
      expect(await door.phoneNumber(outside.phoneCodeOf('林阿姨'))).toEqual(first)
      expect(await door.phoneNumber('made up')).toEqual({ is: 'refused' })
    })

    test('a token that WeChat ended is renewed on the way, and no answer is busy', async () => {
      await door.phoneNumber('made up')
      outside.expireTokens()
      expect(await door.phoneNumber(outside.phoneCodeOf('lin'))).toMatchObject({ is: 'known' })

      faults.add({ on: 'wechat', call: 'phone', fault: 'down' })
      expect(await door.phoneNumber(outside.phoneCodeOf('lin'))).toEqual({ is: 'busy' })
    })
  })

  describe('the content check', () => {
    const checkWords = (words: string, person = 'lin') =>
      door.checkWords({ openid: outside.openidOf(person), words })
    const checkPicture = (url = 'https://jinlin.example/photo') =>
      door.checkPicture({ openid: outside.openidOf('lin'), url })
    beforeEach(() => outside.visit('lin'))

    test.each([
      ['今晚几点停水', 'pass'],
      ['mock:review', 'review'],
      ['特3456书yuuo莞6543李zxcz蒜7782法fgnv级', 'risky'],
    ])('of %s says %s', async (words, suggests) => {
      expect(await checkWords(words)).toEqual({ is: 'checked', suggests })
    })

    test('takes 2,500 characters and not one more', async () => {
      expect(await checkWords('字'.repeat(2500))).toMatchObject({ is: 'checked' })
      expect(await checkWords('字'.repeat(2501))).toEqual({ is: 'wrong', errcode: 47001 })
    })

    test('knows nobody whom it has not seen for two hours, and nobody of another mini-app', async () => {
      now = new Date(now.getTime() + 2 * HOUR_MS - 1)
      expect(await checkWords('你好')).toMatchObject({ is: 'checked' })
      now = new Date(now.getTime() + 1)
      expect(await checkWords('你好')).toEqual({ is: 'not-seen' })
      expect(await checkPicture()).toEqual({ is: 'not-seen' })
      expect(await door.checkWords({ openid: 'of another app', words: '你好' })).toEqual({
        is: 'not-seen',
      })
      await door.signIn(outside.codeOf('lin'))
      expect(await checkWords('你好')).toMatchObject({ is: 'checked' })
    })

    test('gives each picture a number of its own', async () => {
      const answers = [await checkPicture(), await checkPicture()]
      const traces = answers.map((one) => (one.is === 'asked' ? one.traceId : ''))

      expect(new Set(traces).size).toBe(2)
      expect(await checkPicture('file:///photo')).toEqual({ is: 'wrong', errcode: 47001 })
    })

    test.each([
      ['is down', { fault: 'down' as const }, null],
      ['answers 500', { fault: '500' as const }, null],
      ['answers too late', { fault: 'late' as const, ms: 2_000 }, null],
      ['loses its answer', { fault: 'lost-answer' as const }, null],
      ['is busy', { fault: 'errcode' as const, errcode: -1 }, -1],
      ['has had enough for this minute', { fault: 'errcode' as const, errcode: 44991 }, 44991],
      ['has had enough for today', { fault: 'errcode' as const, errcode: 45009 }, 45009],
    ])('when WeChat %s, is tried later', async (_, fault, errcode) => {
      faults.add({ ...fault, on: 'wechat', call: 'check-words' })
      expect(await checkWords('你好')).toEqual({ is: 'try-later', errcode })
      faults.clear()
      faults.add({ ...fault, on: 'wechat', call: 'check-picture' })
      expect(await checkPicture()).toEqual({ is: 'try-later', errcode })
    })

    test('goes on with a new token when the old one was ended', async () => {
      await checkWords('你好')
      outside.expireTokens()
      expect(await checkWords('你好')).toMatchObject({ is: 'checked' })
    })
  })

  describe('signing in', () => {
    test('a code of wx.login is answered with its person, and nothing else comes through the door', async () => {
      expect(await door.signIn(outside.codeOf('林阿姨'))).toEqual({
        is: 'signed-in',
        openid: outside.openidOf('林阿姨'),
      })
    })

    test('the same person has the same openid each time, and another person another', async () => {
      const openids = []
      for (const person of ['lin', 'lin', 'chen']) {
        const answer = await door.signIn(outside.codeOf(person))
        openids.push(answer.is === 'signed-in' ? answer.openid : answer.is)
      }
      expect(openids[0]).toBe(openids[1])
      expect(openids[0]).not.toBe(openids[2])
    })

    test.each([
      ['a code that WeChat never gave', () => Promise.resolve('made up')],
      [
        'a code that was used before',
        async () => {
          const code = outside.codeOf('lin')
          await door.signIn(code)
          return code
        },
      ],
      [
        'a code older than five minutes',
        () => {
          const code = outside.codeOf('lin')
          now = new Date(now.getTime() + 5 * 60_000)
          return Promise.resolve(code)
        },
      ],
      ['somebody whom WeChat distrusts', () => Promise.resolve(outside.codeOf('risky-one'))],
    ])('%s is refused', async (_, codeOf) => {
      expect(await door.signIn(await codeOf())).toEqual({ is: 'refused' })
    })

    test('more than a hundred times a minute is too often, and a minute later good again', async () => {
      for (let times = 0; times < 100; times += 1) await door.signIn(outside.codeOf('lin'))
      expect(await door.signIn(outside.codeOf('lin'))).toEqual({ is: 'busy' })
      now = new Date(now.getTime() + 60_001)
      expect(await door.signIn(outside.codeOf('lin'))).toMatchObject({ is: 'signed-in' })
    })

    test.each([
      ['says that it is busy', { fault: 'errcode', errcode: -1 }],
      ['answers too late', { fault: 'late', ms: 2_000 }],
      ['loses its answer', { fault: 'lost-answer' }],
      ['answers 500', { fault: '500' }],
      ['is down', { fault: 'down', times: 1 }],
    ] as const)('when WeChat %s, we are told to try later and can', async (_, fault) => {
      faults.add({ on: 'wechat', call: 'sign-in', ...fault })
      expect(await door.signIn(outside.codeOf('lin'))).toEqual({ is: 'busy' })
      expect(await door.signIn(outside.codeOf('lin'))).toMatchObject({ is: 'signed-in' })
    })

    test('a code whose answer was lost is used up: the phone has to bring a new one', async () => {
      faults.add({ fault: 'lost-answer', on: 'wechat', call: 'sign-in' })
      const code = outside.codeOf('lin')
      expect(await door.signIn(code)).toEqual({ is: 'busy' })
      expect(await door.signIn(code)).toEqual({ is: 'refused' })
    })

    test('a code that a proxy sent twice is refused', async () => {
      faults.add({ fault: 'duplicate', on: 'wechat', call: 'sign-in' })
      expect(await door.signIn(outside.codeOf('lin'))).toEqual({ is: 'refused' })
    })

    test('with a wrong secret nobody gets in', async () => {
      const wrong = createHttpWechat({ ...APP, secret: 'other', baseUrl: outside.url, clock })
      expect(await wrong.signIn(outside.codeOf('lin'))).toEqual({ is: 'refused' })
    })
  })

  describe('the access token', () => {
    test('is asked for once, and used until shortly before it ends', async () => {
      for (let times = 0; times < 3; times += 1) await door.sendSubscribeMessage(messageTo('lin'))
      expect(callsOf('token')).toHaveLength(1)
      now = new Date(now.getTime() + 2 * HOUR_MS - 4 * 60_000)
      await door.sendSubscribeMessage(messageTo('lin'))
      expect(callsOf('token')).toHaveLength(2)
      expect(callsOf('send').map(({ status }) => status)).toEqual([200, 200, 200, 200])
      expect(outside.messages).toHaveLength(4)
    })

    test('is asked for once by many messages at once', async () => {
      await Promise.all(
        ['a', 'b', 'c', 'd', 'e'].map((one) => door.sendSubscribeMessage(messageTo(one))),
      )
      expect(callsOf('token')).toHaveLength(1)
      expect(outside.messages).toHaveLength(5)
    })

    test('that WeChat ended early is renewed once, and the message goes out', async () => {
      await door.sendSubscribeMessage(messageTo('lin'))
      outside.expireTokens()
      expect(await door.sendSubscribeMessage(messageTo('lin'))).toEqual({ is: 'sent' })
      expect(outside.tokensGiven()).toBe(2)
    })

    test('that ended is renewed once however many messages find it so, and all go out', async () => {
      await door.sendSubscribeMessage(messageTo('lin'))
      outside.expireTokens()
      const people = Array.from({ length: 12 }, (_, index) => `neighbour-${index}`)
      const outcomes = await Promise.all(
        people.map((one) => door.sendSubscribeMessage(messageTo(one))),
      )
      expect(outcomes.map(({ is }) => is)).toEqual(people.map(() => 'sent'))
      expect(outside.tokensGiven()).toBe(2)
      expect(new Set(outside.messages.slice(1).map(({ to }) => to)).size).toBe(12)
    })

    test('that cannot be had leaves the message for later', async () => {
      faults.add({ fault: 'down', on: 'wechat', call: 'token', times: 1 })
      expect(await door.sendSubscribeMessage(messageTo('lin'))).toEqual({
        is: 'try-later',
        errcode: null,
      })
      expect(await door.sendSubscribeMessage(messageTo('lin'))).toEqual({ is: 'sent' })
    })
  })

  describe('a subscription message', () => {
    test('arrives with its page and its fields', async () => {
      expect(await door.sendSubscribeMessage(messageTo('lin'))).toEqual({ is: 'sent' })
      expect(outside.messages).toEqual([
        {
          at: now.toISOString(),
          to: outside.openidOf('lin'),
          templateId: 'T1',
          page: 'resident/ticket/index?ticketId=1',
          fields: { thing1: '您上报的问题已处置', thing2: '请到现场看看' },
        },
      ])
    })

    test('to somebody who takes none is refused, and that is not an error', async () => {
      outside.setAccepts('lin', false)
      expect(await door.sendSubscribeMessage(messageTo('lin'))).toEqual({ is: 'refused-by-user' })
      expect(outside.messages).toHaveLength(0)
    })

    test.each([
      ['to a stranger', 40003, { openid: 'somebody' }],
      ['by an unknown template', 40037, { templateId: 'T9' }],
      ['with a page that is not there', 41030, { page: 'resident/nowhere/index' }],
      ['without a field of its template', 47003, { fields: { thing1: '有' } }],
      [
        'with more than 20 characters in a thing',
        47003,
        { fields: { thing1: '一'.repeat(21), thing2: '有' } },
      ],
    ] as const)('%s is wrong (%i), and no later try would mend it', async (_, code, change) => {
      expect(await door.sendSubscribeMessage(messageTo('lin', change))).toEqual({
        is: 'wrong',
        errcode: code,
      })
    })

    test.each([
      [{ fault: 'errcode', errcode: -1 }, -1],
      [{ fault: 'errcode', errcode: 45009 }, 45009],
      [{ fault: '500' }, null],
      [{ fault: 'late', ms: 2_000 }, null],
      [{ fault: 'lost-answer' }, null],
    ] as const)('that meets %o is to be tried later', async (fault, code) => {
      faults.add({ on: 'wechat', call: 'send', ...fault })
      expect(await door.sendSubscribeMessage(messageTo('lin'))).toEqual({
        is: 'try-later',
        errcode: code,
      })
      expect(await door.sendSubscribeMessage(messageTo('lin'))).toEqual({ is: 'sent' })
    })
  })
})
