import { databaseOn } from '../../server/adapters/pglite/open-pglite'
import { createOneClientPool } from '../../server/adapters/pglite/one-client-pool'
import { openThread } from '../../server/adapters/pglite/open-thread'
import { migrate } from '../../server/migrations/migrate'
import { seedReferenceData } from '../../server/modules/divisions/seed-reference-data'
import type { Database } from '../../server/ports/database'

export const testDatabase = async (): Promise<Database> => {
  const opened = await openThread({ in: 'memory' }, () => undefined)
  if (opened.is === 'unusable') throw new Error(opened.message)
  const database = await databaseOn(opened.thread, createOneClientPool(opened.thread, 15_000))
  await migrate(database)
  await seedReferenceData(database.db)
  return database
}
