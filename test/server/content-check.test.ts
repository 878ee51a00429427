import { createHash } from 'node:crypto'
import QRCode from 'qrcode'
import { createPush } from '../../server/adapters/wechat/push'
import { delivererOf } from '../../server/jobs/deliverers'
import { deliverOutbox } from '../../server/jobs/deliver-outbox'
import { retention } from '../../server/jobs/retention'
import type { Database } from '../../server/ports/database'
import type { PictureAsked, WeChat, WordsChecked } from '../../server/ports/wechat'
import { testDatabase } from '../support/database'
import { GUANGXIMEN, pretendWechat, type Voice } from '../support/house'
import { DAY, HOUR, startStory, type Story } from '../support/story'
import { knownByPhone } from '../support/talk'

const MINUTE = 60_000
const TOKEN = 'ofThisTest'
const APP = { appId: 'wx1', secret: 's', baseUrl: 'https://wechat.example', templates: {} }
const here = { communityId: GUANGXIMEN }

type Suggestion = 'pass' | 'review' | 'risky'

/** WeChat as these tests want it, and what it was asked. */
const wechat = {
  words: (_words: string): WordsChecked => ({ is: 'checked', suggests: 'pass' }),
  picture: (): PictureAsked => ({ is: 'asked', traceId: `trace-${wechat.urls.length}` }),
  asked: [] as string[],
  urls: [] as string[],
  openids: [] as string[],
}

let database: Database
let story: Story
let groupId: string

const begin = async (pushToken: string | undefined = TOKEN, isOn = true): Promise<void> => {
  const door: WeChat = {
    ...pretendWechat,
    checkWords: ({ words, openid }) => {
      wechat.asked.push(words)
      wechat.openids.push(openid)
      return Promise.resolve(wechat.words(words))
    },
    checkPicture: ({ url }) => {
      wechat.urls.push(url)
      return Promise.resolve(wechat.picture())
    },
    push: createPush({ token: pushToken, clock: { now: () => story.house.now() } }),
  }
  story = await startStory(database, {
    wechat: door,
    config: isOn ? { wechat: { ...APP, ...(pushToken && { pushToken }) } } : {},
  })
  for (const { personId } of [story.lin, story.chen])
    await knownByPhone(database, personId, story.house.now())
  const { items } = (await story.wang.ask('listGroups', { params: here })).body
  groupId = items.find(({ kind }) => kind === 'community')?.groupId ?? ''
}

beforeEach(async () => {
  wechat.words = () => ({ is: 'checked', suggests: 'pass' })
  wechat.picture = () => ({ is: 'asked', traceId: `trace-${wechat.urls.length}` })
  wechat.asked = []
  wechat.urls = []
  wechat.openids = []
  database = await testDatabase()
  await begin()
})
afterEach(async () => {
  await story.close()
  await database.close()
})

const deliver = () => deliverOutbox(story.house.deps, delivererOf(story.house.deps))
const suggests = (suggestion: Suggestion): WordsChecked => ({
  is: 'checked',
  suggests: suggestion,
})

const say = async (
  person: Voice,
  body: { words?: string; photoIds?: string[]; place?: { name: string; point: Point } },
) => {
  const answer = await person.ask('postMessage', { params: { ...here, groupId }, body })
  if (answer.status !== 200) throw new Error(`may not say it: ${answer.code}`)
  return answer.body
}
type Point = { lat: number; lng: number }
const at = (seq: number) => ({ ...here, groupId, seq: String(seq) as unknown as number }) // a path is text
/** As somebody else sees it: what waits is not there for them. */
const stateFor = async (person: Voice, seq: number): Promise<string> => {
  const { body, code } = await person.ask('getMessage', { params: at(seq) })
  return code ?? body.state
}
const WAITS = 'message-gone'
const orderNewsFor = async (person: Voice) =>
  (await person.ask('listInbox', { query: { limit: 30 } })).body.items
    .map(({ kind }) => kind)
    .filter((kind) => kind.startsWith('order-'))
const promised = async () =>
  (
    await database.db
      .selectFrom('outbox')
      .select(['kind', 'delivered_at', 'dead_at', 'last_error'])
      .where('kind', 'like', 'wechat.check-%')
      .orderBy('id')
      .execute()
  ).map(({ kind, delivered_at, dead_at, last_error }) => ({
    kind,
    is: delivered_at ? 'done' : dead_at ? 'dead' : (last_error ?? 'waiting'),
  }))
const checks = () =>
  database.db
    .selectFrom('content_check')
    .select(['trace_id', 'outcome', 'answered_at'])
    .orderBy('trace_id')
    .execute()

/** One picture said by a neighbour who has lived here for long. */
const sayPicture = async (person = story.lin) => {
  if (person === story.lin) await story.pass(8 * DAY)
  const photoId = await story.photo(person)
  const { seq } = await say(person, { photoIds: [photoId] })
  return { photoId, seq }
}

describe('a comment under an announcement', () => {
  const write = async (suggestion: Suggestion) => {
    wechat.words = () => suggests(suggestion)
    const made = await story.wang.ask('postAnnouncement', {
      params: here,
      body: { title: '停水', words: '九点', hasComments: true },
    })
    const params = { ...here, announcementId: made.body.announcementId }
    const { body } = await story.lin.ask('commentAnnouncement', {
      params,
      body: { words: '加我好友' },
    })
    await deliver()
    return { ...params, commentId: body.commentId }
  }
  type Place = Awaited<ReturnType<typeof write>>
  const readBy = async (person: Voice, params: Place) =>
    (await person.ask('listAnnouncementComments', { params })).body.items.map(
      ({ isHeld }) => isHeld,
    )
  const countFor = async (person: Voice, params: Place) =>
    (await person.ask('getAnnouncement', { params })).body.commentCount
  const judge = (person: Voice, params: Place, act: 'let-through' | 'refuse', reason?: string) =>
    person.ask('judgeAnnouncementComment', { params, body: { act, ...(reason && { reason }) } })

  test('without objection stays', async () => {
    const place = await write('pass')
    expect(wechat.asked).toEqual(['加我好友'])
    expect(await readBy(story.chen, place)).toEqual([false])
    expect((await judge(story.he, place, 'let-through')).code).toBe('message-decided')
  })

  test('in doubt is for its author and moderators alone, until one lets it through', async () => {
    const place = await write('risky')
    expect(await readBy(story.chen, place)).toEqual([])
    expect(await countFor(story.chen, place)).toBe(0)
    expect(await readBy(story.lin, place)).toEqual([true])
    expect(await readBy(story.he, place)).toEqual([true])
    expect(await orderNewsFor(story.lin)).toEqual(['order-about-me'])
    const queue = await story.he.ask('listOrderQueue', { params: here })
    expect(queue.body).toMatchObject({ count: 1, comments: [{ words: '加我好友', title: '停水' }] })

    for (const person of [story.lin, story.chen])
      expect((await judge(person, place, 'let-through')).code).toBe('not-allowed')
    expect((await judge(story.he, place, 'let-through')).status).toBe(200)
    expect(await readBy(story.chen, place)).toEqual([false])
    expect((await story.he.ask('listOrderQueue', { params: here })).body.count).toBe(0)
  })

  test('refused with a reason is gone for everybody, and told to its author', async () => {
    const place = await write('review')
    expect((await judge(story.he, place, 'refuse')).code).toBe('needs-words')
    expect((await judge(story.he, place, 'refuse', '广告')).status).toBe(200)
    expect(await readBy(story.lin, place)).toEqual([])
    const log = await story.he.ask('listOrderActs', { params: here })
    expect(log.body.items.map(({ act }) => act)).toEqual(['refuse', 'hold'])
    expect((await judge(story.he, place, 'let-through')).code).toBe('not-found')
  })
})

describe('words', () => {
  test('to which WeChat has no objection stay, and nobody hears of the check', async () => {
    const { seq } = await say(story.lin, { words: '今晚几点停水？' })
    expect(wechat.asked).toEqual([])
    await deliver()

    expect(wechat.asked).toEqual(['今晚几点停水？'])
    expect(await stateFor(story.chen, seq)).toBe('shown')
    expect(await orderNewsFor(story.lin)).toEqual([])
    expect(await promised()).toEqual([{ kind: 'wechat.check-words', is: 'done' }])
  })

  test.each<Suggestion>(['risky', 'review'])(
    'that are %s wait for a moderator; author, moderators and log are told why',
    async (suggestion) => {
      const { seq } = await say(story.lin, { words: '不好的话' })
      expect(await stateFor(story.chen, seq)).toBe('shown')
      wechat.words = () => suggests(suggestion)
      await deliver()

      const { body: hers } = await story.lin.ask('getMessage', { params: at(seq) })
      expect(hers).toMatchObject({ state: 'held', holdReason: 'content-check' })
      expect(await stateFor(story.chen, seq)).toBe(WAITS)
      expect(await orderNewsFor(story.lin)).toEqual(['order-about-me'])
      expect(await orderNewsFor(story.wang)).toEqual(['order-waiting'])
      const { items } = (await story.wang.ask('listOrderActs', { params: here })).body
      expect(items[0]).toMatchObject({ act: 'hold', byName: null })
      const { body } = await story.wang.ask('listOrderQueue', { params: here })
      expect(body.count).toBe(1)
    },
  )

  test('of 4,000 characters go in parts of 2,500, and one bad part is enough', async () => {
    const words = `${'好'.repeat(2497)}😀坏话${'好'.repeat(1000)}`
    const { seq } = await say(story.lin, { words })
    wechat.words = (part) => suggests(part.includes('坏话') ? 'risky' : 'pass')
    await deliver()

    expect(wechat.asked).toHaveLength(2)
    for (const part of wechat.asked) {
      expect(part.length).toBeLessThanOrEqual(2500)
      expect(part).not.toMatch(/\p{Surrogate}/u)
    }
    expect(await stateFor(story.chen, seq)).toBe(WAITS)
  })

  test('the name of a place is words too', async () => {
    await say(story.lin, { place: { name: '三号楼门口', point: { lat: 39.967, lng: 116.4346 } } })
    await deliver()

    expect(wechat.asked).toEqual(['三号楼门口'])
  })

  test('are asked about again when WeChat is away, and what it says then counts', async () => {
    const { seq } = await say(story.lin, { words: '不好的话' })
    wechat.words = () => ({ is: 'try-later', errcode: null })
    await deliver()
    expect(await promised()).toEqual([{ kind: 'wechat.check-words', is: 'wechat no answer' }])
    expect(await stateFor(story.chen, seq)).toBe('shown')

    wechat.words = () => suggests('risky')
    await story.pass(MINUTE)
    await deliver()
    expect(await stateFor(story.chen, seq)).toBe(WAITS)
  })

  test('one part with doubts is held while another part got no answer', async () => {
    const { seq } = await say(story.lin, { words: '坏'.repeat(3000) })
    wechat.words = (part) =>
      part.length === 2500 ? { is: 'try-later', errcode: -1 } : suggests('review')
    await deliver()

    expect(await stateFor(story.chen, seq)).toBe(WAITS)
    expect(await promised()).toEqual([{ kind: 'wechat.check-words', is: 'done' }])
  })

  test('that WeChat refuses for a reason of ours are a dead letter for the operator', async () => {
    const { seq } = await say(story.lin, { words: '你好' })
    wechat.words = () => ({ is: 'wrong', errcode: 40129 })
    await deliver()

    expect(await promised()).toEqual([{ kind: 'wechat.check-words', is: 'dead' }])
    expect(await stateFor(story.chen, seq)).toBe('shown')
  })

  test('that a moderator has let through stay, whatever WeChat says later', async () => {
    await story.wang.ask('addKeywordRule', { params: here, body: { words: '发票' } })
    const { seq } = await say(story.lin, { words: '发票丢了' })
    expect(await promised()).toEqual([])
    await story.wang.ask('judgeMessage', { params: at(seq), body: { act: 'let-through' } })
    await deliver()

    expect(wechat.asked).toEqual([])
    expect(await stateFor(story.chen, seq)).toBe('shown')
  })

  test('that a moderator hid and showed again before the answer came stay shown', async () => {
    const { seq } = await say(story.lin, { words: '吵起来了' })
    const judge = (act: 'hide' | 'show') =>
      story.wang.ask('judgeMessage', { params: at(seq), body: { act, reason: '看一下' } })
    await judge('hide')
    await judge('show')
    wechat.words = () => suggests('risky')
    await deliver()

    expect(wechat.asked).toHaveLength(1)
    expect(await stateFor(story.chen, seq)).toBe('shown')
  })

  test('that were taken back are not asked about', async () => {
    const { seq } = await say(story.lin, { words: '说错了' })
    await story.lin.ask('recallMessage', { params: at(seq) })
    await deliver()

    expect(wechat.asked).toEqual([])
    expect(await promised()).toEqual([{ kind: 'wechat.check-words', is: 'done' }])
  })

  test('of somebody who deleted the account are not asked about', async () => {
    await say(story.chen, { words: '再见' })
    await story.chen.ask('deleteMe', { body: { confirm: '注销' } })
    await deliver()

    expect(wechat.asked).toEqual([])
  })
})

describe('whom WeChat has not seen', () => {
  test('a moderator at the desk, in the browser, is not asked about', async () => {
    await say(story.wang, { words: '明天停水' })

    expect(await promised()).toEqual([])
  })

  test('somebody who signed in with a code in the browser is asked about only while the phone was lately used', async () => {
    const { code } = (await story.lin.ask('makeSignInCode')).body
    const { token } = (await story.house.nobody.ask('signInWithCode', { body: { code } })).body
    const browser = story.house.withToken(token)
    await say(browser, { words: '刚用过手机' })
    expect(await promised()).toHaveLength(1)

    await story.pass(2 * HOUR)
    await browser.ask('getMe')
    const { seq } = await say(browser, { words: '手机放下很久了' })
    expect(await promised()).toHaveLength(1)
    expect(await stateFor(story.chen, seq)).toBe('shown')

    await story.lin.ask('getMe')
    await say(browser, { words: '又看了一眼手机' })
    expect(await promised()).toHaveLength(2)
  })

  test('what waited for WeChat over those two hours is left as the rules had it', async () => {
    const { seq } = await say(story.lin, { words: '你好' })
    await story.pass(2 * HOUR)
    await deliver()

    expect(wechat.asked).toEqual([])
    expect(await stateFor(story.chen, seq)).toBe('shown')
    expect(await promised()).toEqual([{ kind: 'wechat.check-words', is: 'done' }])
  })

  test('WeChat may itself say that it has not seen them', async () => {
    const { seq } = await say(story.lin, { words: '你好' })
    wechat.words = () => ({ is: 'not-seen' })
    await deliver()

    expect(await promised()).toEqual([{ kind: 'wechat.check-words', is: 'done' }])
    expect(await stateFor(story.chen, seq)).toBe('shown')
  })

  test('a picture of somebody new, sent from the browser, waits at once; a neighbour’s of longer does not', async () => {
    const { code } = (await story.lin.ask('makeSignInCode')).body
    const { token } = (await story.house.nobody.ask('signInWithCode', { body: { code } })).body
    const browser = story.house.withToken(token)
    await story.pass(3 * HOUR)
    const first = await say(browser, { photoIds: [await story.photo(browser)] })
    expect(first).toMatchObject({ state: 'held', holdReason: 'content-check' })

    await story.pass(8 * DAY)
    const second = await say(browser, { photoIds: [await story.photo(browser)] })
    expect(second.state).toBe('shown')
    expect(await promised()).toEqual([])
  })
})

describe('a server without AppID, or without the token of pushes', () => {
  const beginAgain = async (...how: Parameters<typeof begin>) => {
    await story.close()
    await database.close()
    database = await testDatabase()
    await begin(...how)
  }

  test('without AppID nothing is asked and nothing waits for it', async () => {
    await beginAgain(undefined, false)
    const { state } = await say(story.lin, { photoIds: [await story.photo(story.lin)] })

    expect(state).toBe('shown')
    expect(await promised()).toEqual([])
    expect((await push('{}')).statusCode).toBe(404)
  })

  test('without the token words are asked about, and pictures of somebody new wait', async () => {
    await beginAgain('')
    await say(story.lin, { words: '你好' })
    const { state } = await say(story.lin, { photoIds: [await story.photo(story.lin)] })

    expect(state).toBe('held')
    expect(await promised()).toEqual([{ kind: 'wechat.check-words', is: 'waiting' }])
    expect((await push('{}')).statusCode).toBe(404)
  })
})

let nonce = 0
const proof = (change: { token?: string; at?: Date; nonce?: string } = {}) => {
  nonce += 1
  const timestamp = String(Math.floor((change.at ?? story.house.now()).getTime() / 1000))
  const once = change.nonce ?? String(nonce)
  const words = [change.token ?? TOKEN, timestamp, once].sort().join('')
  const signature = createHash('sha1').update(words).digest('hex')
  return { signature, timestamp, nonce: once }
}
const push = (body: string, query: Record<string, string> = proof(), type = 'application/json') =>
  story.house.app.inject({
    method: 'POST',
    url: '/hooks/wechat',
    query,
    headers: { 'content-type': type },
    payload: body,
  })
const answer = (traceId: string, suggest: Suggestion | null = 'pass') =>
  JSON.stringify({
    ToUserName: 'gh_1',
    FromUserName: 'o1',
    CreateTime: 1,
    MsgType: 'event',
    Event: 'wxa_media_check',
    appid: 'wx1',
    trace_id: traceId,
    version: 2,
    ...(suggest
      ? {
          errcode: 0,
          errmsg: 'ok',
          detail: [{ strategy: 'content_model', errcode: 0, suggest: 'pass', label: '100' }],
          result: { suggest, label: suggest === 'pass' ? 100 : 20002 },
        }
      : { errcode: -1008, errmsg: 'download failed', detail: [] }),
  })
const xml = (traceId: string, suggest: Suggestion) =>
  `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><MsgType><![CDATA[event]]></MsgType>
   <Event><![CDATA[wxa_media_check]]></Event><trace_id><![CDATA[${traceId}]]></trace_id><version>2</version>
   <detail><strategy><![CDATA[content_model]]></strategy><errcode>0</errcode><suggest><![CDATA[pass]]></suggest></detail>
   <errcode>0</errcode><errmsg><![CDATA[ok]]></errmsg>
   <result><suggest><![CDATA[${suggest}]]></suggest><label>20002</label></result></xml>`

describe('pictures', () => {
  test('are fetched at an address that holds for an hour, and no longer', async () => {
    await sayPicture()
    await deliver()

    const url = new URL(wechat.urls[0] ?? '')
    expect(url.origin).toBe('https://jinlin.example')
    const fetched = () => story.house.app.inject({ url: url.pathname + url.search })
    expect((await fetched()).headers['content-type']).toBe('image/jpeg')
    await story.pass(HOUR + 1_000)
    expect((await fetched()).json()).toMatchObject({ code: 'photo-expired' })
  })

  test('that WeChat finds risky, in its own time, wait for a moderator; author and moderators are told', async () => {
    const { seq } = await sayPicture()
    await deliver()
    expect(await stateFor(story.chen, seq)).toBe('shown')
    await story.pass(20 * MINUTE)
    const heard = await push(answer('trace-1', 'risky'))

    expect([heard.statusCode, heard.body]).toEqual([200, 'success'])
    expect(await stateFor(story.chen, seq)).toBe(WAITS)
    expect(await orderNewsFor(story.lin)).toEqual(['order-about-me'])
    expect(await orderNewsFor(story.wang)).toEqual(['order-waiting'])
    expect(await checks()).toMatchObject([{ outcome: 'risky' }])
  })

  test('the answer in XML is the same answer, and what the parts say is not the whole', async () => {
    const { seq } = await sayPicture()
    await deliver()
    expect((await push(xml('trace-1', 'review'), proof(), 'text/xml')).statusCode).toBe(200)

    expect(await stateFor(story.chen, seq)).toBe(WAITS)
  })

  test('with no objection stay, and are not asked about again', async () => {
    const { seq } = await sayPicture()
    await deliver()
    await push(answer('trace-1'))
    await story.pass(61 * MINUTE)
    await deliver()

    expect(wechat.urls).toHaveLength(1)
    expect(await stateFor(story.chen, seq)).toBe('shown')
    expect((await promised()).every(({ is }) => is === 'done')).toBe(true)
  })

  test('an answer is applied once: a second one that says otherwise changes nothing', async () => {
    const { seq } = await sayPicture()
    await deliver()
    await push(answer('trace-1'))

    expect((await push(answer('trace-1', 'risky'))).statusCode).toBe(200)
    expect(await stateFor(story.chen, seq)).toBe('shown')
    expect(await checks()).toMatchObject([{ outcome: 'pass' }])
  })

  test('about which a moderator has meanwhile decided stay as decided', async () => {
    const { seq } = await sayPicture()
    await deliver()
    for (const act of ['hide', 'show'] as const)
      await story.wang.ask('judgeMessage', { params: at(seq), body: { act, reason: '看一下' } })
    await push(answer('trace-1', 'risky'))

    expect(await stateFor(story.chen, seq)).toBe('shown')
    expect(await checks()).toMatchObject([{ outcome: 'risky' }])
  })

  test('of a message that was taken back stay taken back', async () => {
    const { seq } = await sayPicture()
    await deliver()
    await story.lin.ask('recallMessage', { params: at(seq) })
    expect((await push(answer('trace-1', 'risky'))).statusCode).toBe(200)

    expect(await stateFor(story.chen, seq)).toBe('recalled')
    expect(await orderNewsFor(story.wang)).toEqual([])
  })

  test('nine of one message are asked about one by one', async () => {
    await story.pass(8 * DAY)
    const photoIds: string[] = []
    for (let count = 0; count < 9; count += 1) photoIds.push(await story.photo(story.lin))
    await say(story.lin, { photoIds })
    await deliver()

    expect(new Set(wechat.urls).size).toBe(9)
  })

  test('a promise that is kept twice asks once', async () => {
    await sayPicture()
    await deliver()
    await database.db.updateTable('outbox').set({ delivered_at: null }).execute()
    await deliver()

    expect(wechat.urls).toHaveLength(1)
  })

  test('without an answer within the hour are asked about once more; then a neighbour is believed', async () => {
    const { seq } = await sayPicture()
    await deliver()
    for (let hours = 0; hours < 3; hours += 1) {
      await story.pass(HOUR)
      await story.lin.ask('getMe')
      await deliver()
    }

    expect(wechat.urls).toHaveLength(2)
    expect(await stateFor(story.chen, seq)).toBe('shown')
    expect((await promised()).every(({ is }) => is === 'done')).toBe(true)
  })

  test('of somebody new that WeChat cannot fetch twice wait for a moderator', async () => {
    const { seq } = await sayPicture(story.chen)
    await deliver()
    await push(answer('trace-1', null))
    await story.pass(6 * MINUTE)
    await deliver()
    await push(answer('trace-2', null))
    expect(await stateFor(story.lin, seq)).toBe('shown')
    await story.pass(6 * MINUTE)
    await deliver()

    expect(wechat.urls).toHaveLength(2)
    expect(await stateFor(story.lin, seq)).toBe(WAITS)
  })

  test('that could not be fetched first, and pass then, stay', async () => {
    const { seq } = await sayPicture(story.chen)
    await deliver()
    await push(answer('trace-1', null))
    await story.pass(6 * MINUTE)
    await deliver()
    await push(answer('trace-2'))
    await story.pass(2 * HOUR)
    await deliver()

    expect(await stateFor(story.lin, seq)).toBe('shown')
  })

  test('are asked about later when WeChat is away', async () => {
    await sayPicture()
    wechat.picture = () => ({ is: 'try-later', errcode: 45009 })
    await deliver()
    expect(await promised()).toEqual([{ kind: 'wechat.check-picture', is: 'wechat 45009' }])

    wechat.picture = () => ({ is: 'asked', traceId: 'at-last' })
    await story.pass(MINUTE)
    await deliver()
    expect(await checks()).toMatchObject([{ trace_id: 'at-last', answered_at: null }])
  })

  test('with a code are known to have one when they are said: those of somebody new wait', async () => {
    const picture = await QRCode.toBuffer('https://example.com/join', { width: 400 })
    const { photoId } = (await story.sendPhoto(story.chen, { picture })).body
    const { state, holdReason } = await say(story.chen, { words: '进群领券', photoIds: [photoId] })

    expect([state, holdReason]).toEqual(['held', 'code-of-new-member'])
    expect(await promised()).toEqual([])
  })

  test('what was asked about them is kept half a year, without a word of what was in them', async () => {
    await sayPicture()
    await deliver()
    await story.pass(184 * DAY)
    await retention(story.house.deps)
    expect(await checks()).toHaveLength(1)

    await story.pass(DAY)
    await retention(story.house.deps)
    expect(await checks()).toEqual([])
  })
})

describe('what comes to the address of pushes', () => {
  test('WeChat’s question whether it is ours is answered with its own word', async () => {
    const ask = (query: Record<string, string>) =>
      story.house.app.inject({ url: '/hooks/wechat', query })
    const good = await ask({ ...proof(), echostr: '5837<b>4921' })

    expect(good.body).toBe('5837<b>4921')
    expect(good.headers['content-type']).toMatch(/^text\/plain/)
    expect((await ask({ ...proof({ token: 'another' }), echostr: '1' })).statusCode).toBe(403)
    expect((await ask({ echostr: '1' })).statusCode).toBe(403)
  })

  test('a push that is forged, old, or from the future is refused, and changes nothing', async () => {
    const { seq } = await sayPicture()
    await deliver()
    const now = story.house.now().getTime()
    const forged: [string, Record<string, string>][] = [
      ['signed with another token', proof({ token: 'guessed' })],
      ['not signed', {}],
      ['with half a signature', { ...proof(), signature: 'abcd' }],
      ['signed for another time', { ...proof(), timestamp: '1' }],
      ['signed for no time', { ...proof(), timestamp: 'now' }],
      ['older than five minutes', proof({ at: new Date(now - 301_000) })],
      ['from the future', proof({ at: new Date(now + 301_000) })],
    ]
    for (const [what, query] of forged) {
      const { statusCode } = await push(answer('trace-1', 'risky'), query)
      expect([what, statusCode]).toEqual([what, 403])
    }

    expect(await stateFor(story.chen, seq)).toBe('shown')
    expect(await checks()).toMatchObject([{ outcome: null }])
  })

  test('a proof that was used is refused with whatever body', async () => {
    const { seq } = await sayPicture()
    const other = await sayPicture(story.chen)
    await deliver()
    const once = proof()
    await push(answer('trace-1'), once)

    expect((await push(answer('trace-1'), once)).statusCode).toBe(403)
    expect((await push(answer('trace-2', 'risky'), once)).statusCode).toBe(403)
    expect(await stateFor(story.chen, seq)).toBe('shown')
    expect(await stateFor(story.lin, other.seq)).toBe('shown')
  })

  test('an answer that is faster than our own note is asked to come again, with the same proof', async () => {
    const early = proof()
    expect((await push(answer('trace-1', 'risky'), early)).statusCode).toBe(503)
    const { seq } = await sayPicture(story.chen)
    await deliver()

    expect((await push(answer('trace-1', 'risky'), early)).statusCode).toBe(200)
    expect(await stateFor(story.lin, seq)).toBe(WAITS)
  })

  test('what says nothing to us is heard, and changes nothing', async () => {
    const bodies = [
      '{"MsgType":"event","Event":"user_enter_tempsession"}',
      '{"ToUserName":"gh_1","Encrypt":"abc"}',
      'hello',
      '',
      '<!DOCTYPE x [<!ENTITY a "wxa_media_check">]><xml><Event>&a;</Event></xml>',
      '{"Event":"wxa_media_check","trace_id":7}',
    ]
    for (const body of bodies) {
      const heard = await push(body)
      expect([body, heard.statusCode, heard.body]).toEqual([body, 200, 'success'])
    }
  })
})
