import { startMock, type Mock } from '../support/mock'

describe('the mock', () => {
  let mock: Mock
  beforeAll(async () => {
    mock = await startMock()
  })
  afterAll(() => mock.close())

  test('is the real server with WeChat and a platform connected', async () => {
    expect((await fetch(`${mock.url}/healthz`)).status).toBe(200)
    const start: unknown = await (await fetch(`${mock.url}/v1/start`)).json()
    expect(start).toMatchObject({ isSample: false, hasWechat: true })
  })
})
