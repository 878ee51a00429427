import type { Statistics } from '../../../contract/statistics'
import { call } from '@/api/client'
import { saveTextFile } from '@/platform/save-file'
import { csvOf } from './csv'
import { STATISTICS_TEXT } from './text'

/** Of the community, or of the street that it belongs to. */
export type Scope = 'community' | 'street'

/** A community's code begins with its street's nine digits. */
const streetOf = (communityId: string): string => communityId.slice(0, 9)

export const readStatistics = (
  communityId: string,
  scope: Scope,
  month: string | undefined,
): Promise<Statistics> => {
  const query = month ? { month } : {}
  return scope === 'street'
    ? call('getStreetStatistics', { params: { streetCode: streetOf(communityId) }, query })
    : call('getStatistics', { params: { communityId }, query })
}

/** As a table that any spreadsheet opens. */
export const saveStatistics = (statistics: Statistics) =>
  saveTextFile(STATISTICS_TEXT.fileName(statistics.scope.name, statistics.month), csvOf(statistics))
