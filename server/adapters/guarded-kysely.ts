import { AsyncLocalStorage } from 'node:async_hooks'
import {
  DefaultConnectionProvider,
  DefaultQueryExecutor,
  Kysely,
  type ConnectionProvider,
  type Dialect,
} from 'kysely'
import type { Schema } from '../ports/schema'

/** A mistake in our own code, found before it can wait for ever. */
export class NestedQueryError extends Error {
  override readonly name = 'NestedQueryError'
  constructor() {
    super(
      'a query was made on `db` inside a transaction or connection of the same database: use the `tx` that its callback is given',
    )
  }
}

/**
 * Kysely that refuses to be asked for a second connection from inside the first. The embedded database has
 * one connection and would wait for itself for ever; a pool does the same once it is full.
 */
export const openGuardedKysely = async (dialect: Dialect): Promise<Kysely<Schema>> => {
  const driver = dialect.createDriver()
  await driver.init()
  const executor = new DefaultQueryExecutor(
    dialect.createQueryCompiler(),
    dialect.createAdapter(),
    guarded(new DefaultConnectionProvider(driver)),
  )
  return new Kysely<Schema>({ config: { dialect }, dialect, driver, executor })
}

const guarded = (provider: ConnectionProvider): ConnectionProvider => {
  const holding = new AsyncLocalStorage<{ isHeld: boolean }>()
  return {
    provideConnection: async (consumer, options) => {
      if (holding.getStore()?.isHeld) throw new NestedQueryError()
      return provider.provideConnection((connection) => {
        // A timer started in here lives on with this mark, so the mark itself must end with the connection.
        const hold = { isHeld: true }
        return holding.run(hold, async () => {
          try {
            return await consumer(connection)
          } finally {
            hold.isHeld = false
          }
        })
      }, options)
    },
  }
}
