import type { Insertable } from 'kysely'
import type { PlaceTable } from '../../ports/schema'
import type { Db } from '../../ports/work'

export const addPlaces = (tx: Db, places: readonly Insertable<PlaceTable>[]) =>
  tx.insertInto('place').values(places).execute()
