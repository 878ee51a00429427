import type { AddressInfo } from 'node:net'
import type { Database } from '../../server/ports/database'
import { createHub, type Hub } from '../../server/realtime/hub'
import { findWhereToListen } from '../../server/modules/communities/find-where-to-listen'
import { fillMessages } from '../../server/modules/chat/fill-messages'
import { findCaller, findCallerOfSession } from '../../server/modules/identity/find-caller'
import { testDatabase } from '../support/database'
import { GUANGXIMEN, type Voice } from '../support/house'
import { liveUrl, openScreen, type LiveScreen } from '../support/live-screen'
import { startStory, type Story } from '../support/story'
import { knownByPhone } from '../support/talk'

const here = { communityId: GUANGXIMEN }
const PACE = { gatherMs: 30, helloWithinMs: 5_000, heartbeatMs: 60_000, lookAgainMs: 60_000 }

let database: Database
let story: Story
let hub: Hub
let url: string
let groupId: string
const screens: LiveScreen[] = []

beforeAll(async () => {
  database = await testDatabase()
  story = await startStory(database)
  const { app, deps } = story.house
  const now = () => story.house.now()
  hub = createHub({
    db: database.db,
    bus: deps.bus,
    findCaller: (token) => findCaller(database.db, token, now()),
    findCallerOfSession: (id) => findCallerOfSession(database.db, id, now()),
    findPlaces: (caller) => findWhereToListen(database.db, caller, now()),
    fill: (communityId, stored) => fillMessages(deps, communityId, stored),
    onFailure: (error) => {
      throw error
    },
    pace: PACE,
  })
  hub.attach(app.server)
  await app.listen({ host: '127.0.0.1', port: 0 })
  url = liveUrl(app.server.address() as AddressInfo) // plain TCP
  for (const person of [story.lin, story.chen])
    await knownByPhone(database, person.personId, story.house.now())
  const { body } = await story.wang.ask('listGroups', { params: here })
  groupId = body.items.find(({ kind }) => kind === 'community')?.groupId ?? ''
})
afterEach(async () => {
  for (const screen of screens.splice(0)) {
    screen.close()
    await screen.closed
  }
  story.house.pass(61_000)
})
afterAll(async () => {
  await hub.close()
  await story.close()
  await database.close()
})

const screenOf = async (person: Voice): Promise<LiveScreen> => {
  const screen = await openScreen(url)
  screens.push(screen)
  await screen.hello(person.token ?? '')
  return screen
}
const say = async (person: Voice, words: string): Promise<number> =>
  (await person.ask('postMessage', { params: { ...here, groupId }, body: { words } })).body.seq
const heard = (screen: LiveScreen, seq: number) =>
  screen
    .events(GUANGXIMEN)
    .find((event) => event.name === 'message.changed' && event.messageSeq === seq)
const heardOrder = (screen: LiveScreen) =>
  screen.events(GUANGXIMEN).some(({ name }) => name === 'order.changed')

test('moderators hear of a held message at once, its neighbours nothing until it is let through', async () => {
  await story.wang.ask('addKeywordRule', { params: here, body: { words: '代开发票' } })
  const desk = await screenOf(story.he)
  const neighbour = await screenOf(story.chen)

  const seq = await say(story.lin, '代开发票，找我')
  await desk.until(() => heardOrder(desk) && heard(desk, seq) !== undefined)
  const after = await say(story.chen, '今天真冷')
  await neighbour.until(() => heard(neighbour, after) !== undefined)
  expect(heard(neighbour, seq)).toBeUndefined()
  expect(heardOrder(neighbour)).toBe(false)

  await story.he.ask('judgeMessage', {
    params: { ...here, groupId, seq: String(seq) as unknown as number }, // a path is text
    body: { act: 'let-through' },
  })
  await neighbour.until(() => heard(neighbour, seq) !== undefined)
  expect(heard(neighbour, seq)).toMatchObject({ message: { words: '代开发票，找我' } })
})

test('what is hidden goes from open screens at once, without a word of it', async () => {
  const seq = await say(story.lin, '老王家住三号楼')
  const neighbour = await screenOf(story.chen)
  await story.wang.ask('judgeMessage', {
    params: { ...here, groupId, seq: String(seq) as unknown as number },
    body: { act: 'hide', reason: '说了别人的门牌' },
  })

  await neighbour.until(() => heard(neighbour, seq) !== undefined)
  expect(heard(neighbour, seq)).toMatchObject({ message: { state: 'hidden', words: '' } })
})

test('whoever is removed hears nothing more of the group, and all again once it is lifted', async () => {
  const removed = await screenOf(story.lin)
  const neighbour = await screenOf(story.chen)
  const { body } = await story.wang.ask('sanctionMember', {
    params: { ...here, personId: story.lin.personId },
    body: { kind: 'remove', groupId, reason: '屡次发广告' },
  })
  // The open screen is told, so that the page can say why.
  await removed.until(() =>
    removed
      .events(GUANGXIMEN)
      .some((event) => event.name === 'group.changed' && event.groupId === groupId),
  )

  const unheard = await say(story.chen, '他听不到这句')
  await neighbour.until(() => heard(neighbour, unheard) !== undefined)
  await story.he.ask('liftSanction', {
    params: { ...here, sanctionId: body.sanctionId },
    body: { words: '说清楚了' },
  })
  const again = await say(story.chen, '又听得到了')
  await removed.until(() => heard(removed, again) !== undefined)
  expect(heard(removed, unheard)).toBeUndefined()
})

test('what is said right after somebody is let in again reaches them, also when it is read together', async () => {
  const removed = await screenOf(story.lin)
  for (let time = 0; time < 5; time += 1) {
    const { body } = await story.wang.ask('sanctionMember', {
      params: { ...here, personId: story.lin.personId },
      body: { kind: 'remove', groupId, reason: '屡次发广告' },
    })
    story.house.pass(61_000)
    const [, seq] = await Promise.all([
      story.he.ask('liftSanction', {
        params: { ...here, sanctionId: body.sanctionId },
        body: { words: '说清楚了' },
      }),
      say(story.chen, `又听得到了${time}`),
    ])
    const after = await say(story.chen, `这句一定听得到${time}`)
    await removed.until(() => heard(removed, after) !== undefined)
    expect(seq).toBeLessThan(after)
  }
})
