import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import type { LiveChange } from '../../contract/events'
import type { Photo, ReportIssue, TicketDetail, AdvanceTicket } from '../../contract/tickets'
import { inWork } from '../../server/commands'
import { addBuilding } from '../../server/modules/communities/open-community'
import type { Database } from '../../server/ports/database'
import type { Audience } from '../../server/ports/schema'
import {
  FIRST_GRID,
  GUANGXIMEN,
  NEXT_DOOR,
  openHouse,
  SECOND_GRID,
  type Answer,
  type House,
  type Voice,
} from './house'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** In front of building 3, of the first grid. */
export const AT_BUILDING_3 = { lat: 39.967, lng: 116.4346 }
/** In front of building 8, of the second grid, some 220 m north of building 3. */
export const AT_BUILDING_8 = { lat: 39.969, lng: 116.4346 }

/** A point so many metres north of another. */
export const northOf = ({ lat, lng }: { lat: number; lng: number }, metres: number) => ({
  lat: lat + metres / 111_195,
  lng,
})

export const BIN = 'overflowing_bin'

type Report = Omit<ReportIssue, 'commandId'> & { commandId?: string }
type Step = AdvanceTicket['step']
type With = Omit<AdvanceTicket, 'commandId' | 'step'> & { commandId?: string }

/** What the server told screens, and who may hear it. */
export interface Told {
  change: LiveChange
  audience: Audience
}

export interface Sent<Body> {
  status: number
  code: string | undefined
  body: Body
}

/** A house with the people of these tests in it, and the words in which they act. */
export interface Story {
  house: House
  lin: Voice
  chen: Voice
  zhao: Voice
  wang: Voice
  he: Voice
  /** Grid worker of the first grid. */
  zhou: Voice
  /** Grid worker of the second grid. */
  ma: Voice
  street: Voice
  /** Of the community next door. */
  qian: Voice
  buildingId(name: string): string
  nextDoorBuildingId: string
  /** Lets time go by for people who use the app every day, so that their sessions go on. */
  pass(ms: number): Promise<void>
  report(person: Voice, change?: Partial<Report>): Promise<TicketDetail>
  tryReport(person: Voice, change?: Partial<Report>): Promise<Answer<'reportIssue'>>
  take(person: Voice, ticketId: string, step: Step, given?: With): Promise<Answer<'advanceTicket'>>
  /** Takes a step that must be allowed. */
  did(person: Voice, ticketId: string, step: Step, given?: With): Promise<TicketDetail>
  see(person: Voice, ticketId: string): Promise<TicketDetail>
  sendPhoto(
    person: Voice,
    given?: { picture?: Buffer; commandId?: string; communityId?: string },
  ): Promise<Sent<Photo>>
  photo(person: Voice): Promise<string>
  /** A ticket of building 3 that 王 accepted and dispatched to 周. */
  dispatched(reporter?: Voice, change?: Partial<Report>): Promise<string>
  /** … that 周 has in hand. */
  handling(reporter?: Voice, change?: Partial<Report>): Promise<string>
  /** … that 周 has handled. */
  handled(reporter?: Voice, change?: Partial<Report>): Promise<string>
  /** … that the reporter has confirmed. */
  closed(reporter?: Voice, change?: Partial<Report>): Promise<string>
  /** What came into a person’s inbox while something was done, newest first. */
  hearing(
    person: Voice,
    act: () => Promise<unknown>,
  ): Promise<{ kind: string; title: string; words: string; ticketId: string | null }[]>
  /** What screens were told while something was done. */
  telling(act: () => Promise<unknown>): Promise<Told[]>
  /** What was promised while something was done. */
  promising(
    act: () => Promise<unknown>,
  ): Promise<{ kind: string; payload: Record<string, unknown> }[]>
  close(): Promise<void>
}

let picture: Promise<Buffer> | undefined
/** A picture like one taken with a phone, only small. */
export const aPicture = (): Promise<Buffer> =>
  (picture ??= sharp({
    create: { width: 64, height: 48, channels: 3, background: '#5a7d4e' },
  })
    .jpeg()
    .toBuffer())

export const uploadOf = (
  file: Buffer,
  commandId: string = randomUUID(),
): { headers: Record<string, string>; payload: Buffer } => {
  const boundary = 'between-the-parts'
  const field = `--${boundary}\r\ncontent-disposition: form-data; name="commandId"\r\n\r\n${commandId}\r\n`
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([
      Buffer.from(field),
      Buffer.from(head),
      file,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  }
}

export const startStory = async (
  database: Database,
  options: Parameters<typeof openHouse>[1] = {},
): Promise<Story> => {
  const house = await openHouse(database, options)
  await inWork(house.deps, async (work) => {
    const place = { communityId: GUANGXIMEN, units: ['1', '2'] }
    const first = { ...place, name: '3', gridCode: FIRST_GRID, point: AT_BUILDING_3 }
    const second = { ...place, name: '8', gridCode: SECOND_GRID, point: AT_BUILDING_8 }
    for (const building of [first, second]) await addBuilding(work.tx, work, building)
  })
  const wang = await house.staff('moderator', '王')
  const people = {
    lin: await house.resident('林', '3', '2', '401'),
    chen: await house.resident('陈', '8', '1', '1203'),
    zhao: await house.resident('赵', '3', '1', '102'),
    wang,
    he: await house.staff('moderator', '何'),
    zhou: await house.staff('worker', '周', [FIRST_GRID]),
    ma: await house.staff('worker', '马', [SECOND_GRID]),
    street: await house.operator(),
    qian: await house.resident('钱', '1', '1', '5', NEXT_DOOR),
  }
  const { lin, zhou } = people
  const here = { communityId: GUANGXIMEN }
  const { body: community } = await wang.ask('getCommunity', { params: here })
  const { body: nextDoor } = await people.qian.ask('getCommunity', {
    params: { communityId: NEXT_DOOR },
  })
  const buildingId = (name: string): string => {
    const building = community.buildings.find((one) => one.name === name)
    if (!building) throw new Error(`no building ${name}`)
    return building.buildingId
  }

  const tryReport: Story['tryReport'] = (person, change = {}) =>
    person.ask('reportIssue', {
      params: here,
      body: {
        categoryId: BIN,
        words: '楼下的垃圾桶满了',
        photoIds: [],
        place: { by: 'building', buildingId: buildingId('3') },
        isAnonymous: true,
        isPrivate: false,
        ...change,
      },
    })
  const take: Story['take'] = (person, ticketId, step, given = {}) =>
    person.ask('advanceTicket', { params: { ...here, ticketId }, body: { step, ...given } })
  const did: Story['did'] = async (...asked) => {
    const answer = await take(...asked)
    if (answer.status !== 200) throw new Error(`${asked[2]} was refused: ${answer.code}`)
    return answer.body
  }
  const sendPhoto: Story['sendPhoto'] = async (person, given = {}) => {
    const upload = uploadOf(given.picture ?? (await aPicture()), given.commandId)
    const answer = await house.app.inject({
      method: 'POST',
      url: `/v1/communities/${given.communityId ?? GUANGXIMEN}/photos`,
      ...upload,
      headers: { ...upload.headers, authorization: `Bearer ${person.token}` },
    })
    const body = answer.json<Photo & { code?: string }>()
    return {
      status: answer.statusCode,
      code: answer.statusCode === 200 ? undefined : body.code,
      body,
    }
  }

  const story: Story = {
    house,
    ...people,
    buildingId,
    nextDoorBuildingId: nextDoor.buildings[0]?.buildingId ?? '',
    tryReport,
    take,
    did,
    sendPhoto,
    async pass(ms) {
      house.pass(ms)
      const expiresAt = new Date(house.now().getTime() + DAY)
      await database.db.updateTable('session').set({ expires_at: expiresAt }).execute()
    },
    async report(person, change) {
      const answer = await tryReport(person, change)
      if (answer.status !== 200) throw new Error(`the report was refused: ${answer.code}`)
      return answer.body
    },
    async see(person, ticketId) {
      const answer = await person.ask('getTicket', { params: { ...here, ticketId } })
      if (answer.status !== 200) throw new Error(`may not see it: ${answer.code}`)
      return answer.body
    },
    photo: async (person) => (await sendPhoto(person)).body.photoId,
    async dispatched(reporter = lin, change) {
      const { ticketId } = await story.report(reporter, change)
      await did(wang, ticketId, 'accept')
      await did(wang, ticketId, 'dispatch', { toPersonId: zhou.personId })
      return ticketId
    },
    async handling(reporter, change) {
      const ticketId = await story.dispatched(reporter, change)
      await did(zhou, ticketId, 'claim')
      return ticketId
    },
    async handled(reporter, change) {
      const ticketId = await story.handling(reporter, change)
      await did(zhou, ticketId, 'handle', { photoIds: [await story.photo(zhou)] })
      return ticketId
    },
    async closed(reporter = lin, change) {
      const ticketId = await story.handled(reporter, change)
      await did(reporter, ticketId, 'confirm')
      return ticketId
    },
    async hearing(person, act) {
      const before = new Set((await inboxOf(database, person)).map(({ id }) => id))
      await act()
      return (await inboxOf(database, person))
        .filter(({ id }) => !before.has(id))
        .map(({ kind, title, words, ticket_id }) => ({ kind, title, words, ticketId: ticket_id }))
    },
    async telling(act) {
      const before = await lastSeq(database)
      await act()
      const rows = await database.db
        .selectFrom('live_event')
        .select(['change', 'audience'])
        .where('community_id', '=', GUANGXIMEN)
        .where('seq', '>', before)
        .orderBy('seq')
        .execute()
      return rows
    },
    async promising(act) {
      const known = new Set((await outbox(database)).map(({ id }) => id))
      await act()
      return (await outbox(database))
        .filter(({ id }) => !known.has(id))
        .map(({ kind, payload }) => ({ kind, payload }))
    },
    close: () => house.close(),
  }
  return story
}

const inboxOf = ({ db }: Database, { personId }: Voice) =>
  db
    .selectFrom('inbox')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .execute()

const outbox = ({ db }: Database) => db.selectFrom('outbox').selectAll().orderBy('id').execute()

const lastSeq = async ({ db }: Database): Promise<number> =>
  (
    await db
      .selectFrom('live_event')
      .select('seq')
      .where('community_id', '=', GUANGXIMEN)
      .orderBy('seq', 'desc')
      .executeTakeFirst()
  )?.seq ?? 0
