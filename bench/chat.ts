import { fork, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openDatabase } from '../server/adapters/open-database'
import { inWork } from '../server/commands'
import type { Deps } from '../server/deps'
import { createInProcessBus } from '../server/adapters/bus/in-process'
import { migrate } from '../server/migrations/migrate'
import { openCommunity } from '../server/modules/communities/open-community'
import { seedReferenceData } from '../server/modules/divisions/seed-reference-data'
import { addPerson } from '../server/modules/identity/add-person'
import { openSession } from '../server/modules/identity/open-session'
import { systemClock } from '../server/ports/clock'
import type { Database } from '../server/ports/database'
import { newTimeOrderedId } from '../server/ports/ids'
import { endChildren, runChild, type Child } from '../test/process/support/child'
import { findPostgres, startPostgresCluster } from '../test/support/postgres-cluster'
import type { Need } from '../scripts/what-tests-need'
import type { Order, Report } from './chat-receivers'

export const needs: readonly Need[] = ['postgresql']

const COMMUNITY = '110105006041'
const MEMBERS = 2_000
const SPEAKERS = 48
/** Every commit is on the disk before it is acknowledged. */
const AS_IN_SERVICE = { fsync: 'on', synchronous_commit: 'on', shared_buffers: '128MB' }
const STEADY_DELIVERIES_PER_S = 80_000
const RUN_MS = 8_000
const RESUMING_MEMBERS = 200
const RESUMING_MS = 20_000
const CUTS_PER_S = 20
const KILLS = 2

interface Town {
  database: Database
  url: string
  groupId: string
  /** Session tokens: those who keep order may speak as often as they like. */
  members: string[]
  speakers: string[]
}

/** Deliveries to many phones beside a bare broadcast, and what is lost or doubled while the way breaks. */
export const bench = async (): Promise<Record<string, number | string | boolean>> => {
  const programs = findPostgres()
  if (!programs) throw new Error('PostgreSQL is missing')
  const cluster = await startPostgresCluster(programs, AS_IN_SERVICE)
  try {
    const town = await settle(cluster.url)
    const bare = await measureBare()
    console.log(`bare ws: ${bare.perSecond} deliveries/s, p99 ${bare.p99} ms`)
    const fanout = await measureFanout(town)
    console.log(`at saturation: ${fanout.perSecond} deliveries/s, p99 ${fanout.mostP99} ms`)
    console.log(`at ${fanout.steadyPerSecond}/s: p50 ${fanout.p50} ms, p99 ${fanout.p99} ms`)
    const one = await breakTheWay(town, 1)
    console.log('one process:', JSON.stringify(one))
    const two = await breakTheWay(town, 2)
    console.log('two processes:', JSON.stringify(two))
    await town.database.close()
    return {
      bench: 'chat',
      members: MEMBERS,
      deliveries_per_s: fanout.perSecond,
      ws_deliveries_per_s: bare.perSecond,
      fanout_ratio_to_ws: Math.round((fanout.perSecond / bare.perSecond) * 100) / 100,
      steady_deliveries_per_s: fanout.steadyPerSecond,
      p50_ms: fanout.p50,
      p99_ms: fanout.p99,
      messages: one.messages + two.messages,
      lost: one.lost + two.lost,
      doubled: one.doubled + two.doubled,
      cuts: one.cuts + two.cuts,
      kills: one.kills + two.kills,
      reloads: one.reloads + two.reloads,
    }
  } finally {
    endChildren()
    await cluster.stop()
  }
}

/** A community with its members, made by the operator's own use cases. */
const settle = async (url: string): Promise<Town> => {
  const database = await openDatabase({ url, dataDir: '' })
  await migrate(database)
  await seedReferenceData(database.db)
  const deps: Pick<Deps, 'database' | 'clock' | 'newId' | 'bus'> = {
    database,
    clock: systemClock,
    newId: newTimeOrderedId,
    bus: createInProcessBus(),
  }
  const town = await inWork(deps, async (work) => {
    const { tx, now, newId } = work
    await openCommunity(tx, work, {
      communityId: COMMUNITY,
      point: { lat: 39.9672, lng: 116.4346 },
    })
    const tokens: string[] = []
    for (let at = 0; at < MEMBERS + SPEAKERS; at += 1) {
      const personId = await addPerson(tx, work, { surname: '林', noticeVersion: '2026-11' })
      await tx
        .insertInto('membership')
        .values({
          community_id: COMMUNITY,
          person_id: personId,
          role: at < MEMBERS ? 'resident' : 'moderator',
          nickname: `3-2 林${at}`,
          building: null,
          unit: null,
          room: null,
          relation: null,
          joined_at: now,
          left_at: null,
        })
        .execute()
      tokens.push((await openSession(tx, { personId, device: 'bench', now, newId })).token)
    }
    const group = await tx
      .selectFrom('chat_group')
      .select('id')
      .where('community_id', '=', COMMUNITY)
      .where('kind', '=', 'community')
      .executeTakeFirstOrThrow()
    return {
      database,
      url,
      groupId: group.id,
      members: tokens.slice(0, MEMBERS),
      speakers: tokens.slice(MEMBERS),
    }
  })
  // As it does by itself in a database that has been in use for a minute.
  await sql`analyze`.execute(database.db)
  return town
}

const startServer = async (town: Town, port: number): Promise<Child> => {
  const child = runChild('test/process/support/main.ts', [], {
    DATABASE_URL: town.url,
    DATA_DIR: await mkdtemp(join(tmpdir(), 'jinlin-bench-')),
    PORT: String(port),
    LOG_LEVEL: 'silent',
    RATE_PER_ADDRESS: '1000000',
    RATE_PER_PERSON: '1000000',
  })
  await child.line(/is ready/)
  return child
}

/** A port of our own, so that a server that was killed comes back where its phones look for it. */
const FIRST_PORT = 18_700

interface Receivers {
  order(order: Order): void
  report<I extends Report['is']>(is: I): Promise<Extract<Report, { is: I }>>
  end(): void
}

const startReceivers = (): Receivers => {
  const child: ChildProcess = fork(join(__dirname, 'chat-receivers.ts'), {
    execArgv: ['--import', 'tsx'],
  })
  return {
    order: (order) => void child.send(order),
    report: (is) =>
      new Promise((resolve) => {
        const hear = (report: Report) => {
          if (report.is !== is) return
          child.off('message', hear)
          resolve(report as Extract<Report, { is: typeof is }>) // just tested
        }
        child.on('message', hear)
      }),
    end: () => void child.kill(),
  }
}

const open = async (
  receivers: Receivers,
  given: Omit<Extract<Order, { do: 'open' }>, 'do' | 'communityId'>,
): Promise<void> => {
  const isOpen = receivers.report('open')
  receivers.order({ do: 'open', communityId: COMMUNITY, ...given })
  await isOpen
}

const figuresAfter = async (receivers: Receivers, ms: number) => {
  receivers.order({ do: 'begin' })
  await wait(ms)
  const figures = receivers.report('figures')
  receivers.order({ do: 'figures' })
  const { deliveries, ms: took, p50, p99 } = await figures
  return { perSecond: Math.round((deliveries / took) * 1000), p50, p99 }
}

/** About what one event with a message weighs on the wire. */
const FRAME_BYTES = 700

const measureBare = async () => {
  const child = fork(join(__dirname, 'chat-bare.ts'), [String(FRAME_BYTES)], {
    execArgv: ['--import', 'tsx'],
    silent: true,
  })
  const port = await new Promise<string>((resolve) =>
    child.stdout?.on('data', (data: Buffer) => {
      const found = /bare at (\d+)/.exec(data.toString())
      if (found?.[1]) resolve(found[1])
    }),
  )
  const receivers = startReceivers()
  await open(receivers, {
    urls: [`ws://127.0.0.1:${port}`],
    tokens: Array.from({ length: MEMBERS }, () => ''),
    groupId: '',
    isBare: true,
  })
  child.send('begin')
  await wait(1_000)
  const figures = await figuresAfter(receivers, RUN_MS)
  child.kill()
  receivers.end()
  return figures
}

/** Says one thing; sent again until it is answered, always under the same id. */
const say = async (town: Town, port: number, token: string): Promise<void> => {
  const body = JSON.stringify({
    commandId: randomUUID(),
    words: `${Date.now()} 明天上午九点停水，请提前备水。${'水'.repeat(60)}`,
  })
  for (;;) {
    try {
      const answer = await fetch(
        `http://127.0.0.1:${port}/v1/communities/${COMMUNITY}/groups/${town.groupId}/messages`,
        {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body,
        },
      )
      if (answer.ok) return
      if (answer.status < 500) throw new Refused(await answer.text())
    } catch (error) {
      if (error instanceof Refused) throw error
    }
    await wait(100)
  }
}
class Refused extends Error {}

const measureFanout = async (town: Town) => {
  const port = FIRST_PORT
  const server = await startServer(town, port)
  const receivers = startReceivers()
  await open(receivers, {
    urls: [`ws://127.0.0.1:${port}`],
    tokens: town.members,
    groupId: town.groupId,
    isBare: false,
  })
  const stopFlood = flood(town, port)
  await wait(1_000)
  const most = await figuresAfter(receivers, RUN_MS)
  await stopFlood()
  await wait(2_000)
  const stopSteady = steadily(town, [port], STEADY_DELIVERIES_PER_S / MEMBERS)
  await wait(1_000)
  const steady = await figuresAfter(receivers, RUN_MS)
  await stopSteady()
  receivers.end()
  await server.kill()
  return {
    perSecond: most.perSecond,
    mostP99: most.p99,
    steadyPerSecond: steady.perSecond,
    p50: steady.p50,
    p99: steady.p99,
  }
}

/** As fast as it is answered. */
const flood = (town: Town, port: number) => {
  let isOver = false
  const speakers = town.speakers.map(async (token) => {
    while (!isOver) await say(town, port, token)
  })
  return async (): Promise<void> => {
    isOver = true
    await Promise.all(speakers)
  }
}

/** So many a second, whether or not the ones before are answered; a timer that fires late makes up for it. */
const steadily = (town: Town, ports: readonly number[], perSecond: number) => {
  const said: Promise<void>[] = []
  const beganAt = performance.now()
  const sayDue = () => {
    const due = ((performance.now() - beganAt) / 1000) * perSecond
    while (said.length < due) {
      const token = town.speakers[said.length % SPEAKERS] ?? ''
      said.push(say(town, ports[said.length % ports.length] ?? FIRST_PORT, token))
    }
  }
  const timer = setInterval(sayDue, 1000 / perSecond / 2)
  return async (): Promise<void> => {
    clearInterval(timer)
    await Promise.all(said)
  }
}

/** Connections are cut at random and a server is killed, while people talk; then what each phone holds is compared with the database. */
const breakTheWay = async (town: Town, processes: number) => {
  const ports = Array.from({ length: processes }, (_, index) => FIRST_PORT + 10 + index)
  const servers = await Promise.all(ports.map((port) => startServer(town, port)))
  const before = await lastSeq(town)
  const receivers = startReceivers()
  await open(receivers, {
    urls: ports.map((port) => `ws://127.0.0.1:${port}`),
    tokens: town.members.slice(0, RESUMING_MEMBERS),
    groupId: town.groupId,
    isBare: false,
  })
  const stop = steadily(town, ports, 20)
  receivers.order({ do: 'cut', perSecond: CUTS_PER_S })
  for (let kill = 0; kill < KILLS; kill += 1) {
    await wait(RESUMING_MS / (KILLS + 1))
    const at = kill % processes
    await servers[at]?.kill()
    servers[at] = await startServer(town, ports[at] ?? FIRST_PORT)
  }
  await wait(RESUMING_MS / (KILLS + 1))
  await stop()
  receivers.order({ do: 'calm' })
  await wait(4_000)
  const holdings = receivers.report('holdings')
  receivers.order({ do: 'holdings' })
  const { seqs, doubled, cuts, reloads } = await holdings
  const stored = await storedSeqs(town, before)
  const lost = seqs
    .map((held) => {
      const has = new Set(held)
      return stored.filter((seq) => !has.has(seq)).length
    })
    .reduce((sum, one) => sum + one, 0)
  receivers.end()
  for (const server of servers) await server.kill()
  return { messages: stored.length, lost, doubled, cuts, kills: KILLS, reloads }
}

const lastSeq = async ({ database, groupId }: Town): Promise<number> => {
  const row = await database.db
    .selectFrom('chat_group')
    .select('last_seq')
    .where('id', '=', groupId)
    .executeTakeFirstOrThrow()
  return row.last_seq
}

const storedSeqs = async ({ database, groupId }: Town, after: number): Promise<number[]> => {
  const rows = await database.db
    .selectFrom('message')
    .select('seq')
    .where('group_id', '=', groupId)
    .where('seq', '>', after)
    .execute()
  return rows.map(({ seq }) => seq)
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
