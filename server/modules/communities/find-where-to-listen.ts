import type { InTalk } from '../../../domain/group/group-membership'
import type { Caller, ListeningPlace } from '../../ports/caller'
import type { Db } from '../../ports/work'
import { findInTalk } from '../chat/in-talk'

const OPERATOR_IN_TALK: InTalk = {
  role: 'operator',
  building: null,
  unit: null,
  gridCodes: [],
  joinedGroupIds: [],
  removedFrom: [],
}

/** An operator listens where they look, so not to a whole city at once. */
const OPERATOR_LISTENS_TO = 50

/** Every community of which a caller may hear: their own, those they wait to join, an operator's. */
export const findWhereToListen = async (
  db: Db,
  caller: Caller,
  now: Date,
): Promise<ListeningPlace[]> => {
  const members = await findMemberPlaces(db, caller.personId, now)
  const others = [
    ...(caller.isOperator ? await findOperatorPlaces(db) : []),
    ...(await findApplicantPlaces(db, caller.personId)),
  ]
  const first = new Map<string, ListeningPlace>()
  for (const place of [...members, ...others])
    if (!first.has(place.communityId)) first.set(place.communityId, place)
  return [...first.values()]
}

const findMemberPlaces = async (db: Db, personId: string, now: Date): Promise<ListeningPlace[]> => {
  const rows = await db
    .selectFrom('membership')
    .select(['community_id', 'role', 'building', 'unit'])
    .where('person_id', '=', personId)
    .where('left_at', 'is', null)
    .execute()
  const isWorker = rows.some(({ role }) => role === 'worker')
  const grids = isWorker ? await findGrids(db, personId) : []
  const places: ListeningPlace[] = []
  for (const { community_id: communityId, role, building, unit } of rows) {
    const gridCodes =
      role === 'worker'
        ? grids.filter((one) => one.community_id === communityId).map((one) => one.grid_code)
        : []
    const who = { personId, communityId, role, building, unit, gridCodes }
    places.push({ communityId, role, gridCodes, inTalk: await findInTalk(db, who, now) })
  }
  return places
}

const findGrids = (db: Db, personId: string) =>
  db
    .selectFrom('grid_worker')
    .select(['community_id', 'grid_code'])
    .where('person_id', '=', personId)
    .execute()

const findOperatorPlaces = async (db: Db): Promise<ListeningPlace[]> => {
  const open = await db
    .selectFrom('community')
    .select('id')
    .where('opened_at', 'is not', null)
    .orderBy('opened_at')
    .limit(OPERATOR_LISTENS_TO)
    .execute()
  return open.map(({ id }) => ({
    communityId: id,
    role: 'operator',
    gridCodes: [],
    inTalk: OPERATOR_IN_TALK,
  }))
}

const findApplicantPlaces = async (db: Db, personId: string): Promise<ListeningPlace[]> => {
  const waiting = await db
    .selectFrom('application')
    .select('community_id')
    .where('person_id', '=', personId)
    .where('state', '=', 'waiting')
    .execute()
  return waiting.map((row) => ({
    communityId: row.community_id,
    role: 'applicant',
    gridCodes: [],
    inTalk: null,
  }))
}
