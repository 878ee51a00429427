import { recountDeadlines } from '../server/modules/deadlines/recount-deadlines'
import { recountCommunity } from '../server/modules/statistics/count-tickets'
import type { Db } from '../server/ports/work'
import { communityIdOf, type Command } from './operator-kit'

export const RECOUNT_COMMAND: Command = {
  usage: 'recount [COMMUNITY]',
  about: 'count figures afresh, and deadlines that reached into a year whose holidays were unknown',
  async runLong({ database, words, progress }) {
    const communityIds = words.length > 0 ? [communityIdOf(words)] : await allOpen(database.db)
    const wrong: string[] = []
    for (const [index, communityId] of communityIds.entries()) {
      if (!(await recountCommunity(database, communityId))) wrong.push(communityId)
      progress(`… ${index + 1} of ${communityIds.length} communities`)
    }
    const moved = await recountDeadlines(database)
    return [
      `Counted ${communityIds.length} communities; the figures of ${wrong.length} were put right.`,
      ...wrong.map((communityId) => `  ${communityId}`),
      `${moved} deadlines were counted again by holidays that are known now.`,
    ]
  },
}

const allOpen = async (db: Db): Promise<string[]> => {
  const rows = await db
    .selectFrom('community')
    .select('id')
    .where('opened_at', 'is not', null)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}
