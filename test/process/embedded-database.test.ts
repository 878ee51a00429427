import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endChildren, ROOT, runChild } from './support/child'

jest.setTimeout(240_000)

/** Each costs a start of the database; a longer run is asked for by KILLS=60. */
const KILLS = Number(process.env.KILLS ?? 4)
const WRITER = 'test/process/support/write-notes.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jinlin-process-'))
})
afterEach(async () => {
  endChildren()
  await rm(folder, { recursive: true, force: true })
})

const write = (howMany?: number, env: Record<string, string> = {}) =>
  runChild(WRITER, [folder, ...(howMany === undefined ? [] : [String(howMany)])], env)
const foundBy = async (child: ReturnType<typeof write>): Promise<number[]> => {
  const [, list] = await child.line(/found: (\[.*\])/)
  return JSON.parse(list ?? '[]') as number[]
}
const keptBy = (said: string): number[] =>
  [...said.matchAll(/kept: (\d+)\n/g)].map(([, id]) => Number(id))
const upTo = (count: number): number[] => Array.from({ length: count }, (_, id) => id)

test(`killed ${KILLS} times in the middle of writing, the database has lost nothing that it acknowledged`, async () => {
  let acknowledged = 0
  for (let kill = 0; kill < KILLS; kill += 1) {
    const writer = write()
    const found = await foundBy(writer)
    // Every one that was acknowledged, and at most the one that was under way.
    expect(found).toEqual(upTo(found.length))
    expect(found.length - acknowledged).toBeGreaterThanOrEqual(0)
    expect(found.length - acknowledged).toBeLessThanOrEqual(1)
    await writer.line(new RegExp(`kept: ${found.length + 5 + ((kill * 37) % 90)}\n`))
    await writer.kill()
    acknowledged = Math.max(...keptBy(writer.said())) + 1
  }
  const last = write(0)
  const found = await foundBy(last)
  expect(found.slice(0, acknowledged)).toEqual(upTo(acknowledged))
  expect(await last.ended).toBe(0)
})

test('a first start that is killed leaves nothing that looks like a database, and the next one makes it', async () => {
  const first = write()
  while (!existsSync(join(folder, 'database.unfinished')))
    await new Promise((resolve) => setTimeout(resolve, 5))
  await first.kill()
  expect(first.said()).toBe('')
  expect(existsSync(join(folder, 'database'))).toBe(false)

  const second = write(3)
  expect(await foundBy(second)).toEqual([])
  expect(await second.ended).toBe(0)
  expect(keptBy(second.said())).toEqual([0, 1, 2])
  expect(existsSync(join(folder, 'database.unfinished'))).toBe(false)
})

test('a second process on the same directory is told so in one sentence, and the first goes on', async () => {
  const first = write()
  await first.line(/kept: 1\n/)
  const second = write()
  expect(await second.ended).toBe(1)
  expect(second.said()).toBe(
    `The data directory ${folder} is in use by another server: end that one first, or choose another directory with DATA_DIR=…\n`,
  )
  const so = Math.max(...keptBy(first.said()))
  await first.line(new RegExp(`kept: ${so + 20}\n`))
  await first.kill()
})

describe('fsync', () => {
  const watching = () => ({
    NODE_OPTIONS: `--require tsx/cjs --require ${join(ROOT, 'test/process/support/watch-fsync.ts')}`,
    FSYNC_DOTS: join(folder, 'dots'),
    FSYNC_FAILS: join(folder, 'fails'),
  })

  test('is really called for each commit, and one that fails ends the server before anything is acknowledged', async () => {
    const made = write(0, watching())
    expect(await made.ended).toBe(0)
    const count = () => readFileSync(join(folder, 'dots'), 'utf8').length
    const before = count()
    const writer = write(50, watching())
    expect(await writer.ended).toBe(0)
    expect(keptBy(writer.said())).toHaveLength(50)
    expect(count() - before).toBeGreaterThanOrEqual(50)

    const unlucky = write(undefined, watching())
    await unlucky.line(/kept: 60\n/)
    writeFileSync(join(folder, 'fails'), '')
    expect(await unlucky.ended).toBe(3)
    expect(unlucky.said()).toMatch(
      /fatal: The embedded database has died: a file could not be written to disk: EIO/,
    )
    await rm(join(folder, 'fails'))
    const last = Math.max(...keptBy(unlucky.said()))
    const after = write(0, watching())
    expect((await foundBy(after)).slice(0, last + 1)).toEqual(upTo(last + 1))
    expect(await after.ended).toBe(0)
  })
})
