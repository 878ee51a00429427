import type { Database } from '../../server/ports/database'
import type { Audience } from '../../server/ports/schema'
import { isFor } from '../../server/realtime/audience'
import { testDatabase } from '../support/database'
import { FIRST_GRID, GUANGXIMEN, SECOND_GRID, type Voice } from '../support/house'
import { startStory, type Story } from '../support/story'

const here = { communityId: GUANGXIMEN }

let database: Database
let story: Story

beforeAll(async () => {
  database = await testDatabase()
  story = await startStory(database)
})
afterAll(async () => {
  await story.close()
  await database.close()
})

type Name = 'lin' | 'chen' | 'zhao' | 'wang' | 'zhou' | 'ma' | 'street'
const EVERYBODY: readonly Name[] = ['lin', 'chen', 'zhao', 'wang', 'zhou', 'ma', 'street']

const whoSees = async (ticketId: string): Promise<Name[]> => {
  const seen: Name[] = []
  for (const name of EVERYBODY) {
    const answer = await story[name].ask('getTicket', { params: { ...here, ticketId } })
    if (answer.status === 200) seen.push(name)
    else expect(answer.code).toBe('ticket-private')
  }
  return seen
}

describe('who sees a ticket', () => {
  test('a public one: everybody of the community; next door, strangers and nobody do not', async () => {
    const { ticketId } = await story.report(story.lin)
    expect(await whoSees(ticketId)).toEqual(EVERYBODY)
    const params = { ...here, ticketId }
    expect((await story.qian.ask('getTicket', { params })).code).toBe('not-a-member')
    expect((await story.house.nobody.ask('getTicket', { params })).code).toBe('sign-in-first')
  })

  test('a private one: who reported it, the desk, the street and the grid’s workers', async () => {
    const { ticketId } = await story.report(story.lin, { isPrivate: true })
    expect(await whoSees(ticketId)).toEqual(['lin', 'wang', 'zhou', 'street'])
  })

  test('a private one that went to a worker of another grid: that worker too', async () => {
    const { ticketId } = await story.report(story.lin, { isPrivate: true })
    await story.did(story.wang, ticketId, 'accept')
    await story.did(story.wang, ticketId, 'dispatch', { toPersonId: story.ma.personId })
    expect(await whoSees(ticketId)).toEqual(['lin', 'wang', 'zhou', 'ma', 'street'])
  })

  test.each([
    ['refuse', { words: '不归社区' }],
    ['withdraw', {}],
  ] as const)('after %s: whoever reported, joined or handles it', async (step, given) => {
    const { ticketId } = await story.report(story.lin)
    await story.did(story.chen, ticketId, 'join')
    await story.did(step === 'withdraw' ? story.lin : story.wang, ticketId, step, given)
    expect(await whoSees(ticketId)).toEqual(['lin', 'chen', 'wang', 'zhou', 'street'])
  })

  test('what one may not see one can neither step on, find by its number, nor find in a list', async () => {
    const { ticketId } = await story.report(story.lin, { isPrivate: true, words: '家里吵架声' })
    const answer = await story.take(story.chen, ticketId, 'comment', { words: '怎么了' })
    expect(answer).toMatchObject({ status: 403, code: 'ticket-private' })
    expect(JSON.stringify(answer.body)).not.toContain('吵架')
    for (const view of ['community', 'mine', 'following'] as const) {
      const { body } = await story.chen.ask('listTickets', { params: here, query: { view } })
      expect(body.items.map((one) => one.ticketId)).not.toContain(ticketId)
    }
    const { body: happenings } = await story.chen.ask('listHappenings', { params: here })
    expect(happenings.items.map((one) => one.ticketId)).not.toContain(ticketId)
  })
})

describe('who learns who reported', () => {
  const reporterFor = async (person: Voice, ticketId: string) => {
    const detail = await story.see(person, ticketId)
    const { body } = await person.ask('listTickets', { params: here, query: { view: 'community' } })
    const card = body.items.find((one) => one.ticketId === ticketId)
    expect(card?.reporterName).toBe(detail.reporterName)
    expect(detail.issues[0]?.reporterName).toBe(detail.reporterName)
    return detail.reporterName
  }

  test('anonymously: oneself, the desk, the street and the grid’s worker, nobody else', async () => {
    const { ticketId } = await story.report(story.lin)
    for (const person of [story.lin, story.wang, story.zhou, story.street])
      expect(await reporterFor(person, ticketId)).toBe('3-2 林')
    for (const person of [story.chen, story.ma]) {
      expect(await reporterFor(person, ticketId)).toBeNull()
      expect(JSON.stringify(await story.see(person, ticketId))).not.toContain('林')
    }
  })

  test('by name: everybody', async () => {
    const { ticketId } = await story.report(story.lin, { isAnonymous: false })
    for (const name of EVERYBODY) expect(await reporterFor(story[name], ticketId)).toBe('3-2 林')
  })

  test('nothing that an anonymous reporter does later on the ticket gives them away', async () => {
    const ticketId = await story.handled()
    await story.did(story.lin, ticketId, 'comment', { words: '晚上更多' })
    await story.did(story.lin, ticketId, 'dispute', { words: '还有' })
    await story.did(story.zhou, ticketId, 'handle', { photoIds: [await story.photo(story.zhou)] })
    await story.did(story.lin, ticketId, 'confirm')
    await story.did(story.lin, ticketId, 'rate', { stars: 3 })
    const seen = await story.see(story.chen, ticketId)
    const theirs = seen.timeline.filter(({ actorRole }) => actorRole === 'resident')
    expect(theirs.map(({ step, actorName }) => [step, actorName])).toEqual(
      ['report', 'comment', 'dispute', 'confirm', 'rate'].map((step) => [step, '一位居民']),
    )
    expect(JSON.stringify(seen)).not.toContain(story.lin.personId)
  })

  test('an office is not named either: “a resident”, though a moderator reported', async () => {
    const { ticketId } = await story.report(story.he)
    const [first] = (await story.see(story.chen, ticketId)).timeline
    expect(first).toMatchObject({ actorName: '一位居民', actorRole: 'resident' })
    const [known] = (await story.see(story.wang, ticketId)).timeline
    expect(known).toMatchObject({ actorName: '居委会 何', actorRole: 'moderator' })
  })

  test('nor as whoever proposes something on it, though those who handle it see the name', async () => {
    const { ticketId } = await story.report(story.he)
    await story.did(story.he, ticketId, 'force-close', { words: '已无必要' })
    const proposerFor = async (name: Name) =>
      (await story.see(story[name], ticketId)).proposal?.byName
    expect(await proposerFor('chen')).toBe('一位居民')
    expect(await proposerFor('wang')).toBe('居委会 何')
  })

  test('a worker who is on an anonymous ticket is named as everybody who works there', async () => {
    const ticketId = await story.handling()
    expect(await story.see(story.chen, ticketId)).toMatchObject({ assigneeName: '网格员 周' })
  })
})

describe('what a person may do is offered, with the reason where not just now', () => {
  const offers = async (name: Name, ticketId: string) =>
    Object.fromEntries(
      (await story.see(story[name], ticketId)).offers.map(({ step, ok, reason, needs }) => [
        step,
        ok ? needs.join(' ') : reason,
      ]),
    )

  test('while it waits for the desk', async () => {
    const { ticketId } = await story.report(story.lin)
    expect(await offers('lin', ticketId)).toMatchObject({
      withdraw: '',
      urge: '',
      comment: 'words',
      confirm: 'wrong-state',
      join: 'already-joined',
    })
    expect(await offers('chen', ticketId)).toMatchObject({ join: '', comment: 'words' })
    expect(await offers('wang', ticketId)).toMatchObject({
      accept: '',
      refuse: 'words',
      merge: 'target',
      dispatch: 'wrong-state',
      'force-close': 'words',
      void: 'words',
    })
    for (const name of ['lin', 'chen', 'zhou'] as const)
      expect(Object.keys(await offers(name, ticketId))).not.toEqual(
        expect.arrayContaining(['accept']),
      )
  })

  test('when it has been handled', async () => {
    const ticketId = await story.handled()
    expect(await offers('lin', ticketId)).toMatchObject({ confirm: '', dispute: 'words' })
    expect(await offers('chen', ticketId)).toMatchObject({ confirm: 'on-the-spot' })
    expect(await offers('chen', ticketId)).not.toHaveProperty('dispute')
    expect(await offers('zhou', ticketId)).not.toHaveProperty('confirm')
    await story.did(story.lin, ticketId, 'confirm')
    expect(await offers('lin', ticketId)).toMatchObject({
      rate: 'stars',
      reopen: 'words',
      confirm: 'wrong-state',
    })
  })

  test('every offer that stands open and needs nothing is taken', async () => {
    for (const name of ['lin', 'chen', 'wang'] as const) {
      const { ticketId } = await story.report(story.lin)
      const open = (await story.see(story[name], ticketId)).offers.filter(
        ({ ok, needs }) => ok && needs.length === 0,
      )
      expect(open.length).toBeGreaterThan(0)
      for (const { step } of open) {
        const fresh = await story.report(story.lin)
        expect([step, (await story.take(story[name], fresh.ticketId, step)).status]).toEqual([
          step,
          200,
        ])
      }
    }
  })
})

describe('whose screens hear that a ticket changed', () => {
  const listeners = (): Record<Name, Parameters<typeof isFor>[1]> => {
    const one = (name: Name, role: 'resident' | 'moderator' | 'operator') => ({
      personId: story[name].personId,
      role,
      gridCodes: [],
      inTalk: null,
    })
    const worker = (name: Name, grid: string) => ({
      personId: story[name].personId,
      role: 'worker' as const,
      gridCodes: [grid],
      inTalk: null,
    })
    return {
      lin: one('lin', 'resident'),
      chen: one('chen', 'resident'),
      zhao: one('zhao', 'resident'),
      wang: one('wang', 'moderator'),
      zhou: worker('zhou', FIRST_GRID),
      ma: worker('ma', SECOND_GRID),
      street: one('street', 'operator'),
    }
  }
  const hears = (audience: Audience) =>
    EVERYBODY.filter((name) => isFor(audience, listeners()[name]))
  const ofTicket = async (act: () => Promise<unknown>) => {
    const told = await story.telling(act)
    return told.filter(({ change }) => change.name === 'ticket.changed')
  }

  test('of a public one: all, by id, version and state only', async () => {
    let ticketId = ''
    const [report] = await ofTicket(async () => void ({ ticketId } = await story.report(story.lin)))
    expect(report?.change).toEqual({
      name: 'ticket.changed',
      ticketId,
      version: 1,
      state: 'submitted',
    })
    expect(hears(report?.audience ?? {})).toEqual(EVERYBODY)
    const [refusal] = await ofTicket(() =>
      story.did(story.wang, ticketId, 'refuse', { words: '不归社区' }),
    )
    expect(hears(refusal?.audience ?? {})).toEqual(EVERYBODY) // it was on their screens
  })

  test('of a private one: exactly those who may see it, at every step', async () => {
    let ticketId = ''
    const steps = [
      async () => void ({ ticketId } = await story.report(story.lin, { isPrivate: true })),
      () => story.did(story.wang, ticketId, 'accept'),
      () => story.did(story.wang, ticketId, 'dispatch', { toPersonId: story.ma.personId }),
      () => story.did(story.ma, ticketId, 'claim'),
    ]
    for (const step of steps) {
      const [told] = await ofTicket(step)
      expect(hears(told?.audience ?? {})).toEqual(await whoSees(ticketId))
    }
  })

  test('of a private one without a grid: every worker, since every worker may see it', async () => {
    let ticketId = ''
    const [told] = await ofTicket(async () => {
      const place = { by: 'building' as const, buildingId: story.buildingId('平房') }
      ;({ ticketId } = await story.report(story.lin, { isPrivate: true, place }))
    })
    expect(await whoSees(ticketId)).toEqual(['lin', 'wang', 'zhou', 'ma', 'street'])
    expect(hears(told?.audience ?? {})).toEqual(await whoSees(ticketId))
  })

  test('a refused step tells nobody anything', async () => {
    const { ticketId } = await story.report(story.lin)
    const told = await story.telling(() => story.take(story.chen, ticketId, 'accept'))
    expect(told).toEqual([])
  })
})

describe('nobody misses their turn with the app closed', () => {
  const agree = (person: Voice, key: string) =>
    person.ask('keepSubscriptions', { body: { answers: [{ key, answer: 'accept' }] } })

  test('each step promises WeChat’s message to those whose turn it is and who agreed', async () => {
    await agree(story.wang, 'to-do')
    await agree(story.zhou, 'to-do')
    await agree(story.lin, 'progress')
    await agree(story.lin, 'to-confirm')
    let ticketId = ''
    const turns: [() => Promise<unknown>, Voice, string][] = [
      [async () => void ({ ticketId } = await story.report(story.lin)), story.wang, 'to-do'],
      [() => story.did(story.wang, ticketId, 'accept'), story.lin, 'progress'],
      [
        () => story.did(story.wang, ticketId, 'dispatch', { toPersonId: story.zhou.personId }),
        story.zhou,
        'to-do',
      ],
      [
        async () => {
          await story.did(story.zhou, ticketId, 'claim')
          const photoIds = [await story.photo(story.zhou)]
          await story.did(story.zhou, ticketId, 'handle', { photoIds })
        },
        story.lin,
        'to-confirm',
      ],
    ]
    for (const [act, person, templateKey] of turns) {
      const promised = await story.promising(act)
      expect(promised).toEqual([
        {
          kind: 'wechat.subscribe-message',
          payload: {
            personId: person.personId,
            templateKey,
            page: `resident/ticket/index?communityId=${GUANGXIMEN}&ticketId=${ticketId}`,
            fields: {
              thing1: expect.stringMatching(/^.{1,20}$/u) as string,
              thing2: expect.stringMatching(/^.{1,20}$/u) as string,
            },
          },
        },
      ])
    }
  })

  test('a message cut to WeChat’s twenty signs is never cut through the middle of one', async () => {
    const { ticketId } = await story.report(story.lin)
    await agree(story.lin, 'progress')
    const words = `${'好'.repeat(19)}👨‍👩‍👧谢谢`
    const [promised] = await story.promising(() =>
      story.did(story.chen, ticketId, 'comment', { words }),
    )
    expect(promised?.payload.fields).toMatchObject({ thing2: '好'.repeat(19) })
  })
})
