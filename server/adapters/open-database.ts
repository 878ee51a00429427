import type { Database, OpenDatabaseOptions } from '../ports/database'
import { openPglite } from './pglite/open-pglite'
import { openPostgres } from './postgres/open-postgres'

/** Opens PostgreSQL by its address, or else the embedded database; a StartError tells why it cannot. */
export const openDatabase = ({ url, ...options }: OpenDatabaseOptions): Promise<Database> =>
  url ? openPostgres(url, options) : openPglite(options)
