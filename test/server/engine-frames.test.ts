import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { createPace } from '../../server/realtime/pace'
import { textFrame } from '../../server/realtime/text-frame'

describe('a frame that many share', () => {
  let server: WebSocketServer
  beforeEach(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
    await once(server, 'listening')
  })
  afterEach(() => void server.close())

  const hear = async (count: number, texts: readonly string[]): Promise<string[]> => {
    const { port } = server.address() as AddressInfo
    server.once('connection', (socket, { socket: wire }) => {
      // Between frames that the library writes, as a screen's own answers are.
      socket.send('before')
      for (const text of texts) wire.write(textFrame(text))
      socket.send('after')
    })
    const client = new WebSocket(`ws://127.0.0.1:${port}`)
    const heard: string[] = []
    await new Promise<void>((resolve, reject) => {
      client.on('error', reject)
      client.on('message', (data: Buffer, isBinary) => {
        heard.push(isBinary ? 'binary' : data.toString())
        if (heard.length === count) resolve()
      })
    })
    client.terminate()
    return heard
  }

  it.each([0, 1, 125, 126, 127, 65_535, 65_536, 300_000])(
    'is read by any client at %i bytes',
    async (bytes) => {
      const text = 'x'.repeat(bytes)
      expect(await hear(4, [text, text])).toEqual(['before', text, text, 'after'])
    },
  )

  it('carries Chinese, whose length is in bytes', async () => {
    const text = '明天上午九点停水，请提前备水。🚰'.repeat(9)
    expect(await hear(3, [text])).toEqual(['before', text, 'after'])
  })
})

describe('the pace of rounds', () => {
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  const never = (error: unknown) => {
    throw error
  }

  it('begins at once after a rest, and gathers what comes meanwhile into one run', async () => {
    let runs = 0
    const pace = createPace(60, async () => void (runs += 1), never)
    await pace.soon()
    expect(runs).toBe(1)
    await Promise.all([pace.soon(), pace.soon(), pace.soon()])
    expect(runs).toBe(2)
  })

  it('rests after a long run a part of what it took', async () => {
    const began: number[] = []
    const ended: number[] = []
    const pace = createPace(
      1,
      async () => {
        began.push(performance.now())
        await wait(80)
        ended.push(performance.now())
      },
      never,
    )
    void pace.soon()
    await wait(5)
    await pace.soon()
    expect((began[1] ?? 0) - (ended[0] ?? 0)).toBeGreaterThan(15)
  })

  it('does not make up for a run that waited long', async () => {
    const began: number[] = []
    const pace = createPace(
      1,
      async () => {
        began.push(performance.now())
        if (began.length === 1) await wait(900)
      },
      never,
    )
    void pace.soon()
    await wait(5)
    await pace.soon()
    expect((began[1] ?? 0) - (began[0] ?? 0)).toBeLessThan(1_700)
  })

  it('goes on after a run that failed, and tells of it once', async () => {
    const failures: unknown[] = []
    let runs = 0
    const pace = createPace(
      1,
      async () => {
        runs += 1
        if (runs === 1) throw new Error('no database')
      },
      (error) => failures.push(error),
    )
    await pace.soon()
    await pace.soon()
    expect(runs).toBe(2)
    expect(failures).toHaveLength(1)
  })
})
