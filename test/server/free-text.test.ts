import { randomUUID } from 'node:crypto'
import { ERROR_TEXT } from '../../contract/error-text'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { GUANGXIMEN, type Voice } from '../support/house'
import { BIN, startStory, type Story } from '../support/story'

const here = { communityId: GUANGXIMEN }

let database: Database
let story: Story

beforeAll(async () => {
  database = await testDatabase()
  story = await startStory(database)
})
afterAll(async () => {
  await story.close()
  await database.close()
})

describe('what people type comes back as they typed it', () => {
  test.each([
    ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)> & "引号" \'单\''],
    ['signs of SQL', "'; drop table ticket; -- \\ %_ $1 ${x}"],
    ['writing from right to left, and signs that turn it', 'مرحبا \u202e倒着\u202c שלום \u200f'],
    ['emoji of several parts', '👨‍👩‍👧‍👦🏳️‍🌈👍🏽🇨🇳'],
    ['rare characters beyond the first plane', '𠮷𡈽𪚥䲜'],
    ['signs that combine, and none that show', 'e\u0301\u0302\u0303 \u200b\ufeff\u2028\u2029'],
    ['several lines', '第一行\n第二行\r\n\t第三行'],
    ['one word of 2,000 characters', '长'.repeat(2000)],
    ['2,000 characters that are two halves each', '😀'.repeat(2000)],
  ])('%s', async (_, typed) => {
    const words = typed
    const reported = await story.report(story.lin, { words })
    const { ticketId } = reported
    await story.did(story.wang, ticketId, 'accept', { words })
    await story.did(story.chen, ticketId, 'join', { words })
    await story.did(story.chen, ticketId, 'comment', { words })
    const seen = await story.see(story.zhao, ticketId)
    const kept = words.trim()
    expect(seen.words).toBe(kept)
    expect(seen.issues.map((issue) => issue.words)).toEqual([kept, kept])
    expect(seen.timeline.map((step) => step.words)).toEqual([kept, kept, kept, kept])
    const { body: inbox } = await story.lin.ask('listInbox')
    expect(inbox.items[0]?.words).toBe(kept)
    const { body: posted } = await story.wang.ask('postAnnouncement', {
      params: here,
      body: { title: [...kept].slice(0, 60).join('').trim(), words },
    })
    expect(posted.words).toBe(kept)
  })

  test('HTML is sent as JSON, never as a page', async () => {
    const words = '<h1>大字</h1>'
    const { ticketId } = await story.report(story.lin, { words })
    const answer = await story.house.app.inject({
      method: 'GET',
      url: `/v1/communities/${GUANGXIMEN}/tickets/${ticketId}`,
      headers: { authorization: `Bearer ${story.lin.token}`, accept: 'text/html' },
    })
    expect(answer.headers['content-type']).toMatch(/^application\/json/)
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  })

  test('a name of one rare character is a name', async () => {
    const person = await story.house.resident('𠮷', '3', '1', '9')
    const { body } = await person.ask('getMe')
    expect(body.memberships[0]?.nickname).toBe('3-1 𠮷')
  })
})

/** As it may be sent by anything that speaks HTTP, and what came of it. */
const sent = async (
  person: Voice,
  method: 'GET' | 'POST',
  url: string,
  payload?: string,
  type = 'application/json',
) => {
  const answer = await story.house.app.inject({
    method,
    url,
    headers: {
      ...(person.token !== null && { authorization: `Bearer ${person.token}` }),
      ...(payload !== undefined && { 'content-type': type }),
    },
    ...(payload !== undefined && { payload }),
  })
  const { code, message, details } = answer.json<{
    code: string
    message: string
    details?: { part?: string; field?: string; rule?: string }[]
  }>()
  return { status: answer.statusCode, code, message, details }
}

const report = (change: Record<string, unknown>) => ({
  commandId: randomUUID(),
  categoryId: BIN,
  words: '垃圾桶满了',
  photoIds: [],
  place: { by: 'building', buildingId: story.buildingId('3') },
  isAnonymous: true,
  isPrivate: false,
  ...change,
})
const issues = `/v1/communities/${GUANGXIMEN}/issues`
const ticketsNow = async () =>
  (await database.db.selectFrom('ticket').select('id').execute()).length

describe('what the database cannot hold is refused by the name of its field', () => {
  test.each([
    ['NUL in the words', { words: '满了\0' }, 'words'],
    ['half of an emoji', { words: '满了\ud83d' }, 'words'],
    ['the other half', { words: '\ude00满了' }, 'words'],
    [
      'NUL in the place',
      { place: { by: 'pin', point: { lat: 39, lng: 116 }, text: 'a\0b' } },
      'place/text',
    ],
  ])('%s', async (_, change, field) => {
    const before = await ticketsNow()
    const answer = await sent(story.lin, 'POST', issues, JSON.stringify(report(change)))
    expect(answer).toEqual({
      status: 400,
      code: 'bad-request',
      message: ERROR_TEXT['bad-request'],
      details: [{ part: 'body', field, rule: 'text' }],
    })
    expect(await ticketsNow()).toBe(before)
  })

  test('and the same report without it goes through under the same id', async () => {
    const command = report({ words: '满了\0' })
    expect((await sent(story.lin, 'POST', issues, JSON.stringify(command))).status).toBe(400)
    const mended = { ...command, words: '满了' }
    expect((await sent(story.lin, 'POST', issues, JSON.stringify(mended))).status).toBe(200)
  })

  test('in every other text that a person types, and in every search', async () => {
    const texts: [Voice, string, Record<string, unknown>][] = [
      [story.lin, '/v1/me/profile', { surname: 'a\0' }],
      [story.wang, `/v1/communities/${GUANGXIMEN}/announcements`, { title: 'a\0', words: 'b' }],
      [story.lin, '/v1/me/subscriptions', { answers: [{ key: 'a\0', answer: 'accept' }] }],
      [
        await story.house.wechat('types NUL'),
        `/v1/communities/${GUANGXIMEN}/applications`,
        {
          surname: '吴',
          address: { building: '3', unit: '1', room: '1\0' },
          relation: 'owner',
        },
      ],
    ]
    for (const [person, url, body] of texts) {
      const answer = await sent(
        person,
        'POST',
        url,
        JSON.stringify({ commandId: randomUUID(), ...body }),
      )
      expect([url, answer.status, answer.details?.[0]?.rule]).toEqual([url, 400, 'text'])
    }
    for (const url of [
      '/v1/categories/search?q=%00',
      '/v1/communities/search?q=a%00b',
      `/v1/communities/${GUANGXIMEN}/places?q=%00`,
      `/v1/communities/${GUANGXIMEN}/places?kind=%00`,
      `/v1/communities/${GUANGXIMEN}/members?q=%00`,
      `/v1/communities/${GUANGXIMEN}/tickets/near?lat=39&lng=116&categoryId=%00`,
    ]) {
      const answer = await sent(story.wang, 'GET', url)
      expect([url, answer.status, answer.code]).toEqual([url, 400, 'bad-request'])
    }
  })
})

describe('what nobody’s phone would send is refused in words, and nothing is lost', () => {
  const cases: [string, () => [string, string?, string?], number, string][] = [
    ['JSON that is none', () => [issues, '{"words": '], 400, 'bad-request'],
    ['no body at all', () => [issues], 400, 'bad-request'],
    ['an empty body', () => [issues, ''], 400, 'bad-request'],
    ['a list for an object', () => [issues, '[]'], 400, 'bad-request'],
    ['a bare text', () => [issues, '"满了"'], 400, 'bad-request'],
    ['null', () => [issues, 'null'], 400, 'bad-request'],
    ['a form', () => [issues, 'words=1', 'application/x-www-form-urlencoded'], 400, 'bad-request'],
    ['plain text', () => [issues, JSON.stringify(report({})), 'text/plain'], 400, 'bad-request'],
    ['XML', () => [issues, '<a/>', 'application/xml'], 400, 'bad-request'],
    [
      'a field too many',
      () => [issues, JSON.stringify(report({ isUrgent: true }))],
      400,
      'bad-request',
    ],
    [
      'a field too few',
      () => [issues, JSON.stringify(report({ words: undefined }))],
      400,
      'bad-request',
    ],
    [
      'a number for words',
      () => [issues, JSON.stringify(report({ words: 1 }))],
      400,
      'bad-request',
    ],
    [
      'a text for yes or no',
      () => [issues, JSON.stringify(report({ isPrivate: 'no' }))],
      400,
      'bad-request',
    ],
    [
      'words too long',
      () => [issues, JSON.stringify(report({ words: '长'.repeat(2001) }))],
      400,
      'bad-request',
    ],
    [
      'an id that is none',
      () => [issues, JSON.stringify(report({ photoIds: ['1'] }))],
      400,
      'bad-request',
    ],
    [
      'a picture twice',
      () => {
        const photoId = randomUUID()
        return [issues, JSON.stringify(report({ photoIds: [photoId, photoId] }))]
      },
      400,
      'bad-request',
    ],
    [
      'a time that is none',
      () => [issues, JSON.stringify(report({ writtenAt: 'gestern' }))],
      400,
      'bad-request',
    ],
    [
      'a point off this earth',
      () => [
        issues,
        JSON.stringify(report({ place: { by: 'gps', point: { lat: 1e308, lng: 0 } } })),
      ],
      400,
      'bad-request',
    ],
    [
      'a key that would change every object',
      () => [issues, '{"__proto__":{"words":"x"}}'],
      400,
      'bad-request',
    ],
    [
      'brackets within brackets',
      () => [
        '/v1/me/subscriptions',
        `{"commandId":"${randomUUID()}","answers":[{"key":"a","answer":"accept","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}]}`,
      ],
      400,
      'bad-request',
    ],
    [
      'far too much',
      () => [issues, JSON.stringify(report({ words: 'x'.repeat(300_000) }))],
      413,
      'too-large',
    ],
    [
      'a community that is no code',
      () => ['/v1/communities/12/issues', JSON.stringify(report({}))],
      400,
      'bad-request',
    ],
    [
      'a ticket that is no id',
      () => [
        `/v1/communities/${GUANGXIMEN}/tickets/1/steps`,
        JSON.stringify({ commandId: randomUUID(), step: 'accept' }),
      ],
      400,
      'bad-request',
    ],
    [
      'a step that is none',
      () => [
        `/v1/communities/${GUANGXIMEN}/tickets/${randomUUID()}/steps`,
        JSON.stringify({ commandId: randomUUID(), step: 'explode' }),
      ],
      400,
      'bad-request',
    ],
  ]

  test.each(cases)('%s', async (_, make, status, code) => {
    const before = await ticketsNow()
    const answer = await sent(story.lin, 'POST', ...make())
    expect(answer).toMatchObject({ status, code })
    expect(answer.message).toBe(ERROR_TEXT[answer.code as keyof typeof ERROR_TEXT])
    expect(await ticketsNow()).toBe(before)
  })

  test.each([
    ['a very long query', `/v1/categories/search?q=${'垃'.repeat(3000)}`, 400],
    ['no query where one is needed', '/v1/categories/search', 400],
    ['an empty query', '/v1/categories/search?q=', 400],
    ['a query twice', '/v1/categories/search?q=a&q=b', 400],
    ['a limit that is none', `/v1/communities/${GUANGXIMEN}/tickets?view=mine&limit=many`, 400],
    ['a view that is none', `/v1/communities/${GUANGXIMEN}/tickets?view=everything`, 400],
    ['a latitude that is none', `/v1/communities/${GUANGXIMEN}/places?lat=NaN&lng=116`, 400],
    ['a percent sign alone in the path', '/v1/communities/%', 400],
    ['half a sign in the path', '/v1/communities/%ED%A0%80', 400],
    ['a path that climbs', '/v1/../../etc/passwd', 404],
    ['an id with a comma', `/v1/communities/${GUANGXIMEN}/tickets/a,b`, 400],
    ['a code that is none', '/v1/invitations/<b>', 400],
    ['a page mark of nonsense', '/v1/me/inbox?before=%F0%9F%98%80', 400],
  ])('%s', async (_, url, status) => {
    const answer = await sent(story.lin, 'GET', url)
    expect(answer.status).toBe(status)
    expect(answer.message).toBe(ERROR_TEXT[answer.code as keyof typeof ERROR_TEXT])
  })

  test('a token of nonsense is a session that has ended, never an error of ours', async () => {
    for (const token of ['x', 'a b c', '\u00ff\u00fe', '='.repeat(5000)]) {
      const answer = await story.house.app.inject({
        method: 'GET',
        url: '/v1/me',
        headers: { authorization: `Bearer ${token}` },
      })
      expect([token.length, answer.statusCode]).toEqual([token.length, 401])
    }
  })

  test('the details name the field, and never repeat what was typed', async () => {
    const secret = '我的电话是13800001111'
    const answer = await sent(
      story.lin,
      'POST',
      issues,
      JSON.stringify(report({ words: secret.repeat(200), categoryId: 5 })),
    )
    expect(JSON.stringify(answer)).not.toContain('13800001111')
    expect(answer.details?.[0]).toMatchObject({ part: 'body' })
  })
})
