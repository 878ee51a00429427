import { sql } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type { Database } from '../ports/database'
import { StartError } from '../ports/start-error'
import type { Db } from '../ports/work'
import { theHouse } from './0001-the-house'
import { aClockStandsStill } from './0002-a-clock-stands-still'
import { twoQuestions } from './0003-two-questions'
import { talk } from './0004-talk'
import { order } from './0005-order'
import { announcements } from './0006-announcements'
import { seenInWechat } from './0007-seen-in-wechat'
import { earlierInWechat } from './0008-earlier-in-wechat'
import { wordsElsewhere } from './0009-words-elsewhere'
import { heldComments } from './0009b-held-comments'
import { evidence } from './0011a-evidence'
import { questions } from './0011b-questions'
import { departmentsAndRouting } from './0012a-departments-and-routing'
import { historyIsAChain } from './0013a-history-is-a-chain'
import { sealWhatHappened } from './0013b-seal-what-happened'
import { deadlines } from './0013c-deadlines'
import { deadlinesOfOpenTickets } from './0013d-deadlines-of-open-tickets'
import { statistics } from './0013e-statistics'
import { endsOfChains } from './0014b-ends-of-chains'
import { anchorWhatHappened } from './0014c-anchor-what-happened'
import { open311 } from './0017a-open311'

export type Migrations = Readonly<Record<string, Migration>>

/** In the order of their names. One that has been released is never changed again; a new one is added below it. */
export const MIGRATIONS: Migrations = {
  '0001-the-house': theHouse,
  '0002-a-clock-stands-still': aClockStandsStill,
  '0003-two-questions': twoQuestions,
  '0004-talk': talk,
  '0005-order': order,
  '0006-announcements': announcements,
  '0007-seen-in-wechat': seenInWechat,
  '0008-earlier-in-wechat': earlierInWechat,
  '0009-words-elsewhere': wordsElsewhere,
  '0009b-held-comments': heldComments,
  '0011a-evidence': evidence,
  '0011b-questions': questions,
  '0012a-departments-and-routing': departmentsAndRouting,
  '0013a-history-is-a-chain': historyIsAChain,
  '0013b-seal-what-happened': sealWhatHappened,
  '0013c-deadlines': deadlines,
  '0013d-deadlines-of-open-tickets': deadlinesOfOpenTickets,
  '0013e-statistics': statistics,
  '0014b-ends-of-chains': endsOfChains,
  '0014c-anchor-what-happened': anchorWhatHappened,
  '0017a-open311': open311,
}

/** Brings the database up to date. Several processes may start at once: one does it, the others wait. */
export const migrate = (database: Database, migrations = MIGRATIONS): Promise<void> =>
  database.unhurried(async (db) => {
    await mustNotBeNewer(db, migrations)
    const { error, results } = await migratorOf(db, migrations).migrateToLatest()
    if (!error) return
    const failed = results?.find(({ status }) => status === 'Error')?.migrationName
    const reason = error instanceof Error ? error.message : JSON.stringify(error)
    throw new StartError(
      `The database could not be brought up to date, and is as it was${failed ? ` (${failed})` : ''}: ${reason}`,
    )
  })

/** Brings a database as far as an older program had it; given a transaction, it stays inside. */
export const migrateAsFarAs = async (
  db: Db,
  name: string,
  migrations = MIGRATIONS,
): Promise<void> => {
  const { error } = await migratorOf(db, migrations).migrateTo(name)
  if (error) throw error
}

/** The migrations that the database has seen, in order; none when it is new. */
export const listMigrated = async (db: Db): Promise<string[]> => {
  const isThere = await sql<{ is: boolean }>`
    select to_regclass('kysely_migration') is not null as is`.execute(db)
  if (!isThere.rows[0]?.is) return []
  const { rows } = await sql<{ name: string }>`
    select name from kysely_migration order by name`.execute(db)
  return rows.map(({ name }) => name)
}

const mustNotBeNewer = async (db: Db, migrations: Migrations): Promise<void> => {
  const unknown = (await listMigrated(db)).find((name) => !(name in migrations))
  if (unknown)
    throw new StartError(
      `The database was last used by a newer version of this program (${unknown} is unknown here): install that version.`,
    )
}

const migratorOf = (db: Db, migrations: Migrations): Migrator =>
  new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } })
