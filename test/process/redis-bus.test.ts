import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRedisBus } from '../../server/adapters/bus/redis'
import { openDatabase } from '../../server/adapters/open-database'
import { StartError } from '../../server/ports/start-error'
import type { Bus, News } from '../../server/ports/bus'
import { createPostgresDatabase, dropPostgresDatabase, postgresUrl } from '../support/database'
import { GUANGXIMEN } from '../support/house'
import { BIN } from '../support/story'
import { endChildren, runChild } from './support/child'
import { moveIn } from './support/people'

const PERSON = '0190b6f4-5b6e-7c3a-9d53-1d1f6a0c2f11'
const PASSWORD = 'secret'

let redis: ChildProcess | undefined
let port: number
let address: string
const failures: unknown[] = []
const open: Bus[] = []

const startRedis = async (): Promise<void> => {
  const options = { port, bind: '127.0.0.1', save: '', appendonly: 'no', requirepass: PASSWORD }
  redis = spawn(
    '/usr/bin/redis-server',
    Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
    { stdio: ['ignore', 'pipe', 'ignore'], cwd: tmpdir() },
  )
  let said = ''
  await new Promise<void>((resolve) =>
    redis?.stdout?.on('data', (data: Buffer) => {
      said += data.toString()
      if (/ready to accept connections/i.test(said)) resolve()
    }),
  )
}
const stopRedis = async (): Promise<void> => {
  const ended = new Promise((resolve) => redis?.once('exit', resolve))
  redis?.kill('SIGKILL')
  await ended
}
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as AddressInfo // listening on TCP
      server.close(() => resolve(free))
    })
  })

const bus = async (): Promise<Bus> => {
  const one = await createRedisBus(address, (error) => failures.push(error))
  open.push(one)
  return one
}
const nextOf = (one: Bus): Promise<News> => new Promise((resolve) => one.hear(resolve))

beforeAll(async () => {
  port = await freePort()
  address = `redis://:${PASSWORD}@127.0.0.1:${port}`
  await startRedis()
})
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
  endChildren()
})
afterAll(stopRedis)

test('processes hear each other through Redis, what happens at once as one', async () => {
  const here = await bus()
  const heard = nextOf(await bus())
  here.tell({ communityIds: ['110105006041'], personIds: [PERSON] })
  here.tell({ communityIds: ['110105006041', '110105006042'], personIds: [] })

  expect(await heard).toEqual({
    communityIds: ['110105006041', '110105006042'],
    personIds: [PERSON],
  })
})

test('a bus that ends sends what it still had to say', async () => {
  const here = await bus()
  const heard = nextOf(await bus())
  here.tell({ communityIds: ['110105006044'], personIds: [] })
  await open.shift()?.close()

  expect((await heard).communityIds).toEqual(['110105006044'])
})

test('a Redis that dies costs words and no process, and is heard again when it is back', async () => {
  const here = await bus()
  const there = await bus()
  await stopRedis()
  here.tell({ communityIds: ['110105006045'], personIds: [] })
  await startRedis()

  const heard = nextOf(there)
  // Both come back by themselves, in their own time; until then what is said is lost.
  const saying = setInterval(
    () => here.tell({ communityIds: ['110105006046'], personIds: [] }),
    100,
  )
  expect((await heard).communityIds).toEqual(['110105006046'])
  clearInterval(saying)
  expect(failures).not.toEqual([])
})

describe('a Redis that cannot be used is told in one sentence', () => {
  const refuses = async (url: string, sentence: RegExp): Promise<void> => {
    const opened = createRedisBus(url, (error) => failures.push(error))
    await expect(opened).rejects.toBeInstanceOf(StartError)
    await expect(opened).rejects.toThrow(sentence)
  }

  test('nobody there', () =>
    refuses(
      'redis://:secret@127.0.0.1:1',
      /^The Redis at 127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\): start it, or correct REDIS_URL\.$/,
    ))

  test('a wrong password, and none', async () => {
    const sentence = /^The Redis at .* refuses the name or password: correct REDIS_URL\.$/
    await refuses(`redis://:wrong@127.0.0.1:${port}`, sentence)
    await refuses(`redis://127.0.0.1:${port}`, sentence)
  })
})

const onPostgres = process.env.TEST_POSTGRES_URL ? test : test.skip
onPostgres('the whole program tells through REDIS_URL what was done on it', async () => {
  const name = await createPostgresDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'jinlin-redis-'))
  try {
    const database = await openDatabase({ url: postgresUrl(name), dataDir: '' })
    const token = await moveIn(database)
    await database.close()
    const child = runChild('test/process/support/main.ts', [], {
      PORT: '0',
      DATA_DIR: dataDir,
      SAMPLE: '0',
      DATABASE_URL: postgresUrl(name),
      REDIS_URL: address,
      LOG_LEVEL: 'silent',
    })
    const [, base = ''] = await child.line(/近邻 is ready: (http:\/\/\S+)/)
    const heard = nextOf(await bus())
    const answer = await fetch(`${base}/v1/communities/${GUANGXIMEN}/issues`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        commandId: 'through-redis-000001',
        categoryId: BIN,
        words: '垃圾桶满了',
        photoIds: [],
        place: { by: 'pin', point: { lat: 39.967, lng: 116.4346 } },
        isAnonymous: false,
        isPrivate: false,
      }),
    })
    expect(answer.status).toBe(200)
    expect((await heard).communityIds).toEqual([GUANGXIMEN])
  } finally {
    endChildren()
    await rm(dataDir, { recursive: true, force: true })
    await dropPostgresDatabase(name)
  }
})
