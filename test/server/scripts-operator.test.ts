import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runOperator } from '../../scripts/operator'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { FIRST_GRID, GUANGXIMEN, NOTICE, openHouse, type House } from '../support/house'

let directory: string
let env: Record<string, string>
let database: Database

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'jinlin-operator-'))
  env = { DATA_DIR: directory, DATABASE_URL: '', PUBLIC_URL: 'https://jinlin.example' }
  database = await testDatabase()
})
afterAll(async () => {
  await database.close()
  await rm(directory, { recursive: true, force: true })
})

/** Every command opens and closes the database for whoever types it; here it stays open for the next. */
const stillOpen = (): Promise<Database> =>
  Promise.resolve({ ...database, close: () => Promise.resolve() })

/** Types one command and answers what it said. */
const operator = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
  const said = { out: '', err: '' }
  const say = {
    out: (line: string) => (said.out += `${line}\n`),
    err: (line: string) => (said.err += `${line}\n`),
  }
  const code = await runOperator(args, env, say, stillOpen)
  return { code, ...said }
}

const codeIn = (out: string): string => /code {5}(\S+)/.exec(out)?.[1] ?? ''

/** The server on what the operator made, for as long as the work takes. */
const inTheHouse = async (work: (house: House) => Promise<void>): Promise<void> => {
  const house = await openHouse(database)
  try {
    await work(house)
  } finally {
    await house.close()
  }
}

test('the street opens a community with its grids and buildings, and names who works there', async () => {
  expect((await operator('list')).out).toContain('No community is open yet.')
  expect((await operator('open-community', GUANGXIMEN)).out).toBe(
    `光熙门北里北社区 (${GUANGXIMEN}) is open.\n`,
  )
  expect((await operator('add-grid', GUANGXIMEN, '第一网格')).out).toContain(FIRST_GRID)
  const csv = join(directory, 'buildings.csv')
  await writeFile(csv, '\uFEFFname,units,grid\n3号楼,1 2 3,001\n"平房","",\n')
  expect((await operator('import-buildings', GUANGXIMEN, csv)).out).toContain('2 buildings')
  const list = (await operator('list', GUANGXIMEN)).out
  expect(list).toContain(`${FIRST_GRID} 第一网格: nobody`)
  expect(list).toContain(`3: units 1, 2, 3; grid ${FIRST_GRID}`)

  const moderator = codeIn((await operator('invite-moderator', GUANGXIMEN)).out)
  const worker = codeIn((await operator('invite-worker', GUANGXIMEN, '--grids', '001')).out)
  const street = codeIn((await operator('invite-operator')).out)
  const key = await operator('open311-key', '城市平台', '--per-minute', '60')
  expect(key).toMatchObject({ code: 0, err: '' })
  expect((await operator('list')).out).toContain('城市平台')

  await inTheHouse(async ({ nobody }) => {
    const signIn = async (code: string, surname?: string) =>
      (
        await nobody.ask('signInWithCode', {
          body: { code, noticeVersion: NOTICE, ...(surname && { surname }) },
        })
      ).body.me
    expect(await signIn(moderator, '王')).toMatchObject({
      memberships: [{ communityId: GUANGXIMEN, role: 'moderator' }],
    })
    expect(await signIn(worker, '周')).toMatchObject({
      memberships: [{ communityId: GUANGXIMEN, role: 'worker' }],
    })
    expect(await signIn(street)).toMatchObject({ isOperator: true })
    const again = await nobody.ask('signInWithCode', {
      body: { code: street, noticeVersion: NOTICE },
    })
    expect(again.status).toBeGreaterThanOrEqual(400)
  })
  expect((await operator('list', GUANGXIMEN)).out).toMatch(/第一网格: .*周/)
})

test('the street writes the routing table in a spreadsheet, and tries it out', async () => {
  const csv = join(directory, 'routing.csv')
  expect((await operator('routing', 'list', GUANGXIMEN)).out).toContain('no routing table')
  await writeFile(
    csv,
    '\uFEFFcategory,grid,days,weekdays,hours,mode,to\n' +
      '垃圾满溢,001,休息日,,18:00-08:00,指定,网格员 周\n' +
      '大类:道路与照明,,,6 7,,by-load,\n,,,,,open,\n',
  )
  expect((await operator('routing', 'import', GUANGXIMEN, csv)).out).toContain('3 lines')
  const list = (await operator('routing', 'list', GUANGXIMEN)).out.split('\n').slice(1, -1)
  expect(list).toEqual([
    '  垃圾满溢 · 第一网格 · 休息日 18:00–次日08:00 → 派给网格员 周',
    '  道路与照明类 · 任何网格 · 周六、周日 → 派给本网格手上最少的网格员',
    '  任何类别 · 任何网格 · 任何时间 → 本网格谁有空谁接',
  ])
  const sunday = ['--grid', '001', '--at', '2026-11-29T21:00']
  const trial = await operator('routing', 'try', GUANGXIMEN, '垃圾满溢', ...sunday)
  expect(trial.out).toBe(`Goes to 网格员 周, by: ${list[0]?.trim()}\n`)
  const monday = ['--grid', '001', '--at', '2026-11-30T21:00']
  const other = await operator('routing', 'try', GUANGXIMEN, '垃圾满溢', ...monday)
  expect(other.out).toContain('whoever of the grid')

  await writeFile(csv, 'category,grid,mode,to\n,,open,\n,,assigned,没有这个人\n')
  expect(await operator('routing', 'import', GUANGXIMEN, csv)).toMatchObject({
    code: 1,
    err: expect.stringContaining('Line 3') as string,
  })
  expect((await operator('routing', 'list', GUANGXIMEN)).out.split('\n')).toHaveLength(5)
})

test('what cannot be is refused in a sentence, and changes nothing', async () => {
  const before = (await operator('list')).out
  expect(await operator('open-community', '999999999999')).toMatchObject({
    code: 1,
    err: 'There is no community 999999999999 in the division tree.\n',
  })
  expect(await operator('add-grid', '110105006099', '第一网格')).toMatchObject({ code: 1 })
  expect((await operator('invite-worker', GUANGXIMEN, '--grids', '009')).err).toContain('no grid')
  const csv = join(directory, 'wrong.csv')
  await writeFile(csv, 'name,units,grid\n21号楼,1,001\n22号楼,1,777\n')
  expect((await operator('import-buildings', GUANGXIMEN, csv)).err).toContain('Line 3')
  expect((await operator('list')).out).toBe(before)
})

test('a command written wrongly is answered with its usage', async () => {
  expect((await operator()).code).toBe(2)
  expect(await operator('open-comunity')).toMatchObject({ code: 2 })
  expect((await operator('add-grid', GUANGXIMEN)).err).toContain(
    'Usage: npm run operator -- add-grid',
  )
  expect((await operator('make-key', '--name', 'x', '--scope', 'everything')).err).toContain(
    '--scope',
  )
})

test('a key ends when it is revoked, and only once', async () => {
  await operator('make-key', '--name', '过期', '--scope', 'metrics')
  expect((await operator('revoke-key', '过期')).code).toBe(0)
  expect(await operator('revoke-key', '过期')).toMatchObject({ code: 1 })
  expect((await operator('list')).out).not.toContain('过期')
})
