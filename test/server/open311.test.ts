import type { AddressInfo } from 'node:net'
import { randomUUID } from 'node:crypto'
import { XMLParser } from 'fast-xml-parser'
import sharp from 'sharp'
import { makeOpen311Key } from '../../server/modules/open311/keys'
import type { Database } from '../../server/ports/database'
import { inWork } from '../../server/commands'
import { testDatabase } from '../support/database'
import { GUANGXIMEN, NEXT_DOOR, openHouse, type House, type Voice } from '../support/house'

let database: Database
let house: House
let base: string
let key: string
let resident: Voice
let moderator: Voice

const newKey = async (
  name: string,
  settings: { perMinute?: number; givesToken?: boolean } = {},
): Promise<string> =>
  (await inWork(house.deps, ({ tx, newId, now }) =>
    makeOpen311Key(tx, { newId, now }, { name, perMinute: 10_000, givesToken: false, ...settings }),
  )) ?? ''

beforeAll(async () => {
  database = await testDatabase()
  house = await openHouse(database)
  await house.app.listen({ host: '127.0.0.1', port: 0 })
  base = `http://127.0.0.1:${(house.app.server.address() as AddressInfo).port}/open311/v2`
  key = await newKey('12345热线')
  resident = await house.resident('林', '3', '1', '101')
  moderator = await house.staff('moderator', '王')
  const { json } = await get('services.json')
  const codeWhere = (more: string) =>
    String(json.find(({ metadata }) => metadata === more)?.service_code)
  lampCode = codeWhere('true')
  plainCode = codeWhere('false')
})
afterAll(async () => {
  await house.close()
  await database.close()
})

interface Heard {
  status: number
  type: string
  text: string
  json: Record<string, unknown>[]
}

const heard = async (answer: Response): Promise<Heard> => {
  const text = await answer.text()
  const type = answer.headers.get('content-type') ?? ''
  return {
    status: answer.status,
    type,
    text,
    json: (type.includes('json') ? JSON.parse(text) : []) as Record<string, unknown>[],
  }
}
const get = async (path: string, headers: Record<string, string> = {}): Promise<Heard> =>
  heard(await fetch(`${base}/${path}`, { headers }))
const post = async (path: string, form: Record<string, string> | URLSearchParams): Promise<Heard> =>
  heard(await fetch(`${base}/${path}`, { method: 'POST', body: new URLSearchParams(form) }))
const readXml = (text: string) =>
  new XMLParser({ parseTagValue: false }).parse(text) as Record<string, never>

/** The place of the sample community, as GPS has it. */
const HERE = { lat: '39.965815', long: '116.428375' }
const LAMP = { service_code: 'street-lamp', ...HERE }
let lampCode = ''
let plainCode = ''

const file = (form: Record<string, string>, format = 'json') =>
  post(`requests.${format}`, { api_key: key, ...form })
const idOf = ({ json }: Heard): string => String(json[0]?.service_request_id)

describe('what is served', () => {
  test('discovery names the specification, the address and both formats', async () => {
    const { json, status } = await get('discovery.json')
    expect(status).toBe(200)
    expect(json).toMatchObject({
      endpoints: [
        {
          specification: 'http://wiki.open311.org/GeoReport_v2',
          url: 'https://jinlin.example/open311/v2',
          formats: ['text/xml', 'application/json'],
        },
      ],
    })
    const xml = await get('discovery.xml')
    expect(xml.type).toBe('text/xml; charset=utf-8')
    expect(readXml(xml.text)).toMatchObject({
      discovery: {
        endpoints: { endpoint: { formats: { format: ['text/xml', 'application/json'] } } },
      },
    })
  })

  test('services say whether more is asked, and the definition asks it', async () => {
    const { json } = await get('services.json')
    expect(json.length).toBeGreaterThan(50)
    for (const service of json) expect(['true', 'false']).toContain(service.metadata)
    const definition = await get(`services/${encodeURIComponent(lampCode)}.json`)
    expect(definition.json).toMatchObject({
      service_code: lampCode,
      attributes: expect.arrayContaining([
        expect.objectContaining({ variable: 'true', order: 1 }),
      ]) as unknown,
    })
    const xml = readXml((await get(`services/${encodeURIComponent(lampCode)}.xml`)).text)
    expect(xml).toMatchObject({ service_definition: { service_code: lampCode } })
    expect((await get('services/nothing.json')).status).toBe(404)
  })

  test('the list is the same in XML, which is what is sent when nothing was asked', async () => {
    const xml = await get('services')
    expect(xml.text).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>\n<services><service>/)
    expect((await get('services', { accept: 'application/json' })).type).toContain('json')
  })
})

describe('reports', () => {
  test('a form with Chinese words becomes a ticket, and is read back as it was sent', async () => {
    const words = '路灯不亮 <b>&"\'，三号楼西侧 𠮷'
    const answer = await file({
      service_code: plainCode,
      ...HERE,
      address_string: '光熙门北里3号楼西侧',
      description: words,
      first_name: '某',
      phone: '13900000000',
    })
    expect(answer.status).toBe(200)
    expect(answer.json).toHaveLength(1)
    const id = idOf(answer)
    const { json } = await get(`requests/${id}.json`)
    expect(json).toMatchObject([
      {
        service_request_id: id,
        status: 'open',
        service_code: plainCode,
        description: words,
        address: '光熙门北里3号楼西侧',
        zipcode: null,
        requested_datetime: '2026-11-23T10:00:00+08:00',
      },
    ])
    // There and back it is the same place, to a metre.
    expect(Number(json[0]?.lat)).toBeCloseTo(39.965815, 4)
    expect(Number(json[0]?.long)).toBeCloseTo(116.428375, 4)
    expect(JSON.stringify(json)).not.toMatch(/13900000000|12345热线/)
    const xml = readXml((await get(`requests/${id}.xml`)).text)
    expect(xml).toMatchObject({
      service_requests: { request: { service_request_id: id, description: words } },
    })
    const stored = await database.db.selectFrom('ticket').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain('13900000000')
  })

  test('staff see which system filed it', async () => {
    await file({ service_code: plainCode, ...HERE, description: '谁报的' })
    const { body } = await moderator.ask('listTickets', {
      params: { communityId: GUANGXIMEN },
      query: { view: 'triage' },
    })
    expect(body.items.find(({ words }) => words === '谁报的')).toMatchObject({
      reporterName: '12345热线',
    })
    const members = await moderator.ask('listMembers', { params: { communityId: GUANGXIMEN } })
    expect(JSON.stringify(members.body)).not.toContain('12345热线')
  })

  test('what more is asked must be answered, by the key of a choice or by its name', async () => {
    const refused = await file({ service_code: lampCode, ...HERE, description: '没答' })
    const { json } = await get(`services/${encodeURIComponent(lampCode)}.json`)
    const attributes = (json as unknown as { attributes: Record<string, unknown>[] }).attributes
    if (attributes.some(({ required }) => required === 'true')) {
      expect(refused.status).toBe(400)
      expect(refused.json[0]?.description).toMatch(/attribute\[/)
    }
    const answers = Object.fromEntries(
      attributes.map(({ code, datatype, values }) => {
        const [first] = (values ?? []) as { key: string; name: string }[]
        const value =
          datatype === 'datetime'
            ? '2026-11-20T08:00:00+08:00'
            : datatype === 'number'
              ? '3'
              : (first?.name ?? '三号')
        return [`attribute[${String(code)}]${datatype === 'multivaluelist' ? '[]' : ''}`, value]
      }),
    )
    const answer = await file({ service_code: lampCode, ...HERE, description: '答了', ...answers })
    expect(answer.json).toMatchObject([{ service_request_id: expect.any(String) as string }])
    expect(answer.status).toBe(200)
  })

  test('JSON, XML and a form with pictures are taken as well', async () => {
    const json = await heard(
      await fetch(`${base}/requests.json`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          api_key: key,
          service_code: plainCode,
          lat: 39.965815,
          long: 116.428375,
          description: '以JSON上报',
        }),
      }),
    )
    expect(json.status).toBe(200)
    const xml = await heard(
      await fetch(`${base}/requests.xml`, {
        method: 'POST',
        headers: { 'content-type': 'text/xml; charset=utf-8' },
        body: `<?xml version="1.0" encoding="utf-8"?><request><api_key>${key}</api_key>
          <service_code>${plainCode}</service_code><lat>39.965815</lat><long>116.428375</long>
          <description>以XML上报 &amp; 更多</description></request>`,
      }),
    )
    expect(xml.status).toBe(200)
    const request = readXml(xml.text) as unknown as {
      service_requests: { request: { service_request_id: string } }
    }
    const id = request.service_requests.request.service_request_id
    expect((await get(`requests/${id}.json`)).json[0]?.description).toBe('以XML上报 & 更多')

    const picture = await sharp({
      create: { width: 60, height: 40, channels: 3, background: '#777' },
    })
      .jpeg()
      .toBuffer()
    const form = new FormData()
    for (const [name, value] of Object.entries({
      api_key: key,
      service_code: plainCode,
      ...HERE,
      description: '有图',
    }))
      form.append(name, value)
    form.append('media', new Blob([new Uint8Array(picture)], { type: 'image/jpeg' }), '图.jpg')
    const withPicture = await heard(
      await fetch(`${base}/requests.json`, { method: 'POST', body: form }),
    )
    expect(withPicture.status).toBe(200)
    const [shown] = (await get(`requests/${idOf(withPicture)}.json`)).json
    const path = String(shown?.media_url).replace('https://jinlin.example', '')
    const answer = await fetch(new URL(path, base))
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
  })

  test('an address alone is enough where it says which community and building', async () => {
    const answer = await file({
      service_code: plainCode,
      jurisdiction_id: GUANGXIMEN,
      address_string: '8号楼门口',
      description: '只有地址',
    })
    const [shown] = (await get(`requests/${idOf(answer)}.json`)).json
    expect(shown).toMatchObject({ address: '8号楼门口', lat: null })
    expect(shown?.address_id).toEqual(expect.any(String))
    const unclear = await file({
      service_code: plainCode,
      address_string: '某路口',
      description: '哪儿',
    })
    expect(unclear.status).toBe(400)
  })

  test.each([
    ['no key', { api_key: '' }, 403],
    ['a wrong key', { api_key: 'x' }, 403],
    ['no service', { service_code: '' }, 400],
    ['an unknown service', { service_code: 'nothing' }, 404],
    ['no place', { lat: '', long: '' }, 400],
    ['half a place', { long: '' }, 400],
    ['a place that is none', { lat: 'north' }, 400],
    ['a place elsewhere', { lat: '31.2', long: '121.5' }, 400],
    ['an unknown jurisdiction', { jurisdiction_id: '310000' }, 404],
    ['4,001 characters', { description: '字'.repeat(4001) }, 400],
    ['an address that is none', { media_url: 'file:///etc/passwd' }, 400],
  ])('%s is refused as the standard says, in both formats', async (_, wrong, status) => {
    const form = { ...LAMP, service_code: plainCode, description: '错的', ...wrong }
    const json = await file(form)
    expect(json.status).toBe(status)
    expect(json.json).toEqual([{ code: String(status), description: expect.any(String) as string }])
    const xml = await file(form, 'xml')
    expect(xml.status).toBe(status)
    expect(xml.text).toMatch(new RegExp(`<errors><error><code>${status}</code><description>.+`))
  })

  test('4,000 characters are taken', async () => {
    const answer = await file({ service_code: plainCode, ...HERE, description: '长'.repeat(4000) })
    expect(answer.status).toBe(200)
  })
})

describe('once in effect', () => {
  test('the same content within a day is one request, after a day another; also two at once', async () => {
    const form = { service_code: plainCode, ...HERE, description: '同一件' }
    const [first, second] = await Promise.all([file(form), file(form)])
    expect(idOf(first)).toMatch(/^110105006041-/)
    expect(idOf(second)).toBe(idOf(first))
    house.pass(23 * 3_600_000)
    expect(idOf(await file(form))).toBe(idOf(first))
    house.pass(2 * 3_600_000)
    expect(idOf(await file(form))).not.toBe(idOf(first))
  })

  test('the sender’s own id counts more than the words, and finds the request again', async () => {
    const own = `城-${randomUUID()}`
    const form = { service_code: plainCode, ...HERE, 'attribute[external_id]': own }
    const first = await file({ ...form, description: '甲' })
    const again = await file({ ...form, description: '甲，改了字' })
    expect(idOf(again)).toBe(idOf(first))
    const other = await file({ ...form, 'attribute[external_id]': `${own}x`, description: '甲' })
    expect(idOf(other)).not.toBe(idOf(first))
    const query = new URLSearchParams({ 'attribute[external_id]': own })
    const found = await get(`requests.json?${query}`)
    expect(found.json).toMatchObject([
      { service_request_id: idOf(first), attributes: { external_id: own } },
    ])
  })

  test('another key’s same words are another request', async () => {
    const other = await newKey('另一平台')
    const form = { service_code: plainCode, ...HERE, description: '两家都报' }
    const mine = await file(form)
    const theirs = await file({ ...form, api_key: other })
    expect(idOf(theirs)).not.toBe(idOf(mine))
  })
})

describe('keys', () => {
  test('a key has its own limit, and says when to come again', async () => {
    const slow = await newKey('慢的', { perMinute: 2 })
    const ask = () => fetch(`${base}/requests.json?api_key=${slow}`)
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200])
    const refused = await ask()
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await get('requests.json')).status).toBe(200)
  })

  test('a key is stored as its hash, and ends', async () => {
    const ending = await newKey('要结束的')
    const rows = await database.db.selectFrom('api_key').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(ending)
    await database.db
      .updateTable('api_key')
      .set({ revoked_at: house.now() })
      .where('name', '=', '要结束的')
      .execute()
    expect((await get(`services.json?api_key=${ending}`)).status).toBe(403)
  })

  test('a key that is given tokens turns them into numbers', async () => {
    const slow = await newKey('要凭证的', { givesToken: true })
    const answer = await file({
      api_key: slow,
      service_code: plainCode,
      ...HERE,
      description: '给凭证',
    })
    const token = String(answer.json[0]?.token)
    expect(answer.json[0]).not.toHaveProperty('service_request_id')
    const { json } = await get(`tokens/${token}.json`)
    expect(json).toMatchObject([{ token }])
    expect((await get(`requests/${idOf({ json } as Heard)}.json`)).status).toBe(200)
    expect((await get('tokens/none.json')).status).toBe(404)
  })
})

describe('what everybody may read', () => {
  const reported = async (words: string, isPrivate: boolean) => {
    const { body } = await resident.ask('reportIssue', {
      params: { communityId: GUANGXIMEN },
      body: {
        categoryId: plainCode,
        words,
        photoIds: [],
        place: { by: 'pin', point: { lat: 39.9672, lng: 116.4346 } },
        isAnonymous: false,
        isPrivate,
      },
    })
    return { ticketId: body.ticketId, id: `${GUANGXIMEN}-${body.number}` }
  }

  test('a private report is nowhere: by no number, list, update or token, and with no key', async () => {
    const { id, ticketId } = await reported('家里的私事', true)
    await moderator.ask('advanceTicket', {
      params: { communityId: GUANGXIMEN, ticketId },
      body: { step: 'comment', words: '私下回复' },
    })
    for (const suffix of ['', `?api_key=${key}`]) {
      expect((await get(`requests/${id}.json${suffix}`)).status).toBe(404)
      expect((await get(`tokens/${GUANGXIMEN}-${ticketId}.json${suffix}`)).status).toBe(404)
      const and = suffix ? `&${suffix.slice(1)}` : ''
      expect((await get(`requests.json?service_request_id=${id}${and}`)).json).toEqual([])
      for (const list of ['requests', 'servicerequestupdates'])
        for (const format of ['json', 'xml']) {
          const { text } = await get(`${list}.${format}${suffix}`)
          expect(text).not.toMatch(/家里的私事|私下回复/)
          expect(text).not.toContain(id)
        }
    }
    const update = await post('servicerequestupdates.json', {
      api_key: key,
      service_request_id: id,
      description: '看得见吗',
    })
    expect(update.status).toBe(404)
  })

  test('who reported is told to nobody, and refused and void ones only to who filed them', async () => {
    const { id, ticketId } = await reported('公开的事', false)
    expect((await get(`requests/${id}.xml`)).text).not.toMatch(/林/)
    await moderator.ask('advanceTicket', {
      params: { communityId: GUANGXIMEN, ticketId },
      body: { step: 'refuse', words: '不归我们管' },
    })
    expect((await get(`requests/${id}.json`)).status).toBe(404)
    expect((await get(`requests/${id}.json?api_key=${key}`)).status).toBe(404)
    expect((await get('servicerequestupdates.json')).text).not.toContain(id)

    const own = idOf(await file({ service_code: plainCode, ...HERE, description: '要被拒的' }))
    const { body } = await moderator.ask('listTickets', {
      params: { communityId: GUANGXIMEN },
      query: { view: 'triage' },
    })
    const ticket = body.items.find(({ words }) => words === '要被拒的')
    await moderator.ask('advanceTicket', {
      params: { communityId: GUANGXIMEN, ticketId: ticket?.ticketId ?? '' },
      body: { step: 'refuse', words: '不归我们管' },
    })
    expect((await get(`requests/${own}.json`)).status).toBe(404)
    expect((await get(`requests/${own}.json?api_key=${key}`)).json).toMatchObject([
      { status: 'closed', status_notes: '没有受理' },
    ])
  })

  test('lists are cut by time, status, service and page, newest first', async () => {
    const all = (await get('requests.json')).json
    const times = all.map((one) => Date.parse(String(one.requested_datetime)))
    expect(times).toEqual([...times].sort((one, other) => other - one))
    const pages = await Promise.all(
      [1, 2].map((page) => get(`requests.json?page=${page}&page_size=2`)),
    )
    expect(pages.flatMap(({ json }) => json)).toEqual(all.slice(0, 4))
    expect((await get('requests.json?status=closed')).json).toEqual([])
    expect((await get('requests.json?status=open,closed')).json).toHaveLength(all.length)
    expect((await get(`requests.json?service_code=nothing`)).json).toEqual([])
    expect((await get('requests.json?end_date=2026-11-01T00:00:00Z')).json).toEqual([])
    expect(
      (await get('requests.json?start_date=2026-01-01T00:00:00Z&end_date=2026-12-01T00:00:00Z'))
        .status,
    ).toBe(400)
    expect((await get('requests.json?start_date=yesterday')).status).toBe(400)
    const [first, second] = all
    const ids = `${String(first?.service_request_id)},${String(second?.service_request_id)}`
    expect((await get(`requests.json?service_request_id=${ids}&status=closed`)).json).toHaveLength(
      2,
    )
    expect((await get(`requests.json?jurisdiction_id=${NEXT_DOOR}`)).json).toEqual([])
    expect((await get('requests.xml?status=closed')).text).toContain('<service_requests/>')
  })
})

describe('updates', () => {
  test('what is done with a request is told in order, and what its system says is heard', async () => {
    const id = idOf(await file({ service_code: plainCode, ...HERE, description: '跟进这件' }))
    const { body } = await moderator.ask('listTickets', {
      params: { communityId: GUANGXIMEN },
      query: { view: 'triage' },
    })
    const ticketId = body.items.find(({ words }) => words === '跟进这件')?.ticketId ?? ''
    const act = (step: 'accept' | 'comment', words: string) =>
      moderator.ask('advanceTicket', {
        params: { communityId: GUANGXIMEN, ticketId },
        body: { step, words, ...(step === 'accept' && { isHeld: true }) },
      })
    await act('accept', '马上安排')
    const form = { api_key: key, service_request_id: id, update_id: 'u-1', description: '请快些' }
    const said = await post('servicerequestupdates.json', { ...form, status: 'OPEN' })
    expect(said.json).toEqual([{ update_id: `${id}-3` }])
    const again = await post('servicerequestupdates.json', { ...form, description: '改了也一样' })
    expect(again.json).toEqual(said.json)
    await resident.ask('advanceTicket', {
      params: { communityId: GUANGXIMEN, ticketId },
      body: { step: 'comment', words: '我是邻居，我家在三单元' },
    })

    const { json } = await get('servicerequestupdates.json')
    expect(json.filter((one) => one.service_request_id === id)).toMatchObject([
      { status: 'open', description: '马上安排', external_status_code: 'accepted' },
      { update_id: `${id}-3`, description: '有新留言' },
      { description: '有新留言' },
    ])
    expect(JSON.stringify(json)).not.toContain('三单元')
    const xml = await get('servicerequestupdates.xml')
    expect(xml.text).toContain('<service_request_updates><request_update><update_id>')
    const { timeline } = (
      await moderator.ask('getTicket', { params: { communityId: GUANGXIMEN, ticketId } })
    ).body
    expect(timeline.filter(({ words }) => words === '请快些')).toMatchObject([
      { actorName: '12345热线' },
    ])
  })

  test('an update of nothing, of an unknown request, with an unknown status or without a key is refused', async () => {
    const id = idOf(await file({ service_code: plainCode, ...HERE, description: '更新错' }))
    const send = (form: Record<string, string>) =>
      post('servicerequestupdates.json', { api_key: key, service_request_id: id, ...form })
    expect((await send({})).status).toBe(400)
    expect((await send({ description: '话', status: 'gone' })).status).toBe(400)
    expect((await send({ description: '话', updated_datetime: 'soon' })).status).toBe(400)
    expect(
      (await send({ description: '话', service_request_id: `${GUANGXIMEN}-20200101-0001` })).status,
    ).toBe(404)
    expect((await send({ description: '话', api_key: '' })).status).toBe(403)
  })
})

test('what is unknown or unreadable is said in the format that was asked for', async () => {
  expect((await get('nothing.xml')).text).toContain('<errors><error><code>404</code>')
  expect((await get('requests/1.json')).json).toMatchObject([{ code: '404' }])
  const broken = await heard(
    await fetch(`${base}/requests.xml`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"api_key":',
    }),
  )
  expect(broken).toMatchObject({ status: 400, type: 'text/xml; charset=utf-8' })
  const bomb = await heard(
    await fetch(`${base}/requests.xml`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: '<!DOCTYPE a [<!ENTITY b "c">]><request><api_key>&b;</api_key></request>',
    }),
  )
  expect(bomb.status).toBe(400)
})
