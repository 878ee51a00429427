import { createHash } from 'node:crypto'
import type { LiveChange } from '../contract/events'
import type { Deps } from './deps'
import { AppError } from './ports/app-error'
import type { News } from './ports/bus'
import { NO_COMMUNITY, type Audience } from './ports/schema'
import type { Db, Tx, Work } from './ports/work'

export interface Command {
  personId: string
  /** Absent for what a person does outside any community. */
  communityId?: string
  commandId: string
  route: string
  /** Everything that was asked; the same id with another content is refused. */
  asked: unknown
}

interface Announcement {
  communityId: string
  change: LiveChange
  audience: Audience
}

export type CommandDeps = Pick<Deps, 'database' | 'clock' | 'newId' | 'bus'>

/**
 * Acts once for one command id, in one transaction with everything it announces and promises, and
 * answers the same when the command is sent again. The bus hears of it after the commit.
 */
export const runCommand = async <A>(
  deps: CommandDeps,
  command: Command,
  act: (work: Work) => Promise<A>,
): Promise<A> => {
  const row = rowOf(command)
  return inWork(deps, async (work) => {
    const isNew = await work.tx
      .insertInto('command')
      .values({ ...row, answer: null, at: work.now })
      .onConflict((conflict) => conflict.columns(KEY).doNothing())
      .returning('command_id')
      .executeTakeFirst()
    if (!isNew) {
      const earlier = await findEarlier(work.tx, command)
      if (!earlier) throw new Error('a command that is not new was kept')
      return earlier.answer as A // stored by the same route, whose answer is an A
    }
    const answer = await act(work)
    await work.tx
      .updateTable('command')
      .set({ answer: JSON.stringify(answer) })
      .where('community_id', '=', row.community_id)
      .where('person_id', '=', row.person_id)
      .where('command_id', '=', row.command_id)
      .execute()
    return answer
  })
}

/**
 * Acts once for several commands of one community in one transaction: all or none. One that was sent before
 * is found only at the end, and thrown as `SentBefore`: then each is to be run alone.
 */
export const runNewCommands = async <A>(
  deps: CommandDeps,
  commands: readonly Command[],
  act: (work: Work) => Promise<readonly A[]>,
): Promise<readonly A[]> =>
  inWork(deps, async (work) => {
    const answers = await act(work)
    const kept = await work.tx
      .insertInto('command')
      .values(
        commands.map((command, at) => ({
          ...rowOf(command),
          answer: JSON.stringify(answers[at]),
          at: work.now,
        })),
      )
      .onConflict((conflict) => conflict.columns(KEY).doNothing())
      .returning('command_id')
      .execute()
    if (kept.length < commands.length) throw new SentBefore()
    return answers
  })

/** Among several commands one was sent before. */
export class SentBefore extends Error {}

/** What the same command was answered when it was sent before; refused when its id then meant something else. */
export const findEarlier = async (
  db: Db,
  command: Command,
): Promise<{ answer: unknown } | undefined> => {
  const row = rowOf(command)
  const earlier = await db
    .selectFrom('command')
    .select(['route', 'asked_hash', 'answer'])
    .where('community_id', '=', row.community_id)
    .where('person_id', '=', row.person_id)
    .where('command_id', '=', row.command_id)
    .executeTakeFirst()
  if (!earlier) return undefined
  if (earlier.route !== row.route || earlier.asked_hash !== row.asked_hash)
    throw new AppError('command-reused')
  return { answer: earlier.answer }
}

const KEY = ['community_id', 'person_id', 'command_id'] as const

const rowOf = ({ communityId, personId, commandId, route, asked }: Command) => ({
  community_id: communityId ?? NO_COMMUNITY,
  person_id: personId,
  command_id: commandId,
  route,
  asked_hash: createHash('sha256').update(JSON.stringify(asked)).digest('base64url'),
})

/** One transaction of one community; what was announced is stored with it and told after the commit. */
export const inWork = async <A>(deps: CommandDeps, act: (work: Work) => Promise<A>): Promise<A> => {
  let news: News = { communityIds: [], personIds: [] }
  const inOne = (): Promise<A> =>
    deps.database.db.transaction().execute(async (tx) => {
      const announcements: Announcement[] = []
      const lookAgain = new Set<string>()
      const now = deps.clock.now()
      const work: Work = {
        tx,
        now,
        newId: deps.newId,
        announce: (communityId, change, audience) => {
          announcements.push({ communityId, change, audience })
          if (change.name === 'membership.changed' || change.name === 'application.changed')
            for (const personId of audience.personIds ?? []) lookAgain.add(personId)
          return Promise.resolve()
        },
        lookAgainAt: (personId) => {
          lookAgain.add(personId)
        },
        promise: async (communityId, kind, payload, availableAt) => {
          await tx
            .insertInto('outbox')
            .values({
              community_id: communityId,
              id: deps.newId(),
              kind,
              payload: JSON.stringify(payload),
              created_at: now,
              available_at: availableAt ?? now,
              leased_until: null,
              delivered_at: null,
              dead_at: null,
              last_error: null,
            })
            .execute()
        },
        count: async (communityId, counter) =>
          (await countedUp(tx, communityId, counter, 1).executeTakeFirstOrThrow()).value,
      }
      const result = await act(work)
      const communityIds = await storeAnnouncements(tx, announcements, now)
      news = { communityIds, personIds: [...lookAgain] }
      return result
    })
  const answer = await deps.database.inTurnToAct(() => again(inOne))
  if (news.communityIds.length > 0 || news.personIds.length > 0) deps.bus.tell(news)
  return answer
}

const countedUp = (db: Tx, communityId: string, name: string, by: number) =>
  db
    .insertInto('counter')
    .values({ community_id: communityId, name, value: by })
    .onConflict((conflict) =>
      conflict
        .columns(['community_id', 'name'])
        .doUpdateSet((eb) => ({ value: eb('counter.value', '+', by) })),
    )
    .returning('value')

/** Last in the transaction, because the counter's row stays locked from here to the commit. */
const storeAnnouncements = async (
  tx: Tx,
  announcements: readonly Announcement[],
  now: Date,
): Promise<string[]> => {
  const communityIds = [...new Set(announcements.map((one) => one.communityId))].sort()
  for (const communityId of communityIds) {
    const here = announcements.filter((one) => one.communityId === communityId)
    await tx
      .with('counted', () => countedUp(tx, communityId, 'live', here.length))
      .insertInto('live_event')
      .values(({ selectFrom }) =>
        here.map(({ change, audience }, index) => ({
          community_id: communityId,
          seq: selectFrom('counted').select((eb) =>
            eb('counted.value', '-', here.length - 1 - index).as('seq'),
          ),
          change: JSON.stringify(change),
          audience: JSON.stringify(audience),
          at: now,
        })),
      )
      .execute()
  }
  return communityIds
}

/** Serialization failure and deadlock: PostgreSQL asks for the same transaction again. */
const TRY_AGAIN = ['40001', '40P01']

const again = async <A>(run: () => Promise<A>, triesLeft = 3): Promise<A> => {
  try {
    return await run()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (triesLeft > 1 && TRY_AGAIN.includes(code)) return again(run, triesLeft - 1)
    throw error
  }
}
