import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../server/app'
import { inWork } from '../../server/commands'
import type { Deps } from '../../server/deps'
import {
  addBuilding,
  addGrid,
  addInterestGroup,
  openCommunity,
} from '../../server/modules/communities/open-community'
import { takeUpOffice } from '../../server/modules/communities/take-up-office'
import { addInvitation } from '../../server/modules/communities/invitations'
import { openSession } from '../../server/modules/identity/open-session'
import { hashOf } from '../../server/modules/identity/secrets'
import { addPlaces } from '../../server/modules/places/add-place'
import type { Work } from '../../server/ports/work'
import { tellAnnouncements } from './announcements'
import { APPLICANTS, NEIGHBOURS, neighbourKey, PEOPLE, type SamplePerson } from './people'
import { BUILDINGS, GRIDS, INTEREST_GROUPS, PLACES, TOWN_CENTER, TOWN_ID } from './place-of-things'
import { tellStory } from './story'
import { tellOfAdverts, tellOfFlood } from './order'
import { tellTalk } from './talk'
import { commandIdOf, voiceOf, type Voice } from './teller'

const HOUR_MS = 3_600_000
/** The town was founded, in story time, so long ago. */
const FOUNDED_HOURS_AGO = 200

type Home = NonNullable<SamplePerson['home']>

/**
 * Tells the sample town into an empty database: its ground by the operator's use cases, its life through
 * the public API, at the times at which it happened. Told once; a half-told one is begun again.
 */
export const tellTownOnce = async (deps: Deps): Promise<void> => {
  const told = await deps.database.db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'sample-town')
    .executeTakeFirst()
  if (told) return
  let hoursAgo = FOUNDED_HOURS_AGO
  const start = deps.clock.now().getTime()
  const clock = { now: () => new Date(start - hoursAgo * HOUR_MS) }
  const quiet = {
    ...deps,
    clock,
    // Hundreds of requests that nobody sent; only what goes wrong among them is worth a line.
    log: deps.log.child({}, { level: 'warn' }),
    config: { ...deps.config, rate: { perAddress: 1_000_000, perPerson: 1_000_000 } },
  }
  const app = await buildApp({ ...quiet, config: { ...quiet.config, webRoot: undefined } })
  try {
    const gridCodes = await inWork(quiet, layTheGround)
    const who: Record<string, Voice> = {}
    for (const person of PEOPLE) who[person.key] = await settle(quiet, app, person, gridCodes)
    await moveIn(quiet, app, who)
    const setHoursAgo = (hours: number) => {
      hoursAgo = hours
    }
    await tellStory(who, setHoursAgo)
    await tellOfFlood(who, setHoursAgo)
    await tellTalk(who, setHoursAgo)
    await tellOfAdverts(who, setHoursAgo)
    await tellAnnouncements(who, setHoursAgo, new Date(start))
    hoursAgo = 0
    await deps.database.db
      .insertInto('setting')
      .values({ name: 'sample-town', value: clock.now().toISOString() })
      .execute()
  } finally {
    await app.close()
  }
}

/** The same person again when the town is told again. */
export const personIdOf = (key: string): string => {
  const hex = createHash('sha256').update(`sample town ${key}`).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

const layTheGround = async (work: Work): Promise<string[]> => {
  const { tx } = work
  await openCommunity(tx, work, { communityId: TOWN_ID, point: TOWN_CENTER, isSample: true })
  const codes: string[] = []
  for (const { name, point } of GRIDS) {
    const code = await addGrid(tx, work, { communityId: TOWN_ID, name, point })
    if (code) codes.push(code)
  }
  for (const { name, units, grid, point } of BUILDINGS)
    await addBuilding(tx, work, {
      communityId: TOWN_ID,
      name,
      units,
      gridCode: codes[grid] ?? null,
      point,
    })
  for (const name of INTEREST_GROUPS) await addInterestGroup(tx, work, TOWN_ID, name)
  const isFurnished = await tx
    .selectFrom('place')
    .select('id')
    .where('community_id', '=', TOWN_ID)
    .limit(1)
    .executeTakeFirst()
  if (!isFurnished)
    await addPlaces(
      tx,
      PLACES.map(({ point, ...place }) => ({
        ...place,
        ...point,
        id: work.newId(),
        community_id: TOWN_ID,
        is_sample: true,
      })),
    )
  return codes
}

/** Makes a person with their consent, office and session. */
const settle = async (
  deps: Deps,
  app: FastifyInstance,
  person: Pick<SamplePerson, 'key' | 'surname'> & Partial<SamplePerson>,
  gridCodes: readonly string[],
): Promise<Voice> => {
  const session = await inWork(deps, async ({ tx, now, newId }) => {
    const personId = personIdOf(person.key)
    await tx
      .insertInto('person')
      .values({
        id: personId,
        surname: person.surname,
        is_operator: person.office === 'operator',
        // The list of people is in this order.
        created_at: new Date(now.getTime() + PEOPLE.findIndex(({ key }) => key === person.key)),
        deleted_at: null,
        sample_name: person.name ?? null,
        sample_who: person.who ?? null,
        sample_can_try: person.canTry ?? null,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
    if (person.office === 'moderator' || person.office === 'worker') {
      const { code } = await addInvitation(tx, {
        communityId: TOWN_ID,
        kind: person.office,
        gridCodes: (person.grids ?? []).flatMap((index) => gridCodes[index] ?? []),
        madeBy: null,
        days: 7,
        now,
      })
      await takeUpOffice(tx, { codeHash: hashOf(code), personId, surname: person.surname, now })
    }
    return openSession(tx, { personId, device: '示例', now, newId })
  })
  const voice = voiceOf(app, session.me.personId, session.token)
  const noticeVersion = deps.config.notice.version
  await voice.ask('giveConsent', {
    body: { commandId: commandIdOf('consent', voice.personId), noticeVersion },
  })
  return voice
}

/** Neighbours apply and are admitted, as people are; a few still wait. */
const moveIn = async (
  deps: Deps,
  app: FastifyInstance,
  who: Record<string, Voice>,
): Promise<void> => {
  const moderator = who.wang
  if (!moderator) throw new Error('the sample town needs its moderator')
  const apply = async (voice: Voice, surname: string, { relation, ...address }: Home, note = '') =>
    voice.ask('applyToJoin', {
      params: { communityId: TOWN_ID },
      body: { commandId: commandIdOf('apply', voice.personId), surname, address, relation, note },
    })
  const admit = (applicationId: string) =>
    moderator.ask('admitApplicant', {
      params: { communityId: TOWN_ID, applicationId },
      body: { commandId: commandIdOf('admit', applicationId) },
    })
  for (const { key, surname, home } of PEOPLE) {
    const voice = who[key]
    if (voice && home) await admit((await apply(voice, surname, home)).applicationId)
  }
  for (const [index, { surname, home }] of NEIGHBOURS.entries()) {
    const voice = await settle(deps, app, { key: `neighbour ${index}`, surname }, [])
    who[neighbourKey(surname)] = voice
    await admit((await apply(voice, surname, home)).applicationId)
  }
  for (const [index, { surname, home, note }] of APPLICANTS.entries())
    await apply(
      await settle(deps, app, { key: `applicant ${index}`, surname }, []),
      surname,
      home,
      note,
    )
}
