import type { SamplePerson } from '../../../contract/identity'
import type { Deps } from '../../deps'
import { AppError } from '../../ports/app-error'
import { findSamplePeople } from './identity-repository'

/** Whom one can be in the sample town; there is nobody unless the sample is on. */
export const listSamplePeople = async ({
  config,
  database,
}: Pick<Deps, 'config' | 'database'>): Promise<{ items: SamplePerson[] }> => {
  if (!config.isSample) throw new AppError('sample-off')
  const rows = await findSamplePeople(database.db)
  return {
    items: rows.map((row) => ({
      personId: row.id,
      name: row.sample_name ?? '',
      who: row.sample_who ?? '',
      canTry: row.sample_can_try ?? '',
      role: row.is_operator ? 'operator' : (row.role ?? 'resident'),
    })),
  }
}
