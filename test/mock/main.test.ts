import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '../support/mock'

const ROOT = join(__dirname, '..', '..')

/** The command itself, as a tester starts it. The first start makes a database and tells the town. */
describe('npm run mock', () => {
  let dataDir: string
  let child: ChildProcess
  let said = ''
  let ended: Promise<number | null>

  const addressAfter = (words: string): string =>
    new RegExp(`${words} +(http://\\S+)`).exec(said)?.[1] ?? ''

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'jinlin-mock-main-'))
    // In one process: tsx's own command would start another, which outlives a killed test.
    child = spawn(
      process.execPath,
      ['--import', 'tsx', join('test', 'mock', 'support', 'main.ts')],
      {
        cwd: ROOT,
        env: {
          PATH: process.env.PATH,
          PORT: '0',
          DATA_DIR: dataDir,
          LOG_LEVEL: 'debug',
        },
      },
    )
    ended = new Promise((resolve) => child.once('exit', resolve))
    await new Promise<void>((resolve, reject) => {
      const hear = (data: Buffer): void => {
        said += data.toString()
        if (said.includes('Take the faults away')) resolve()
      }
      child.stdout?.on('data', hear)
      child.stderr?.on('data', hear)
      child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)))
    })
  }, 180_000)
  afterAll(async () => {
    child.kill('SIGKILL')
    await ended
    await rm(dataDir, { recursive: true, force: true })
  })

  test('prints where everything is, whom one can be, and how to ask for a fault', async () => {
    const app = addressAfter('mock is ready:')
    expect((await fetch(`${app}/healthz`)).status).toBe(200)
    expect((await fetch(`${addressAfter('city platform')}/services.json`)).status).toBe(200)
    expect((await fetch(addressAfter('control'))).status).toBe(200)
    expect(said).toContain('林阿姨')
    expect(said).toContain(`curl -X POST ${addressAfter('control')}`)
  })

  test('signs the people of the town in through WeChat, and logs nothing that could do it again', async () => {
    const control = addressAfter('control')
    const given = await fetch(`${control}/wechat/codes`, {
      method: 'POST',
      body: JSON.stringify({ person: 'lin' }),
    })
    const { code, openid } = (await given.json()) as { code: string; openid: string } // the control's answer
    const answer = await fetch(`${addressAfter('mock is ready:')}/v1/sessions/wechat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    })
    const session = (await answer.json()) as { token: string; me: { surname: string } } // of the contract
    expect(session.me.surname).toBe('林')
    await eventually(() => said.includes('"route":"/v1/sessions/wechat"'), 'the log of the sign-in')
    for (const secret of [code, openid, session.token, 'mock-secret', 'session_key'])
      expect(said).not.toContain(secret)
  })

  test('ends by itself on Ctrl-C', async () => {
    child.kill('SIGINT')
    expect(await ended).toBe(0)
  })
})
