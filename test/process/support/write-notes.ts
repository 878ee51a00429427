/** Opens the embedded database and inserts note after note; says a number only when it was acknowledged. */
import { writeSync } from 'node:fs'
import { sql } from 'kysely'
import { openPglite } from '../../../server/adapters/pglite/open-pglite'
import { StartError } from '../../../server/ports/start-error'

// Written at once, and not when there is time: what was said before a kill -9 was said.
const say = (line: string): void => void writeSync(1, `${line}\n`)

const run = async (dataDir: string, howMany: number): Promise<void> => {
  const database = await openPglite({
    dataDir,
    onFatal: (error) => {
      say(`fatal: ${error.message}`)
      process.exit(3)
    },
  })
  const { db } = database
  await sql`create table if not exists note (id integer primary key, words text)`.execute(db)
  const { rows } = await sql<{ id: number }>`select id from note order by id`.execute(db)
  say(`found: ${JSON.stringify(rows.map(({ id }) => id))}`)
  const first = (rows.at(-1)?.id ?? -1) + 1
  for (let id = first; id < first + howMany; id += 1) {
    await sql`insert into note values (${id}, ${'词'.repeat(200)})`.execute(db)
    say(`kept: ${id}`)
  }
  await database.close()
  say('closed')
}

run(process.argv[2] ?? '', Number(process.argv[3] ?? Infinity)).catch((error: unknown) => {
  say(error instanceof StartError ? error.message : `failed: ${String(error)}`)
  process.exit(1)
})
