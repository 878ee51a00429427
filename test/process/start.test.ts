import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openScreen } from '../support/live-screen'
import { endChildren, runChild, type Child } from './support/child'

jest.setTimeout(400_000)

const TEN_SECONDS = 10_000
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jinlin-start-'))
})
afterAll(async () => {
  endChildren()
  await rm(folder, { recursive: true, force: true })
})

const start = (env: Record<string, string>): Child =>
  runChild('test/process/support/main.ts', [], {
    PORT: '0',
    DATA_DIR: join(folder, 'var'),
    LOG_LEVEL: 'silent',
    ...env,
  })
const readyAt = async (child: Child): Promise<string> => {
  const [, base] = await child.line(/^近邻 is ready: (http:\/\/127\.0\.0\.1:\d+)$/m)
  return base ?? ''
}
/** Ends at once, with this one sentence and nothing else. */
const refuses = async (env: Record<string, string>, sentence: string | RegExp): Promise<void> => {
  const child = start(env)
  expect(await child.ended).toBe(1)
  expect(child.said()).toMatch(sentence)
  expect(child.said().trim().split('\n')).toHaveLength(1)
}

describe('a start that cannot succeed ends with one sentence and code 1', () => {
  test('a wrong variable', () => refuses({ PORT: 'http' }, 'PORT must be a whole number'))
  test('a wrong DATABASE_URL', () =>
    refuses(
      { DATABASE_URL: 'postgres://jinlin:topsecret@127.0.0.1:1/jinlin' },
      /^The PostgreSQL at 127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\): start it, or correct DATABASE_URL\.$/m,
    ))
})

test('one start: the people are told, others are refused its port and its directory, and it ends cleanly, twice', async () => {
  const child = start({})
  const base = await readyAt(child)
  await child.line(/This is a sample town; sign in as anyone of:\n(?: {2}.+（.+）：.+\n){5,}/)
  expect((await fetch(`${base}/healthz`)).status).toBe(200)

  const { port } = new URL(base)
  await refuses(
    { PORT: port, DATA_DIR: join(folder, 'other') },
    `Port ${port} is in use: end the other program, or choose another port with PORT=…`,
  )
  await refuses({}, `The data directory ${join(folder, 'var')} is in use by another server`)

  const { items } = (await (await fetch(`${base}/v1/sample/people`)).json()) as {
    items: { personId: string }[]
  }
  const signedIn = await fetch(`${base}/v1/sessions/sample`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ personId: items[0]?.personId }),
  })
  const { token } = (await signedIn.json()) as { token: string }
  const screen = await openScreen(`${base.replace('http', 'ws')}/v1/live`)
  await screen.hello(token)
  // A request whose rest never comes, and a connection that is only held open.
  const stuck = connect(Number(port), '127.0.0.1')
  stuck.write('POST /v1/sessions/code HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n')
  stuck.write('content-length: 1000\r\n\r\n{')
  stuck.on('error', () => undefined)
  await fetch(`${base}/healthz`)

  const asked = Date.now()
  child.process.kill('SIGTERM')
  expect(await screen.closed).toBe(4004)
  expect(await child.ended).toBe(0)
  expect(Date.now() - asked).toBeLessThan(TEN_SECONDS)

  const again = start({})
  await readyAt(again)
  again.process.kill('SIGINT')
  expect(await again.ended).toBe(0)
})
