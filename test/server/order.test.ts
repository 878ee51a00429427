import { retention } from '../../server/jobs/retention'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { GUANGXIMEN, NEXT_DOOR, openHouse, type House, type Voice } from '../support/house'
import { knownByPhone } from '../support/talk'

const DAY_MS = 24 * 3_600_000
const here = { communityId: GUANGXIMEN }

let database: Database
let house: House
let groupId: string
let lin: Voice
let chen: Voice
let wang: Voice
let he: Voice
let street: Voice

beforeEach(async () => {
  database = await testDatabase()
  house = await openHouse(database)
  lin = await house.resident('林', '3', '2', '401')
  chen = await house.resident('陈', '3', '1', '101')
  wang = await house.staff('moderator', '王')
  he = await house.staff('moderator', '何')
  street = await house.operator()
  for (const person of [lin, chen]) await knownByPhone(database, person.personId, house.now())
  const made = await wang.ask('makeGroup', {
    params: here,
    body: { kind: 'building', name: '3号楼', building: '3' },
  })
  const listed = await wang.ask('listGroups', { params: here })
  groupId =
    made.status === 200
      ? made.body.groupId
      : (listed.body.items.find(({ kind, name }) => kind === 'building' && name.startsWith('3'))
          ?.groupId ?? '')
})
afterEach(async () => {
  await house.close()
  await database.close()
})

const inGroup = () => ({ communityId: GUANGXIMEN, groupId })
const at = (seq: number) => ({ ...inGroup(), seq: String(seq) as unknown as number }) // a path is text
const say = async (person: Voice, words: string) =>
  (await person.ask('postMessage', { params: inGroup(), body: { words } })).body
const wordsFor = async (person: Voice) =>
  (await person.ask('listMessages', { params: inGroup() })).body.items.map(({ words }) => words)
const kindsFor = async (person: Voice) =>
  (await person.ask('listInbox', { query: { limit: 30 } })).body.items
    .map(({ kind }) => kind)
    .filter((kind) => kind.startsWith('order-'))
const hold = async (words = '代开发票') => {
  await wang.ask('addKeywordRule', { params: here, body: { words } })
  return say(lin, `${words}，找我`)
}
const judge = (
  person: Voice,
  seq: number,
  act: 'let-through' | 'refuse' | 'hide' | 'show' | 'dismiss',
  reason?: string,
) => person.ask('judgeMessage', { params: at(seq), body: { act, ...(reason && { reason }) } })
const mute = (by: Voice, whom: Voice, time: '1h' | '1d' = '1d') =>
  by.ask('sanctionMember', {
    params: { ...here, personId: whom.personId },
    body: { kind: 'mute', time, groupId, reason: '刷屏' },
  })
const remove = (by: Voice, whom: Voice, everywhere = false) =>
  by.ask('sanctionMember', {
    params: { ...here, personId: whom.personId },
    body: { kind: 'remove', reason: '屡次发广告', ...(!everywhere && { groupId }) },
  })
const about = (sanctionId: string) => ({ params: { ...here, sanctionId } })

describe('pointing out', () => {
  test('a neighbour points out a message once, and both moderators are told without a name', async () => {
    const { seq } = await say(lin, '卖货啦')
    const report = () =>
      chen.ask('reportMessage', { params: at(seq), body: { reason: 'ad', words: '天天发' } })

    expect((await report()).status).toBe(200)
    expect((await report()).code).toBe('already-reported')
    expect(await kindsFor(wang)).toEqual(['order-waiting'])
    expect(await kindsFor(he)).toEqual(['order-waiting'])
    const { body } = await wang.ask('listOrderQueue', { params: here })
    expect(body).toMatchObject({
      count: 1,
      items: [{ reportCount: 1, reports: [{ reason: 'ad', words: '天天发' }] }],
    })
    expect(JSON.stringify(body)).not.toContain(chen.personId)
    const log = await wang.ask('listOrderActs', { params: here })
    expect(log.body.items[0]).toMatchObject({ act: 'report', byName: null })
  })

  test('nobody points at what they said themselves, and 其他 asks for words', async () => {
    const { seq } = await say(lin, '大家好')

    expect((await lin.ask('reportMessage', { params: at(seq), body: { reason: 'ad' } })).code).toBe(
      'own-affair',
    )
    expect(
      (await chen.ask('reportMessage', { params: at(seq), body: { reason: 'other' } })).code,
    ).toBe('needs-words')
  })

  test('reports are dismissed, and the message stays; the author never learns of them', async () => {
    const { seq } = await say(lin, '大家好')
    await chen.ask('reportMessage', { params: at(seq), body: { reason: 'ad' } })

    expect((await judge(wang, seq, 'dismiss')).body.state).toBe('shown')
    expect((await judge(wang, seq, 'dismiss')).code).toBe('message-decided')
    expect((await wang.ask('listOrderQueue', { params: here })).body.count).toBe(0)
    expect((await lin.ask('myOrderRecord', { params: here })).body.items).toEqual([])
  })
})

describe('judging messages', () => {
  test('a held message is told to moderators at once, and comes to the group when it is let through', async () => {
    const held = await hold()
    expect(held).toMatchObject({ state: 'held', holdReason: 'keyword' })
    expect(await kindsFor(wang)).toContain('order-waiting')
    expect(await wordsFor(chen)).toEqual([])

    expect((await judge(wang, held.seq, 'let-through')).body.state).toBe('shown')
    expect(await wordsFor(chen)).toEqual(['代开发票，找我'])
    expect(await kindsFor(lin)).toContain('order-about-me')
    expect((await judge(he, held.seq, 'let-through')).code).toBe('message-decided')
  })

  test('a refusal needs a reason and stays with its author; a mistake can be mended', async () => {
    const { seq } = await hold()

    expect((await judge(wang, seq, 'refuse')).code).toBe('needs-words')
    expect((await judge(wang, seq, 'refuse', '广告')).body.state).toBe('refused')
    expect(await wordsFor(chen)).toEqual([])
    expect((await judge(he, seq, 'let-through')).body.state).toBe('shown')
    expect(await wordsFor(chen)).toEqual(['代开发票，找我'])
  })

  test('what is hidden is empty for neighbours, and comes back when it is shown again', async () => {
    const { seq } = await say(lin, '老王家的门牌是…')
    await judge(wang, seq, 'hide', '说了别人的隐私')
    expect(await wordsFor(chen)).toEqual([''])

    await judge(he, seq, 'show')
    expect(await wordsFor(chen)).toEqual(['老王家的门牌是…'])
  })

  test('neighbours judge nothing, and moderators not what they said themselves', async () => {
    const mine = await say(wang, '通知')
    const { seq } = await say(lin, '大家好')

    expect((await judge(chen, seq, 'hide', '不喜欢')).code).toBe('not-allowed')
    expect((await judge(wang, mine.seq, 'hide', '写错了')).code).toBe('own-affair')
    expect((await judge(he, mine.seq, 'hide', '写错了')).body.state).toBe('hidden')
  })
})

describe('sanctions', () => {
  test('whoever is silenced reads on, cannot speak until the time is over, and is told', async () => {
    expect((await mute(wang, lin, '1h')).body).toMatchObject({ kind: 'mute', isInForce: true })
    const post = () => lin.ask('postMessage', { params: inGroup(), body: { words: '我' } })

    expect((await post()).code).toBe('muted')
    expect((await lin.ask('listMessages', { params: inGroup() })).status).toBe(200)
    expect(await kindsFor(lin)).toContain('order-about-me')
    expect((await mute(he, lin)).code).toBe('already-sanctioned')
    house.pass(3_600_001)
    expect((await post()).status).toBe(200)
  })

  test('whoever is removed from one group neither reads nor speaks there; lifted, they are back', async () => {
    const { body } = await remove(wang, lin)
    expect((await lin.ask('listMessages', { params: inGroup() })).code).toBe('not-in-this-group')

    expect((await he.ask('liftSanction', about(body.sanctionId))).body.isInForce).toBe(false)
    expect((await lin.ask('listMessages', { params: inGroup() })).status).toBe(200)
    expect((await he.ask('liftSanction', about(body.sanctionId))).code).toBe('sanction-over')
  })

  test('whoever is removed from all is in no group, and still reads their record', async () => {
    await remove(wang, lin, true)

    expect((await lin.ask('listMessages', { params: inGroup() })).code).toBe('not-in-this-group')
    const { body } = await lin.ask('myOrderRecord', { params: here })
    expect(body.sanctions).toMatchObject([{ kind: 'remove', groupId: null, mayAppeal: true }])
    expect(body.items).toMatchObject([{ act: 'remove', reason: '屡次发广告' }])
  })

  test('moderators cannot sanction moderators, nobody themselves, and neighbours nobody', async () => {
    expect((await mute(wang, he)).code).toBe('office-not-sanctioned')
    expect((await mute(street, he)).code).toBe('office-not-sanctioned')
    expect((await mute(wang, wang)).code).toBe('own-affair')
    expect((await mute(chen, lin)).code).toBe('not-allowed')
    const noTime = await wang.ask('sanctionMember', {
      params: { ...here, personId: lin.personId },
      body: { kind: 'mute', reason: '刷屏' },
    })
    expect(noTime.code).toBe('bad-request')
  })
})

describe('who keeps no order here', () => {
  const outsiders = async (): Promise<Record<string, [Voice, string]>> => ({
    neighbour: [chen, 'not-allowed'],
    worker: [await house.staff('worker', '周'), 'not-allowed'],
    'moderator next door': [await house.staff('moderator', '钱', [], NEXT_DOOR), 'not-a-member'],
  })

  test('is refused every act and every look of the desk, and changes nothing', async () => {
    const { seq } = await hold()
    const { sanctionId } = (await mute(wang, lin)).body
    const rule = (await wang.ask('listKeywordRules', { params: here })).body.items[0]
    for (const [who, [person, code]] of Object.entries(await outsiders())) {
      const answers = [
        await judge(person, seq, 'let-through'),
        await judge(person, seq, 'refuse', '不喜欢'),
        await judge(person, seq, 'dismiss'),
        await mute(person, chen),
        await remove(person, lin, true),
        await person.ask('liftSanction', about(sanctionId)),
        await person.ask('answerAppeal', {
          ...about(sanctionId),
          body: { answer: 'lift', words: '我说了算' },
        }),
        await person.ask('addKeywordRule', { params: here, body: { words: '好' } }),
        await person.ask('removeKeywordRule', {
          params: { ...here, ruleId: rule?.ruleId ?? '' },
        }),
        await person.ask('listOrderQueue', { params: here }),
        await person.ask('listSanctions', { params: here }),
        await person.ask('listKeywordRules', { params: here }),
        await person.ask('listOrderActs', { params: here }),
      ]
      expect([who, ...answers.map((one) => one.code)]).toEqual([who, ...answers.map(() => code)])
    }
    expect((await wang.ask('listOrderQueue', { params: here })).body.items).toHaveLength(1)
    expect((await wang.ask('listSanctions', { params: here })).body.items).toHaveLength(1)
    expect((await wang.ask('listKeywordRules', { params: here })).body.items).toHaveLength(1)
  })

  test('points at nothing in a group that is not theirs, and reads nobody’s record but their own', async () => {
    const { seq } = await say(lin, '大家好')
    await mute(wang, lin)
    const elsewhere = await house.resident('孙', '8', '1', '302')
    const report = await elsewhere.ask('reportMessage', {
      params: at(seq),
      body: { reason: 'ad' },
    })
    expect(report.code).toBe('not-in-this-group')
    expect((await elsewhere.ask('myOrderRecord', { params: here })).body).toEqual({
      sanctions: [],
      hidden: [],
      items: [],
    })
  })

  test('the street judges as moderators do', async () => {
    const { seq } = await hold()
    expect((await judge(street, seq, 'let-through')).body.state).toBe('shown')
    expect((await mute(street, lin)).body.isInForce).toBe(true)
  })
})

describe('appeals', () => {
  const appeal = (person: Voice, sanctionId: string) =>
    person.ask('appealSanction', { ...about(sanctionId), body: { words: '我没有刷屏' } })
  const answer = (person: Voice, sanctionId: string, how: 'uphold' | 'lift') =>
    person.ask('answerAppeal', { ...about(sanctionId), body: { answer: how, words: '看过了' } })

  test('the subject appeals once, and another moderator than who decided answers', async () => {
    const { sanctionId } = (await mute(wang, lin)).body
    expect((await answer(he, sanctionId, 'lift')).code).toBe('no-appeal')
    expect((await appeal(chen, sanctionId)).code).toBe('not-found')
    expect((await appeal(lin, sanctionId)).status).toBe(200)
    expect((await appeal(lin, sanctionId)).code).toBe('already-appealed')

    expect(await kindsFor(he)).toContain('order-waiting')
    expect(await kindsFor(wang)).not.toContain('order-waiting')
    expect((await answer(wang, sanctionId, 'uphold')).code).toBe('another-must-answer')
    expect((await answer(he, sanctionId, 'lift')).body).toMatchObject({
      isInForce: false,
      appealAnswer: '看过了',
    })
    expect(
      (await lin.ask('postMessage', { params: inGroup(), body: { words: '谢谢' } })).status,
    ).toBe(200)
  })

  test('upheld it stays in force; the street may answer as well', async () => {
    const { sanctionId } = (await mute(wang, lin)).body
    await appeal(lin, sanctionId)

    expect((await answer(street, sanctionId, 'uphold')).body.isInForce).toBe(true)
    expect((await answer(he, sanctionId, 'lift')).code).toBe('no-appeal')
  })

  test('where there is only one moderator, they answer themselves', async () => {
    await he.ask('leaveCommunity', { params: here })
    const { sanctionId } = (await mute(wang, lin)).body
    await appeal(lin, sanctionId)

    expect((await answer(wang, sanctionId, 'uphold')).status).toBe(200)
  })
})

describe('appeals against a hidden message', () => {
  const appeal = (person: Voice, seq: number, words = '那是我自己家的门牌') =>
    person.ask('appealMessage', { params: at(seq), body: { words } })
  const answer = (person: Voice, seq: number, how: 'restore' | 'keep', words = '看过了') =>
    person.ask('answerMessageAppeal', { params: at(seq), body: { answer: how, words } })
  const queued = async (person: Voice) =>
    (await person.ask('listOrderQueue', { params: here })).body.messageAppeals
  const hidden = async (person: Voice) =>
    (await person.ask('myOrderRecord', { params: here })).body.hidden
  const hide = async (author = lin) => {
    const { seq } = await say(author, '我家在302')
    await judge(wang, seq, 'hide', '有门牌')
    return seq
  }

  test('its author appeals once; another moderator restores it, and everybody reads it again', async () => {
    const seq = await hide()
    expect((await answer(he, seq, 'restore')).code).toBe('no-appeal')
    expect(await hidden(lin)).toMatchObject([
      { reason: '有门牌', byName: '居委会 王', mayAppeal: true, message: { words: '' } },
    ])
    expect(await hidden(chen)).toEqual([])
    for (const other of [chen, he, street])
      expect((await appeal(other, seq)).code).toBe('not-found')
    expect((await appeal(lin, seq, ' ')).code).toBe('needs-words')
    expect((await appeal(lin, seq)).body).toMatchObject({ mayAppeal: false, answer: null })
    expect((await appeal(lin, seq)).code).toBe('already-appealed')

    expect(await kindsFor(he)).toContain('order-waiting')
    expect(await kindsFor(wang)).not.toContain('order-waiting')
    expect(await queued(wang)).toMatchObject([{ mayAnswer: false }])
    expect(await queued(he)).toMatchObject([
      { mayAnswer: true, appealWords: '那是我自己家的门牌', message: { words: '我家在302' } },
    ])
    expect((await wang.ask('listOrderQueue', { params: here })).body.count).toBe(1)
    for (const nobody of [lin, chen])
      expect((await answer(nobody, seq, 'restore')).code).toBe('not-allowed')
    expect((await answer(wang, seq, 'keep')).code).toBe('another-must-answer')
    expect((await answer(he, seq, 'restore', ' ')).code).toBe('needs-words')
    expect((await answer(he, seq, 'restore')).body.message.state).toBe('shown')

    expect(await wordsFor(chen)).toEqual(['我家在302'])
    expect(await hidden(lin)).toMatchObject([{ answer: '看过了', message: { state: 'shown' } }])
    expect(await queued(he)).toEqual([])
    expect((await answer(he, seq, 'keep')).code).toBe('no-appeal')
    const log = await wang.ask('listOrderActs', { params: here })
    expect(log.body.items.map(({ act }) => act)).toEqual(['show', 'appeal', 'hide'])
  })

  test('kept it stays hidden, its author reads why, and cannot ask again; the street may answer as well', async () => {
    const seq = await hide()
    await appeal(lin, seq)
    expect((await answer(street, seq, 'keep', '还是别写门牌')).body.message.state).toBe('hidden')

    expect(await wordsFor(chen)).toEqual([''])
    expect(await hidden(lin)).toMatchObject([{ answer: '还是别写门牌', mayAppeal: false }])
    expect((await appeal(lin, seq)).code).toBe('already-appealed')
    const log = await wang.ask('listOrderActs', { params: here })
    expect(log.body.items[0]).toMatchObject({ act: 'uphold', messageSeq: seq })
    expect(JSON.stringify(log.body)).not.toContain('自己家')
  })

  test('a moderator whose message was hidden does not answer it; alone, whoever hid it does', async () => {
    const seq = await hide(he)
    expect((await appeal(he, seq)).status).toBe(200)
    expect((await answer(he, seq, 'restore')).code).toBe('own-affair')
    expect((await answer(wang, seq, 'keep')).status).toBe(200)
  })

  test('what is not hidden is not appealed against, and what is shown again waits no more', async () => {
    const { seq } = await say(lin, '大家好')
    expect((await appeal(lin, seq)).code).toBe('message-decided')
    const other = await hide()
    await appeal(lin, other)
    await judge(wang, other, 'show')
    expect(await queued(he)).toEqual([])
    expect((await hidden(lin))[0]?.answeredAt).not.toBeNull()
    await judge(wang, other, 'hide', '还是不合适')
    expect(await queued(he)).toEqual([])
  })

  test('whoever deletes the account takes the appeal along', async () => {
    const seq = await hide()
    await appeal(lin, seq)
    const exported = await lin.ask('exportMe', {})
    expect(exported.body.tables.message_appeal).toMatchObject([{ words: '那是我自己家的门牌' }])
    expect((await lin.ask('deleteMe', { body: { confirm: '注销' } })).status).toBe(200)
    expect(await database.db.selectFrom('message_appeal').selectAll().execute()).toEqual([])
    expect(await queued(he)).toEqual([])
  })
})

test('keyword rules are added once, removed, and logged by the words of the rule', async () => {
  const add = () => wang.ask('addKeywordRule', { params: here, body: { words: '代开发票' } })
  await add()
  const [rule] = (await add()).body.items
  if (!rule) throw new Error('a rule was added')
  const removed = await he.ask('removeKeywordRule', { params: { ...here, ruleId: rule.ruleId } })

  expect(removed.body.items).toEqual([])
  expect((await say(lin, '代开发票')).state).toBe('shown')
  const { body } = await wang.ask('listOrderActs', { params: here })
  expect(body.items.map(({ act }) => act)).toEqual(['remove-keyword', 'add-keyword'])
  expect((await chen.ask('listKeywordRules', { params: here })).code).toBe('not-allowed')
})

test('the log keeps neither what was said nor how anybody is called, and at least six months', async () => {
  const { seq } = await say(lin, '这句话不能进日志')
  await judge(wang, seq, 'hide', '广告')
  const rows = () => database.db.selectFrom('order_act').selectAll().execute()
  expect(JSON.stringify(await rows())).not.toMatch(/这句话|林|王/)

  house.pass(183 * DAY_MS)
  await retention(house.deps)
  expect(await rows()).toHaveLength(1)
  house.pass(2 * DAY_MS)
  await retention(house.deps)
  expect(await rows()).toEqual([])
})

test('a number that WeChat knows lets somebody speak; made-up codes do not', async () => {
  const zhao = await house.resident('赵', '3', '1', '102')
  const speak = () => zhao.ask('postMessage', { params: inGroup(), body: { words: '大家好' } })
  expect((await speak()).code).toBe('phone-needed')
  expect((await zhao.ask('verifyPhone', { body: { code: 'made up' } })).code).toBe('phone-refused')

  expect((await zhao.ask('verifyPhone', { body: { code: 'phone:19900000001' } })).status).toBe(200)
  expect((await zhao.ask('verifyPhone', { body: { code: 'used up' } })).status).toBe(200)
  expect((await speak()).status).toBe(200)
  expect((await zhao.ask('exportMe')).body.tables.phone).toMatchObject([{ number: '19900000001' }])
  await zhao.ask('deleteMe', { body: { confirm: '注销' } })
  const left = await database.db.selectFrom('phone').selectAll().execute()
  expect(left.map(({ person_id }) => person_id)).not.toContain(zhao.personId)
})
