import type { Database } from '../../../server/ports/database'
import { migrate } from '../../../server/migrations/migrate'
import { seedReferenceData } from '../../../server/modules/divisions/seed-reference-data'
import { openHouse } from '../../support/house'

/** Makes a new database with a community and one member in it, who is signed in now; answers their token. */
export const moveIn = async (database: Database): Promise<string> => {
  await migrate(database)
  await seedReferenceData(database.db)
  const house = await openHouse(database)
  house.pass(Date.now() - house.now().getTime())
  const { token } = await house.resident('林', '3', '1', '302')
  await house.close()
  if (token === null) throw new Error('nobody moved in')
  return token
}
