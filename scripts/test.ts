import { sql } from 'kysely'
import jestConfig from '../jest.config.json'
import { openDatabase } from '../server/adapters/open-database'
import type { Database } from '../server/ports/database'
import { TEMPLATE } from '../test/support/database'
import { findPostgres, startPostgresCluster } from '../test/support/postgres-cluster'
import { makeNew } from '../test/support/snapshot'
import { BuildError, buildIfStale, type Target } from './build-if-stale'
import { programOf, runAloud, secondsSince } from './run'
import { fetchWhatIsMissing, packageOf, type Need } from './what-tests-need'

interface Project {
  needs: readonly Need[]
  builds: readonly Target[]
}

const NOTHING: Project = { needs: [], builds: [] }

/** What a project of jest.config.json cannot run without. */
const PROJECTS: Record<string, Project> = {
  server: { needs: [], builds: ['h5'] }, // some of its tests start the whole program
  'server-postgres': { needs: ['postgresql'], builds: ['h5'] },
  process: { needs: ['redis'], builds: [] },
  weapp: { needs: [], builds: ['weapp'] },
  journeys: { needs: ['chromium', 'fonts'], builds: ['h5'] },
}

const ALL = jestConfig.projects.map(({ displayName }) => displayName)

/** `npm test`, `npm test -- server domain`, `npm test -- server -t 'a name'`: projects first, the rest is jest's. */
const main = async (args: readonly string[]): Promise<number> => {
  const start = performance.now()
  const asked = args.filter((word) => ALL.includes(word))
  const forJest = args.filter((word) => !ALL.includes(word))
  const wanted = asked.length > 0 ? ALL.filter((name) => asked.includes(name)) : ALL

  const missing = await fetchWhatIsMissing(needsOf(wanted))
  const skipped = wanted.filter((name) =>
    projectOf(name).needs.some((need) => missing.includes(need)),
  )
  const running = wanted.filter((name) => !skipped.includes(name))
  sayWhatIsSkipped(skipped, missing)
  if (running.length === 0) return 1
  const starting = running.some(usesPostgres) ? startPostgres() : Promise.resolve(null)
  try {
    const [postgres] = await Promise.all([starting, ...buildsOf(running).map(buildIfStale)])
    console.log(`Ready in ${secondsSince(start)}; testing ${running.join(', ')}.`)
    const code = await runAloud(
      programOf('jest'),
      ['--selectProjects', ...running, '--passWithNoTests', ...forJest],
      { env: { TEST_POSTGRES_URL: postgres?.url, NODE_OPTIONS } },
    )
    // Where it counts, what could not be tried has not passed.
    return process.env.CI && skipped.length > 0 ? Math.max(code, 1) : code
  } finally {
    await (await starting.catch(() => null))?.stop()
    sayWhatIsSkipped(skipped, missing)
  }
}

/** Warnings of other people's packages say nothing about what is tested. */
const NODE_OPTIONS =
  `${process.env.NODE_OPTIONS ?? ''} --disable-warning=ExperimentalWarning`.trim()

const projectOf = (name: string): Project => PROJECTS[name] ?? NOTHING

const needsOf = (names: readonly string[]): Need[] => [
  ...new Set(names.flatMap((name) => projectOf(name).needs)),
]

const buildsOf = (names: readonly string[]): Target[] => [
  ...new Set(names.flatMap((name) => projectOf(name).builds)),
]

const sayWhatIsSkipped = (skipped: readonly string[], missing: readonly Need[]): void => {
  if (skipped.length > 0)
    console.log(
      `SKIPPED ${skipped.join(', ')}: ${missing.map(packageOf).join(', ')} is missing; as root on Debian it is installed by itself.`,
    )
}

/** Those in processes of their own try both databases, and only the embedded one where PostgreSQL is missing. */
const usesPostgres = (name: string): boolean => ['server-postgres', 'process'].includes(name)

const startPostgres = async () => {
  const programs = findPostgres()
  if (!programs) return null
  console.log('Starting a PostgreSQL for the tests …')
  const cluster = await startPostgresCluster(programs)
  await onDatabase(cluster.url, ({ db }) => sql`create database ${sql.id(TEMPLATE)}`.execute(db))
  await onDatabase(new URL(`/${TEMPLATE}`, cluster.url).href, makeNew)
  return cluster
}

const onDatabase = async (
  url: string,
  work: (database: Database) => Promise<unknown>,
): Promise<void> => {
  const database = await openDatabase({ url, dataDir: '' })
  try {
    await work(database)
  } finally {
    await database.close()
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error(error instanceof BuildError ? error.message : error)
    process.exitCode = 1
  },
)
