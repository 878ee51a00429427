import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'pg'
import pino from 'pino'
import { v7 } from 'uuid'
import { cellsAround } from '../domain/place/geo'
import { shanghai } from '../domain/ticket/deadlines'
import { builtinGrid } from '../server/adapters/builtin-grid/builtin-grid'
import { createInProcessBus } from '../server/adapters/bus/in-process'
import { createDiskBlobStore } from '../server/adapters/disk/blob-store'
import { openDatabase } from '../server/adapters/open-database'
import { createPhotoWorkshop } from '../server/adapters/sharp/photo-workshop'
import { offWechat } from '../server/adapters/wechat/off-wechat'
import { buildApp } from '../server/app'
import { inWork } from '../server/commands'
import { configFromEnv } from '../server/config-from-env'
import type { Deps } from '../server/deps'
import { migrate } from '../server/migrations/migrate'
import { findMember } from '../server/modules/communities/find-member'
import { seedReferenceData } from '../server/modules/divisions/seed-reference-data'
import { hashOf, newToken } from '../server/modules/identity/secrets'
import { communityStatistics } from '../server/modules/statistics/read-statistics'
import { getTicket } from '../server/modules/tickets/get-ticket'
import { listNearTickets, listTickets } from '../server/modules/tickets/list-tickets'
import { NEAR_CELL_DEGREES, reportIssue } from '../server/modules/tickets/report-issue'
import { verifySteps } from '../server/modules/tickets/verify-steps'
import { systemClock } from '../server/ports/clock'
import { newTimeOrderedId } from '../server/ports/ids'
import { findPostgres, startPostgresCluster } from '../test/support/postgres-cluster'
import { loadPeople, loadTickets, randomFrom, type Place } from './city-load'

export const needs = ['postgresql'] as const

const ASKED = 1_000
/** Not counted: what is asked before everything is warm. */
const BEFORE = 100
const SETTINGS = {
  shared_buffers: '1GB',
  maintenance_work_mem: '256MB',
  max_wal_size: '8GB',
  fsync: 'off',
  synchronous_commit: 'on',
  autovacuum: 'off',
  max_connections: '60',
}

const say = (line: string): void => console.log(line)
const numberIn = (args: readonly string[], option: string, otherwise?: number): number => {
  const index = args.indexOf(option)
  const count = index < 0 ? otherwise : Number(args[index + 1])
  if (count === undefined || !Number.isInteger(count) || count < 1)
    throw new Error('Usage: npm run bench -- city --tickets 1000000 [--asked 1000]')
  return count
}

interface Question {
  name: string
  /** Bare SQL, our own code, and the same over HTTP, about the same place. */
  sql(at: Visit): Promise<unknown>
  own(at: Visit): Promise<unknown>
  http(at: Visit): Promise<unknown>
}

interface Visit {
  place: Place
  worker: Place['workers'][number]
  ticketId: string
  categoryId: string
}

/** What people ask a hundred times a day, over a whole city: bare SQL, our repositories and HTTP in turn, in one run. */
export const bench = async (args: readonly string[]) => {
  const tickets = numberIn(args, '--tickets')
  const asked = numberIn(args, '--asked', ASKED)
  const programs = findPostgres()
  if (!programs) throw new Error('PostgreSQL is missing')
  const dataDir = mkdtempSync(join(tmpdir(), 'jinlin-city-data-'))
  const cluster = await startPostgresCluster(programs, SETTINGS)
  try {
    return await onCluster(cluster.url, dataDir, { tickets, asked })
  } finally {
    await cluster.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const onCluster = async (
  url: string,
  dataDir: string,
  { tickets, asked }: { tickets: number; asked: number },
) => {
  const database = await openDatabase({ url, dataDir })
  const pool = new Pool({ connectionString: url, max: 4 })
  const config = {
    ...configFromEnv({ DATABASE_URL: url, DATA_DIR: dataDir, LOG_LEVEL: 'silent', PORT: '0' }),
    rate: { perAddress: 1_000_000, perPerson: 1_000_000 },
  }
  const deps: Deps = {
    config,
    database,
    clock: systemClock,
    newId: newTimeOrderedId,
    bus: createInProcessBus(),
    wechat: offWechat,
    gridPlatform: builtinGrid,
    photos: createPhotoWorkshop(),
    blobs: await createDiskBlobStore(join(dataDir, 'photos')),
    urlSecret: 'of this bench',
    log: pino({ level: 'silent' }),
  }
  const app = await buildApp(deps)
  try {
    await migrate(database)
    await seedReferenceData(database.db)
    const began = performance.now()
    const now = new Date()
    const places = await loadPeople(database, now)
    await loadTickets(database, places, tickets, now)
    const loadS = Math.round((performance.now() - began) / 1000)
    say(`loaded ${tickets} tickets in ${loadS} s`)
    const sample = places[0]?.communityId ?? ''
    const { first, anchor, missing } = await verifySteps(database.db, { communityId: sample })
    if (first || anchor || missing) throw new Error('what was loaded is no history of ours')

    await app.listen({ host: '127.0.0.1', port: 0 })
    const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/v1`
    const visits = await visitsOf(deps, places, asked + BEFORE)
    const questions = questionsOf(deps, pool, await asPerson(deps, address, visits))
    const figures: Record<string, number> = { tickets, load_s: loadS }
    for (const question of questions) Object.assign(figures, await measured(question, visits))
    return figures
  } finally {
    await app.close()
    await pool.end()
    await deps.photos.close()
    await deps.bus.close()
    await database.close()
  }
}

const visitsOf = async (
  { database: { db } }: Deps,
  places: readonly Place[],
  count: number,
): Promise<Visit[]> => {
  const random = randomFrom(11)
  const visits: Visit[] = []
  while (visits.length < count) {
    const place = places[Math.floor(random() * places.length)]
    const worker = place?.workers[Math.floor(random() * place.workers.length)]
    if (!place || !worker) continue
    const rows = await db
      .selectFrom('ticket')
      .select(['id', 'category_id'])
      .where('community_id', '=', place.communityId)
      .limit(20)
      .execute()
    const row = rows[Math.floor(random() * rows.length)]
    if (row) visits.push({ place, worker, ticketId: row.id, categoryId: row.category_id })
  }
  return visits
}

/** Asks our server as a person; everybody who visits is signed in. */
const asPerson = async ({ database: { db } }: Deps, address: string, visits: readonly Visit[]) => {
  const tokens = new Map<string, string>()
  const now = new Date()
  for (const { place, worker } of visits)
    for (const personId of [worker.personId, place.moderatorId, place.residentIds[0] ?? ''])
      tokens.set(personId, tokens.get(personId) ?? newToken())
  const sessions = [...tokens].map(([personId, token]) => ({
    id: v7(),
    person_id: personId,
    token_hash: hashOf(token),
    previous_hash: null,
    previous_until: null,
    device: 'bench',
    created_at: now,
    last_seen_at: now,
    expires_at: new Date(now.getTime() + 24 * 3_600_000),
    revoked_at: null,
  }))
  for (let at = 0; at < sessions.length; at += 1_000)
    await db
      .insertInto('session')
      .values(sessions.slice(at, at + 1_000))
      .execute()
  return async (personId: string, path: string, body?: unknown): Promise<void> => {
    const answer = await fetch(address + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${tokens.get(personId)}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text}`)
  }
}

const questionsOf = (
  deps: Deps,
  pool: Pool,
  ask: (personId: string, path: string, body?: unknown) => Promise<void>,
): Question[] => {
  const { db } = deps.database
  const eyesOf = async (personId: string, communityId: string) => {
    const member = await findMember(db, { personId, sessionId: '', isOperator: false }, communityId)
    if (!member) throw new Error('no such member')
    return { member, urlSecret: deps.urlSecret, now: new Date() }
  }
  const resident = ({ place }: Visit): string => place.residentIds[0] ?? ''
  const here = ({ place }: Visit): string => `/communities/${place.communityId}`
  const issueAt = ({ place, categoryId }: Visit) => ({
    commandId: randomUUID(),
    categoryId,
    words: '合成上报',
    photoIds: [],
    place: { by: 'pin' as const, point: place.middle, text: '3号楼' },
    isAnonymous: false,
    isPrivate: false,
    answers: {},
  })
  return [
    {
      name: 'worker_queue',
      sql: ({ place, worker }) =>
        pool.query(
          `select * from ticket where community_id = $1 and state in ('dispatched','handling')
             and (assignee_id = $2 or grid_code = $3) order by due_at, id limit 200`,
          [place.communityId, worker.personId, worker.gridCode],
        ),
      own: async ({ place, worker }) =>
        listTickets(db, await eyesOf(worker.personId, place.communityId), { view: 'queue' }),
      http: (at) => ask(at.worker.personId, `${here(at)}/tickets?view=queue`),
    },
    {
      name: 'community_feed',
      sql: ({ place }) =>
        pool.query(
          `select * from ticket where community_id = $1 and not is_private
             and state not in ('refused','merged','void') order by id desc limit 31`,
          [place.communityId],
        ),
      own: async (at) =>
        listTickets(db, await eyesOf(resident(at), at.place.communityId), { view: 'community' }),
      http: (at) => ask(resident(at), `${here(at)}/tickets?view=community`),
    },
    {
      name: 'duplicates',
      sql: ({ place, categoryId }) =>
        pool.query(
          `select * from ticket where community_id = $1 and cell = any($2) and reported_at > $3
             and category_id = $4 and state in ('submitted','accepted','dispatched','handling','handled','suspended')
             and 6371008.8 * 2 * asin(sqrt(sin(radians(lat - $5) / 2) ^ 2
               + cos(radians(lat)) * cos(radians($5)) * sin(radians(lng - $6) / 2) ^ 2)) <= 100
           order by reported_at desc limit 100`,
          [
            place.communityId,
            cellsAround(place.middle, NEAR_CELL_DEGREES),
            new Date(Date.now() - 7 * 24 * 3_600_000),
            categoryId,
            place.middle.lat,
            place.middle.lng,
          ],
        ),
      own: async (at) =>
        listNearTickets(
          db,
          { ...(await eyesOf(resident(at), at.place.communityId)), from: at.place.middle },
          at.categoryId,
        ),
      http: (at) => {
        const { lat, lng } = at.place.middle
        const query = `lat=${lat}&lng=${lng}&categoryId=${encodeURIComponent(at.categoryId)}`
        return ask(resident(at), `${here(at)}/tickets/near?${query}`)
      },
    },
    {
      name: 'ticket_page',
      sql: async ({ place, ticketId }) => {
        const of = [place.communityId, ticketId]
        await pool.query('select * from ticket where community_id = $1 and id = $2', of)
        await pool.query(
          'select * from step where community_id = $1 and ticket_id = $2 order by seq',
          of,
        )
        await pool.query('select * from issue where community_id = $1 and ticket_id = $2', of)
      },
      own: async (at) =>
        getTicket(db, await eyesOf(resident(at), at.place.communityId), at.ticketId),
      http: (at) => ask(resident(at), `${here(at)}/tickets/${at.ticketId}`),
    },
    {
      name: 'report_filing',
      sql: (at) => fileBare(pool, at),
      own: async (at) => {
        const { member } = await eyesOf(resident(at), at.place.communityId)
        return inWork(deps, (work) => reportIssue(work, member, issueAt(at)))
      },
      http: (at) => ask(resident(at), `${here(at)}/issues`, issueAt(at)),
    },
    {
      name: 'month_statistics',
      sql: ({ place }) =>
        pool.query('select * from ticket_rollup where community_id = $1 and month = $2', [
          place.communityId,
          shanghai(new Date()).day.slice(0, 7),
        ]),
      own: ({ place }) => communityStatistics(db, place.communityId, undefined, new Date()),
      http: (at) => ask(at.place.moderatorId, `${here(at)}/statistics`),
    },
  ]
}

/** A ticket, its issue and its first step, and nothing else that our own filing does. */
const fileBare = async (pool: Pool, { place, categoryId, worker }: Visit): Promise<void> => {
  const client = await pool.connect()
  const [ticketId, reporterId] = [v7(), place.residentIds[0]]
  try {
    await client.query('begin')
    await client.query(
      `insert into ticket (community_id, id, number, version, category_id, urgency, state, words, grid_code, place_text,
         is_private, reporter_id, reported_at, updated_at, counted_version)
       values ($1, $2, $3, 1, $4, 'general', 'submitted', '合成上报', $5, '3号楼', false, $6, now(), now(), 1)`,
      [place.communityId, ticketId, `bare-${ticketId}`, categoryId, worker.gridCode, reporterId],
    )
    await client.query(
      `insert into issue (community_id, id, ticket_id, reporter_id, category_id, words, photo_ids, place_by, place_text,
         is_anonymous, is_private, reported_at)
       values ($1, $2, $3, $4, $5, '合成上报', '[]', 'pin', '3号楼', false, false, now())`,
      [place.communityId, v7(), ticketId, reporterId, categoryId],
    )
    await client.query(
      `insert into step (community_id, ticket_id, seq, step, actor_id, actor_role, to_state, words, photo_ids, at)
       values ($1, $2, 1, 'report', $3, 'resident', 'submitted', '合成上报', '[]', now())`,
      [place.communityId, ticketId, reporterId],
    )
    await client.query('commit')
  } finally {
    client.release()
  }
}

const at = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
const round = (value: number): number => Math.round(value * 100) / 100

/** In turn, so that whatever else the machine does meets all three alike. The ratio is of the medians, HTTP to bare SQL. */
const measured = async (question: Question, visits: readonly Visit[]) => {
  const ways = ['sql', 'own', 'http'] as const
  const times = { sql: [] as number[], own: [] as number[], http: [] as number[] }
  for (const [index, visit] of visits.entries())
    for (const way of ways) {
      const began = performance.now()
      await question[way](visit)
      if (index >= BEFORE) times[way].push(performance.now() - began)
    }
  for (const way of ways) times[way].sort((one, other) => one - other)
  const { name } = question
  const [bare, own, http] = [times.sql, times.own, times.http].map((sorted) => ({
    p50: round(at(sorted, 0.5)),
    p99: round(at(sorted, 0.99)),
  }))
  say(
    `${name}: SQL ${bare?.p50} / ${bare?.p99} ms, repository ${own?.p50} / ${own?.p99}, HTTP ${http?.p50} / ${http?.p99}`,
  )
  return {
    [`${name}_p50_ms`]: http?.p50 ?? 0,
    [`${name}_p99_ms`]: http?.p99 ?? 0,
    [`${name}_repository_p99_ms`]: own?.p99 ?? 0,
    [`${name}_sql_p99_ms`]: bare?.p99 ?? 0,
    [`${name}_ratio_to_sql`]: round((http?.p50 ?? 0) / Math.max(0.01, bare?.p50 ?? 0)),
  }
}
