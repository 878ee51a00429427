import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { cellOf, type GeoPoint } from '../domain/place/geo'
import { shanghai, shanghaiDay } from '../domain/ticket/deadlines'
import { marksOf, NO_FIGURES, packMarks, plus, type Figures } from '../domain/ticket/rates'
import { COLUMN_OF } from '../server/modules/statistics/rollup-repository'
import { NEAR_CELL_DEGREES } from '../server/modules/tickets/report-issue'
import { numberOfSeal, sealOf } from '../server/modules/tickets/seal-step'
import type { Database } from '../server/ports/database'

const GRIDS = 41_795
const WORKERS = 84_262
const RESIDENTS = 5
const DAY_MS = 24 * 3_600_000
const MONTHS_DAYS = 730

export interface Place {
  communityId: string
  middle: GeoPoint
  grids: string[]
  workers: { personId: string; gridCode: string }[]
  moderatorId: string
  residentIds: string[]
}

/** The same city every time. */
export const randomFrom = (seed: number) => (): number => {
  seed = (seed * 1_664_525 + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}

/** A table's rows on their way into COPY: a file that PostgreSQL reads by itself. */
class Sheet {
  private readonly path: string
  private readonly file: number
  private lines: string[] = []

  constructor(
    directory: string,
    private readonly table: string,
    private readonly columns: readonly string[],
  ) {
    this.path = join(directory, `${table}.csv`)
    this.file = openSync(this.path, 'w', 0o644)
  }

  add(row: Readonly<Record<string, unknown>>): void {
    this.lines.push(this.columns.map((column) => cell(row[column])).join(','))
    if (this.lines.length >= 20_000) this.flush()
  }

  private flush(): void {
    if (this.lines.length > 0) writeSync(this.file, `${this.lines.join('\n')}\n`)
    this.lines = []
  }

  async copy({ unhurried }: Database): Promise<void> {
    this.flush()
    closeSync(this.file)
    await unhurried((db) =>
      sql`copy ${sql.table(this.table)} (${sql.join(this.columns.map((column) => sql.ref(column)))})
        from ${sql.lit(this.path)} with (format csv)`.execute(db),
    )
    rmSync(this.path)
  }
}

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString()
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return `"${text.replaceAll('"', '""')}"`
}

const inSheets = async (
  database: Database,
  columns: Readonly<Record<string, readonly string[]>>,
  fill: (sheet: (table: string) => Sheet) => void,
): Promise<void> => {
  const directory = mkdtempSync(join(tmpdir(), 'jinlin-city-'))
  chmodSync(directory, 0o755) // PostgreSQL runs as somebody else
  try {
    const sheets = new Map(
      Object.entries(columns).map(([table, names]) => [table, new Sheet(directory, table, names)]),
    )
    fill((table) => {
      const sheet = sheets.get(table)
      if (!sheet) throw new Error(`no sheet for ${table}`)
      return sheet
    })
    for (const sheet of sheets.values()) await sheet.copy(database)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** 16 districts, 349 streets, 7,535 communities as they are; grids and workers in their numbers. */
export const loadPeople = async (database: Database, now: Date): Promise<Place[]> => {
  await sql`
    update community set opened_at = now(),
      lat = 39.6 + (n / 90) * 0.01, lng = 115.8 + (n % 90) * 0.012
    from (select id as own, row_number() over (order by id) - 1 as n from community) numbered
    where community.id = numbered.own`.execute(database.db)
  const communities = await database.db
    .selectFrom('community')
    .select(['id', 'lat', 'lng'])
    .orderBy('id')
    .execute()
  const people = {
    person: ['id', 'surname', 'created_at'],
    grid: ['code', 'community_id', 'name'],
    membership: ['community_id', 'person_id', 'role', 'nickname', 'joined_at'],
    grid_worker: ['community_id', 'grid_code', 'person_id'],
  }
  const places: Place[] = []
  await inSheets(database, people, (sheet) => {
    const join = (communityId: string, role: string): string => {
      const personId = v7()
      sheet('person').add({ id: personId, surname: '测', created_at: now })
      sheet('membership').add({
        community_id: communityId,
        person_id: personId,
        role,
        nickname: '测',
        joined_at: now,
      })
      return personId
    }
    let grids = 0
    communities.forEach(({ id, lat, lng }, at) => {
      const place: Place = {
        communityId: id,
        middle: { lat: lat ?? 0, lng: lng ?? 0 },
        grids: [],
        workers: [],
        moderatorId: join(id, 'moderator'),
        residentIds: Array.from({ length: RESIDENTS }, () => join(id, 'resident')),
      }
      const until = Math.floor(((at + 1) * GRIDS) / communities.length)
      for (let number = 1; grids < until; number += 1, grids += 1) {
        const code = id + String(number).padStart(3, '0')
        place.grids.push(code)
        sheet('grid').add({ code, community_id: id, name: `第${number}网格` })
        for (let worker = 0; worker < (grids < WORKERS - 2 * GRIDS ? 3 : 2); worker += 1) {
          const personId = join(id, 'worker')
          place.workers.push({ personId, gridCode: code })
          sheet('grid_worker').add({ community_id: id, grid_code: code, person_id: personId })
        }
      }
      places.push(place)
    })
  })
  return places
}

const STEPS = ['report', 'accept', 'dispatch', 'claim', 'handle', 'confirm'] as const
const STATES = ['submitted', 'accepted', 'dispatched', 'handling', 'handled', 'closed'] as const
const TICKETS = {
  ticket:
    'community_id id number version category_id urgency state closed_how words grid_code place_text lat lng cell is_private reporter_id assignee_id handled_by reported_at updated_at due_at handled_at closed_at counted_version counted_marks counted_category counted_grid chain_hash'.split(
      ' ',
    ),
  issue:
    'community_id id ticket_id reporter_id category_id words photo_ids place_by place_text lat lng is_anonymous is_private reported_at'.split(
      ' ',
    ),
  step: 'community_id ticket_id seq step actor_id actor_role from_state to_state words photo_ids to_department_ids to_person_id closed_how at hash words_salt words_digest'.split(
    ' ',
  ),
  follower: ['community_id', 'ticket_id', 'person_id', 'why', 'since'],
}

/** Tickets of the last two years, each with its history sealed as `appendStep` seals it; most of them closed. */
export const loadTickets = async (
  database: Database,
  places: readonly Place[],
  count: number,
  now: Date,
): Promise<void> => {
  const random = randomFrom(7)
  const categories = await database.db
    .selectFrom('category')
    .select(['id', 'urgency'])
    .where('is_everyday', '=', true)
    .execute()
  const numbers = new Map<string, number>()
  const anchors = new Map<string, { steps: number; seals: bigint }>()
  const rollup = new Map<string, Figures>()
  const pick = <One>(list: readonly One[]): One => {
    const one = list[Math.floor(random() * list.length)]
    if (one === undefined) throw new Error('nothing to pick from')
    return one
  }
  await inSheets(database, TICKETS, (sheet) => {
    for (let index = 0; index < count; index += 1) {
      const place = pick(places)
      const { communityId } = place
      const category = pick(categories)
      const worker = pick(place.workers)
      const reporterId = pick(place.residentIds)
      const reportedAt = new Date(
        now.getTime() - Math.floor((1 - index / count) * MONTHS_DAYS * DAY_MS),
      )
      const isRecent = now.getTime() - reportedAt.getTime() < 20 * DAY_MS
      const length = isRecent ? 1 + Math.floor(random() * STEPS.length) : STEPS.length
      const state = STATES[length - 1] ?? 'submitted'
      const day = shanghaiDay(reportedAt)
      const number = (numbers.get(`${communityId} ${day}`) ?? 0) + 1
      numbers.set(`${communityId} ${day}`, number)
      const ticketId = v7({ msecs: reportedAt.getTime() })
      const point = {
        lat: place.middle.lat + (random() - 0.5) * 0.006,
        lng: place.middle.lng + (random() - 0.5) * 0.006,
      }
      const words = `合成工单${index}，请看看`
      const anchor = anchors.get(communityId) ?? { steps: 0, seals: 0n }
      let hash: string | null = null
      const timeOf = (seq: number) =>
        new Date(Math.min(now.getTime(), reportedAt.getTime() + (seq - 1) * 3 * 3_600_000))
      for (let seq = 1; seq <= length; seq += 1) {
        const by: 'resident' | 'moderator' | 'worker' =
          seq === 1 || seq === 6 ? 'resident' : seq <= 3 ? 'moderator' : 'worker'
        const row = {
          community_id: communityId,
          ticket_id: ticketId,
          seq,
          step: STEPS[seq - 1] ?? 'report',
          actor_id:
            by === 'resident'
              ? reporterId
              : by === 'moderator'
                ? place.moderatorId
                : worker.personId,
          actor_role: by,
          department_id: null,
          from_state: seq === 1 ? null : (STATES[seq - 2] ?? null),
          to_state: STATES[seq - 1] ?? 'submitted',
          words: seq === 1 ? words : '',
          photo_ids: [],
          distance_m: null,
          to_person_id: seq === 3 ? worker.personId : null,
          to_department_ids: [],
          stars: null,
          closed_how: seq === 6 ? ('confirmed' as const) : null,
          at: timeOf(seq),
        }
        const seal = sealOf(hash, row)
        hash = seal.hash
        anchor.steps += 1
        anchor.seals += numberOfSeal(seal.hash)
        sheet('step').add({ ...row, ...seal })
      }
      anchors.set(communityId, anchor)
      const marks = marksOf({
        state,
        closedHow: length === 6 ? 'confirmed' : null,
        reportedAt,
        answeredAt: length > 1 ? timeOf(2) : null,
        stars: null,
        disputeCount: 0,
        wasLate: false,
      })
      const month = shanghai(reportedAt).day.slice(0, 7)
      for (const [by, key] of [
        ['all', ''],
        ['grid', worker.gridCode],
        ['category', category.id],
      ]) {
        const line = `${communityId} ${by} ${month} ${key}`
        rollup.set(line, plus(rollup.get(line) ?? NO_FIGURES, marks))
      }
      const shared = {
        community_id: communityId,
        category_id: category.id,
        words,
        place_text: '3号楼附近',
        ...point,
        is_private: false,
        reporter_id: reporterId,
        reported_at: reportedAt,
      }
      sheet('ticket').add({
        ...shared,
        id: ticketId,
        number: `${day}-${String(number).padStart(4, '0')}`,
        version: length,
        urgency: category.urgency,
        state,
        closed_how: length === 6 ? 'confirmed' : null,
        grid_code: worker.gridCode,
        cell: cellOf(point, NEAR_CELL_DEGREES),
        assignee_id: length >= 3 ? worker.personId : null,
        handled_by: length >= 5 ? worker.personId : null,
        updated_at: timeOf(length),
        due_at: new Date(reportedAt.getTime() + 7 * DAY_MS),
        handled_at: length >= 5 ? timeOf(5) : null,
        closed_at: length === 6 ? timeOf(6) : null,
        counted_version: length,
        counted_marks: packMarks(marks),
        counted_category: category.id,
        counted_grid: worker.gridCode,
        chain_hash: hash,
      })
      sheet('issue').add({
        ...shared,
        id: v7({ msecs: reportedAt.getTime() }),
        ticket_id: ticketId,
        photo_ids: [],
        place_by: 'pin',
        is_anonymous: false,
      })
      sheet('follower').add({
        community_id: communityId,
        ticket_id: ticketId,
        person_id: reporterId,
        why: 'reported',
        since: reportedAt,
      })
    }
  })
  const sums = {
    counter: ['community_id', 'name', 'value'],
    chain_anchor: ['community_id', 'steps', 'seals'],
    ticket_rollup: ['community_id', 'counted_by', 'month', 'key', ...Object.values(COLUMN_OF)],
  }
  await inSheets(database, sums, (sheet) => {
    for (const [name, value] of numbers) {
      const [communityId, day] = name.split(' ')
      sheet('counter').add({ community_id: communityId, name: `ticket-${day}`, value })
    }
    for (const [communityId, { steps, seals }] of anchors)
      sheet('chain_anchor').add({ community_id: communityId, steps, seals: seals.toString() })
    for (const [line, figures] of rollup) {
      const [communityId, by, month, key] = line.split(' ')
      sheet('ticket_rollup').add({
        community_id: communityId,
        counted_by: by,
        month,
        key: key ?? '',
        ...Object.fromEntries(
          Object.entries(COLUMN_OF).map(([figure, column]) => [
            column,
            figures[figure as keyof Figures],
          ]),
        ),
      })
    }
  })
  await database.unhurried((db) => sql`analyze`.execute(db))
}
