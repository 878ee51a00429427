import { openControl, type Control } from '../../mock/control'
import { openOutside, GRID_KEY, type Outside } from '../../mock/outside'

describe('the control of the mock', () => {
  let now = new Date('2026-11-23T02:00:00Z')
  let outside: Outside
  let control: Control

  beforeEach(async () => {
    outside = await openOutside({
      services: [{ service_code: 'street_light', service_name: '路灯', group: '公用设施' }],
      now: () => now,
    })
    control = await openControl(outside, { now: () => now })
  })
  afterEach(async () => {
    await control.close()
    await outside.close()
  })

  const ask = async (method: 'GET' | 'POST' | 'DELETE', path = '', body?: unknown) => {
    const answer = await fetch(control.url + path, {
      method,
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const said = (await answer.json()) as Record<string, unknown> // the control answers objects
    return { status: answer.status, said }
  }
  /** What a call of the platform comes to: a status, or nothing. */
  const services = async () => {
    const answer = await fetch(`${outside.grid.url}/services.json`).catch(() => null)
    await answer?.text()
    return answer?.status ?? 'no answer'
  }

  test('tells what there is and what may be asked', async () => {
    const { status, said } = await ask('GET')
    expect(status).toBe(200)
    expect(said).toMatchObject({
      wechat: { url: outside.wechat.url },
      grid: { url: outside.grid.url },
      faults: [],
    })
    expect(Object.keys((said.possible as { faults: object }).faults)).toEqual(
      expect.arrayContaining(['late', 'lost-answer', '500', 'duplicate', 'out-of-order', 'down']),
    )
  })

  test('a fault is for one call, unless it is said for how many', async () => {
    await ask('POST', '', { fault: '500', on: 'grid' })
    expect([await services(), await services()]).toEqual([500, 200])
    await ask('POST', '', { fault: '500', on: 'grid', times: 2 })
    expect([await services(), await services(), await services()]).toEqual([500, 500, 200])
  })

  test('a fault for a time ends by itself', async () => {
    await ask('POST', '', { fault: '500', on: 'grid', seconds: 60 })
    expect([await services(), await services()]).toEqual([500, 500])
    now = new Date(now.getTime() + 60_000)
    expect(await services()).toBe(200)
    expect((await ask('GET')).said.faults).toEqual([])
  })

  test('what is down stays down until it is taken away', async () => {
    await ask('POST', '', { fault: 'down', on: 'grid' })
    expect([await services(), await services()]).toEqual(['no answer', 'no answer'])
    expect((await ask('DELETE')).said).toEqual({ removed: 1 })
    expect(await services()).toBe(200)
  })

  test('one fault can be taken away and the others left', async () => {
    const { said } = await ask('POST', '', { fault: '500', on: 'grid', times: 9 })
    await ask('POST', '', { fault: 'down', on: 'wechat' })
    const { id } = said.added as { id: number }
    await ask('DELETE', `/faults/${id}`)
    expect((await ask('GET')).said.faults).toMatchObject([{ fault: 'down', on: 'wechat' }])
    expect((await ask('DELETE', `/faults/${id}`)).status).toBe(400)
  })

  test('a chance falls the same way again with the same seed, and hits about as often as it says', async () => {
    const run = async () => {
      await ask('DELETE')
      await ask('POST', '', { fault: '500', on: 'grid', chance: 0.3, seed: 7 })
      const fell = []
      for (let call = 0; call < 60; call += 1) fell.push(await services())
      return fell
    }
    const [first, second] = [await run(), await run()]
    expect(second).toEqual(first)
    const failed = first.filter((status) => status === 500).length
    expect(failed).toBeGreaterThan(8)
    expect(failed).toBeLessThan(30)
  })

  test('a fault is for the named call only', async () => {
    await ask('POST', '', { fault: '500', on: 'grid', call: 'file' })
    expect(await services()).toBe(200)
    expect((await ask('GET')).said.faults).toMatchObject([{ call: 'file', timesLeft: 1 }])
  })

  test('a call out of order is served after a later one', async () => {
    await ask('POST', '', { fault: 'out-of-order', on: 'grid', call: 'file', ms: 10_000 })
    const file = (words: string) =>
      fetch(`${outside.grid.url}/requests.json`, {
        method: 'POST',
        body: new URLSearchParams({
          api_key: GRID_KEY,
          service_code: 'street_light',
          address_string: '5号楼',
          description: words,
        }),
      })
    await Promise.all([file('先'), settledBefore().then(() => file('后'))])
    expect(outside.grid.store.all().map(({ description }) => description)).toEqual(['后', '先'])
  })

  /** Once the first call is held. */
  const settledBefore = async () => {
    while (outside.grid.heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  test.each([
    ['nothing', '', ['the body must be object']],
    ['no JSON', '{', ['the body is not JSON']],
    ['no fault', { on: 'grid' }, ['"fault" is missing']],
    [
      'an unknown fault',
      { fault: 'slow', on: 'grid' },
      [/^"fault" must be one of late, lost-answer/],
    ],
    ['an unknown word', { fault: 'late', on: 'grid', time: 3 }, ['"time" is not known here']],
    ['a wrong number', { fault: 'late', on: 'grid', times: 0 }, ['"times" must be >= 1']],
    [
      'a call of the other',
      { fault: 'late', on: 'wechat', call: 'file' },
      [
        '"call" of wechat must be one of sign-in, token, phone, send, check-words, check-picture, push',
      ],
    ],
    [
      'an errcode of the platform',
      { fault: 'errcode', on: 'grid', errcode: -1 },
      ['the fault errcode is only for wechat, and needs "errcode"'],
    ],
  ])('%s is refused in words, and changes nothing', async (_, body, problems) => {
    const { status, said } = await ask('POST', '', body)
    expect(status).toBe(400)
    expect(said.problems).toEqual(
      problems.map((problem) =>
        typeof problem === 'string' ? problem : (expect.stringMatching(problem) as string),
      ),
    )
    expect((await ask('GET')).said.faults).toEqual([])
  })

  test('an operator of the city acts on a request, and an update tells of it', async () => {
    const { said: request } = await ask('POST', '/grid/requests', {
      service_code: 'street_light',
      description: '12345 转来：路灯不亮',
      address: '5号楼',
    })
    const id = String(request.service_request_id)
    await ask('POST', `/grid/requests/${id}`, { status: 'closed', status_notes: '已办结' })
    const answer = await fetch(`${outside.grid.url}/requests/${id}.json`)
    expect(await answer.json()).toMatchObject([{ status: 'closed', status_notes: '已办结' }])
    const updates = await fetch(`${outside.grid.url}/servicerequestupdates.json`)
    expect(await updates.json()).toMatchObject([
      { service_request_id: id, status: 'closed', description: '已办结' },
    ])
  })

  test('people of WeChat take messages or not, and reset forgets everything', async () => {
    const { said } = await ask('POST', '/wechat/codes', { person: 'lin' })
    expect(said).toEqual({
      code: expect.any(String) as string,
      openid: outside.wechat.openidOf('lin'),
    })
    await ask('POST', '/wechat/people', { person: 'lin', accepts: false })
    expect((await ask('GET', '/wechat')).said.refusing).toEqual([outside.wechat.openidOf('lin')])
    await ask('POST', '', { fault: 'down', on: 'grid' })
    await ask('POST', '/reset')
    expect((await ask('GET', '/wechat')).said).toMatchObject({ refusing: [], messages: [] })
    expect((await ask('GET')).said.faults).toEqual([])
  })
})
