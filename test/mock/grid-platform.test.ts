import { openGridPlatform, type PretendPlatform } from '../../mock/grid-platform/grid-platform'
import { createFaults } from '../../mock/http/faults'

/** What the standard asks of a platform; a fake that is kinder than the city would hide our mistakes. */
describe('the pretend city platform', () => {
  let now = new Date('2026-11-23T02:00:00Z')
  let city: PretendPlatform

  beforeEach(async () => {
    now = new Date('2026-11-23T02:00:00Z')
    city = await openGridPlatform({
      services: [
        { service_code: 'street_light', service_name: '路灯', group: '公用设施', keywords: '灯' },
        { service_code: 'dogs', service_name: '违规养犬', group: '市容环境' },
      ],
      apiKeys: ['a key'],
      jurisdiction: 'here',
      faults: createFaults(() => now),
      now: () => now,
    })
  })
  afterEach(() => city.close())

  const get = async (path: string) => {
    const answer = await fetch(`${city.url}/${path}`)
    const type = answer.headers.get('content-type') ?? ''
    const text = await answer.text()
    return { status: answer.status, type, text, body: parsed(type, text) }
  }
  const post = async (path: string, form: Record<string, string>) => {
    const answer = await fetch(`${city.url}/${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
    })
    const type = answer.headers.get('content-type') ?? ''
    const text = await answer.text()
    return { status: answer.status, text, body: parsed(type, text) }
  }
  const parsed = (type: string, text: string): unknown =>
    type.includes('json') ? JSON.parse(text) : null

  const REPORT = {
    api_key: 'a key',
    service_code: 'street_light',
    lat: '39.9658',
    long: '116.4284',
    address_string: '5号楼 <南侧> & 东门',
    description: '灯不亮',
  }
  const file = async (change: Record<string, string> = {}) => {
    const { body } = await post('requests.json', { ...REPORT, ...change })
    return (body as { service_request_id: string }[])[0]?.service_request_id ?? ''
  }

  test('lists its services in JSON and in XML, both in UTF-8', async () => {
    expect((await get('services.json')).body).toMatchObject([
      { service_code: 'street_light', service_name: '路灯', metadata: 'true', type: 'realtime' },
      { service_code: 'dogs' },
    ])
    const xml = await get('services.xml')
    expect(xml.type).toBe('text/xml; charset=utf-8')
    expect(xml.text).toContain('<services><service><service_code>street_light</service_code>')
  })

  test('says in discovery where it is and what it speaks', async () => {
    expect((await get('discovery.json')).body).toMatchObject({
      endpoints: [{ type: 'test', formats: ['application/json', 'text/xml'] }],
    })
  })

  test('takes a report and shows it, escaped in XML', async () => {
    const id = await file()
    expect((await get(`requests/${id}.json`)).body).toMatchObject([
      { service_request_id: id, status: 'open', address: '5号楼 <南侧> & 东门', lat: 39.9658 },
    ])
    expect((await get(`requests/${id}.xml`)).text).toContain(
      '<address>5号楼 &lt;南侧&gt; &amp; 东门</address>',
    )
  })

  test.each([
    [403, 'without a key', { api_key: '' }],
    [403, 'with a wrong key', { api_key: 'other' }],
    [400, 'without a service', { service_code: '' }],
    [400, 'of an unknown service', { service_code: 'unheard_of' }],
    [400, 'without any place', { lat: '', long: '', address_string: '' }],
    [400, 'from outside the globe', { lat: '91' }],
    [400, 'with more than 4,000 characters', { description: '长'.repeat(4001) }],
    [404, 'for another city', { jurisdiction_id: 'elsewhere' }],
  ])('answers %i to a report %s, and keeps nothing', async (status, _, change) => {
    const json = await post('requests.json', { ...REPORT, ...change })
    expect(json.status).toBe(status)
    expect(json.body).toEqual([{ code: String(status), description: expect.any(String) as string }])
    expect((await post('requests.xml', { ...REPORT, ...change })).text).toContain(
      `<errors><error><code>${status}</code>`,
    )
    expect(city.store.all()).toEqual([])
  })

  test('sees two reports in the same words as two', async () => {
    expect(await file()).not.toBe(await file())
  })

  test('gives a token first where it is its habit, and the number for it', async () => {
    city.habits.answersWithToken = true
    const { body } = await post('requests.json', REPORT)
    const [answer] = body as { token: string; service_request_id?: string }[]
    expect(answer?.service_request_id).toBeUndefined()
    expect((await get(`tokens/${answer?.token}.json`)).body).toEqual([
      { token: answer?.token, service_request_id: city.store.all()[0]?.service_request_id },
    ])
  })

  test('lists by service, status, time and number, newest first, page by page', async () => {
    const first = await file()
    now = new Date(now.getTime() + 60_000)
    const second = await file({ service_code: 'dogs' })
    city.store.act(second, { status: 'closed' }, 'operator')
    const ids = async (query: string) =>
      ((await get(`requests.json?${query}`)).body as { service_request_id: string }[]).map(
        (one) => one.service_request_id,
      )
    expect(await ids('')).toEqual([second, first])
    expect(await ids('status=open')).toEqual([first])
    expect(await ids('service_code=dogs')).toEqual([second])
    expect(await ids(`service_request_id=${first},${second}&status=closed`)).toHaveLength(2)
    expect(await ids('page_size=1&page=2')).toEqual([first])
    expect(await ids('start_date=2026-11-23T02:00:30Z')).toEqual([second])
    expect(await ids('end_date=2026-11-23T02:00:30Z')).toEqual([first])
  })

  test('refuses a span of more than 90 days and times that are none', async () => {
    for (const query of [
      'start_date=2026-01-01T00:00:00Z&end_date=2026-11-01T00:00:00Z',
      'start_date=yesterday',
    ])
      expect((await get(`requests.json?${query}`)).status).toBe(400)
  })

  test('takes updates with a key, which change the request and are listed', async () => {
    const id = await file()
    const update = {
      api_key: 'a key',
      service_request_id: id,
      status: 'CLOSED',
      description: '邻居确认解决',
    }
    expect((await post('servicerequestupdates.json', { ...update, api_key: 'no' })).status).toBe(
      403,
    )
    expect(
      (await post('servicerequestupdates.json', { ...update, service_request_id: '1' })).status,
    ).toBe(404)
    expect(
      (await post('servicerequestupdates.json', { ...update, status: 'PERHAPS' })).status,
    ).toBe(400)
    expect((await post('servicerequestupdates.json', update)).body).toEqual([{ update_id: '1' }])
    expect((await get(`requests/${id}.json`)).body).toMatchObject([{ status: 'closed' }])
    expect((await get('servicerequestupdates.xml')).text).toContain(
      `<request_update><update_id>1</update_id><service_request_id>${id}</service_request_id>`,
    )
  })

  test.each(['requests/1.json', 'tokens/1.json', 'services/1.json', 'nothing.json'])(
    'answers 404 for %s',
    async (path) => {
      const { status, body } = await get(path)
      expect(status).toBe(404)
      expect(body).toMatchObject([{ code: '404' }])
    },
  )
})
