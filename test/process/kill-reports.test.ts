import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Photo, TicketDetail } from '../../contract/tickets'
import { openDatabase } from '../../server/adapters/open-database'
import type { Database } from '../../server/ports/database'
import { createPostgresDatabase, dropPostgresDatabase, postgresUrl } from '../support/database'
import { GUANGXIMEN } from '../support/house'
import { aPicture, BIN } from '../support/story'
import { endChildren, runChild, type Child } from './support/child'
import { moveIn } from './support/people'

jest.setTimeout(400_000)

const REPORTS = 200
/** Killed when so many have been acknowledged. */
const KILL_AT = 90
const EVERY_TENTH_HAS_A_PHOTO = 10
const AT_ONCE = 6

interface Report {
  commandId: string
  photoCommandId: string | null
}
const reports: Report[] = Array.from({ length: REPORTS }, (_, n) => ({
  commandId: `report-${String(n).padStart(12, '0')}`,
  photoCommandId: n % EVERY_TENTH_HAS_A_PHOTO === 0 ? `photo-${String(n).padStart(12, '0')}` : null,
}))

afterEach(endChildren)

const onEmbedded = (work: (where: Where) => Promise<void>) => async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'jinlin-kill-'))
  try {
    await work({ dataDir, env: {} })
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}
const onPostgres = (work: (where: Where) => Promise<void>) => async () => {
  const name = await createPostgresDatabase()
  const url = postgresUrl(name)
  try {
    await onEmbedded(({ dataDir }) => work({ dataDir, url, env: { DATABASE_URL: url } }))()
  } finally {
    await dropPostgresDatabase(name)
  }
}
interface Where {
  dataDir: string
  url?: string
  env: Record<string, string>
}

const start = async ({ dataDir, env }: Where): Promise<{ child: Child; base: string }> => {
  const child = runChild('test/process/support/main.ts', [], {
    PORT: '0',
    DATA_DIR: dataDir,
    SAMPLE: '0',
    LOG_LEVEL: 'silent',
    RATE_PER_ADDRESS: '1000000',
    RATE_PER_PERSON: '1000000',
    ...env,
  })
  const [, base] = await child.line(/近邻 is ready: (http:\/\/\S+)/)
  return { child, base: base ?? '' }
}
const withDatabase = async <Result>(
  { dataDir, url }: Where,
  work: (database: Database) => Promise<Result>,
): Promise<Result> => {
  const database = await openDatabase({ ...(url && { url }), dataDir })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** One phone's way of sending a report: its picture first, then the words; both by ids that stay the same. */
const send = async (base: string, token: string, report: Report): Promise<string> => {
  const authorization = `Bearer ${token}`
  const here = `${base}/v1/communities/${GUANGXIMEN}`
  const photoIds: string[] = []
  if (report.photoCommandId !== null) {
    const form = new FormData()
    form.append('commandId', report.photoCommandId)
    form.append('file', new Blob([new Uint8Array(await aPicture())]), 'a.jpg')
    const kept = await fetch(`${here}/photos`, {
      method: 'POST',
      headers: { authorization },
      body: form,
    })
    if (!kept.ok) throw new Error(await kept.text())
    photoIds.push(((await kept.json()) as Photo).photoId)
  }
  const answer = await fetch(`${here}/issues`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({
      commandId: report.commandId,
      categoryId: BIN,
      words: `第 ${report.commandId} 件`,
      photoIds,
      place: { by: 'pin', point: { lat: 39.967, lng: 116.4346 } },
      isAnonymous: false,
      isPrivate: false,
    }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return ((await answer.json()) as TicketDetail).ticketId
}

/** Sends all of them, some at once; a failure leaves the report for the next time. */
const sendAll = async (
  base: string,
  token: string,
  onKept: (report: Report, ticketId: string) => void,
): Promise<void> => {
  const left = [...reports]
  const phone = async (): Promise<void> => {
    for (let report = left.shift(); report; report = left.shift()) {
      const ticketId = await send(base, token, report).catch(() => null)
      if (ticketId !== null) onKept(report, ticketId)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, phone))
}

const story = async (where: Where): Promise<void> => {
  const token = await withDatabase(where, moveIn)
  const kept = new Map<string, string>()

  const first = await start(where)
  await sendAll(first.base, token, ({ commandId }, ticketId) => {
    kept.set(commandId, ticketId)
    if (kept.size === KILL_AT) void first.child.kill()
  })
  expect(await first.child.ended).toBe('SIGKILL')
  expect(kept.size).toBeGreaterThanOrEqual(KILL_AT)
  expect(kept.size).toBeLessThan(REPORTS)

  const acknowledged = new Map(kept)
  const second = await start(where)
  for (const ticketId of acknowledged.values()) {
    const found = await fetch(`${second.base}/v1/communities/${GUANGXIMEN}/tickets/${ticketId}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(found.status).toBe(200)
  }
  const again = new Map<string, string>()
  for (let round = 0; round < 2; round += 1)
    await sendAll(second.base, token, ({ commandId }, ticketId) => {
      expect(again.get(commandId) ?? ticketId).toBe(ticketId)
      again.set(commandId, ticketId)
    })
  expect(again.size).toBe(REPORTS)
  for (const [commandId, ticketId] of acknowledged) expect(again.get(commandId)).toBe(ticketId)
  second.child.process.kill('SIGTERM')
  expect(await second.child.ended).toBe(0)

  const counted = await withDatabase(where, ({ db }) =>
    sql<Record<string, number>>`
      select (select count(*) from ticket) as tickets, (select count(*) from issue) as issues,
        (select count(distinct words) from issue) as different,
        (select count(*) from photo where ticket_id is not null) as photos`.execute(db),
  )
  expect(counted.rows).toEqual([
    {
      tickets: REPORTS,
      issues: REPORTS,
      different: REPORTS,
      photos: REPORTS / EVERY_TENTH_HAS_A_PHOTO,
    },
  ])
}

test(
  'killed in the middle of 200 reports, the server has every acknowledged one once, and none twice when all are sent again',
  onEmbedded(story),
)
const withPostgres = process.env.TEST_POSTGRES_URL ? test : test.skip
withPostgres('the same on PostgreSQL', onPostgres(story))
