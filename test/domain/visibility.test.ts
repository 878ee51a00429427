import { TICKET_STATES, type TicketState } from '../../domain/ticket/names'
import {
  isHandling,
  maySeeReporter,
  maySeeTicket,
  type SeenFacts,
  type Viewer,
} from '../../domain/ticket/visibility'
import { GRID, OTHER_GRID } from './people'

const VIEWERS = {
  reporter: { personId: '林阿姨', role: 'resident', gridCodes: [] },
  joined: { personId: '陈师傅', role: 'resident', gridCodes: [] },
  neighbour: { personId: '小赵', role: 'resident', gridCodes: [] },
  assignee: { personId: '周师傅', role: 'worker', gridCodes: [OTHER_GRID] },
  'grid worker': { personId: '马姐', role: 'worker', gridCodes: [GRID] },
  'other grid': { personId: '老吴', role: 'worker', gridCodes: [OTHER_GRID] },
  moderator: { personId: '王主任', role: 'moderator', gridCodes: [] },
  operator: { personId: '街道小刘', role: 'operator', gridCodes: [] },
} as const satisfies Record<string, Viewer>
type Who = keyof typeof VIEWERS
const EVERYBODY = Object.keys(VIEWERS) as Who[] // the keys of a literal are its union

const ticket = (state: TicketState, isPrivate: boolean): SeenFacts => ({
  state,
  isPrivate,
  reporterId: '林阿姨',
  joinedIds: ['陈师傅'],
  assigneeId: '周师傅',
  gridCode: GRID,
})

/** Of the matter: whoever reported or joined, and whoever has it in hand. */
const CONCERNED: readonly Who[] = [
  'reporter',
  'joined',
  'assignee',
  'grid worker',
  'moderator',
  'operator',
]
const HIDDEN: readonly TicketState[] = ['refused', 'merged', 'void']

const CASES = TICKET_STATES.flatMap((state) =>
  [false, true].flatMap((isPrivate) => EVERYBODY.map((who) => ({ state, isPrivate, who }))),
)

describe('who sees a ticket', () => {
  test.each(CASES)('$state, private $isPrivate: the $who', ({ state, isPrivate, who }) => {
    const isForAll = !isPrivate && !HIDDEN.includes(state)

    expect(maySeeTicket(VIEWERS[who], ticket(state, isPrivate))).toBe(
      isForAll || CONCERNED.includes(who),
    )
  })

  test('a private ticket without a grid concerns every worker of the community', () => {
    const nowhere = { ...ticket('submitted', true), gridCode: null }

    expect(maySeeTicket(VIEWERS['other grid'], nowhere)).toBe(true)
    expect(maySeeTicket(VIEWERS.neighbour, nowhere)).toBe(false)
  })

  test('a reporter who deleted their account is nobody whom a viewer could be taken for', () => {
    const orphan = { ...ticket('handled', true), reporterId: null, joinedIds: [] }

    expect(EVERYBODY.filter((who) => maySeeTicket(VIEWERS[who], orphan))).toEqual([
      'assignee',
      'grid worker',
      'moderator',
      'operator',
    ])
  })
})

describe('who knows the reporter', () => {
  const KNOWS: readonly Who[] = ['reporter', 'assignee', 'grid worker', 'moderator', 'operator']

  test.each(EVERYBODY)('anonymously: the %s', (who) => {
    expect(
      maySeeReporter(VIEWERS[who], ticket('handling', false), {
        reporterId: '林阿姨',
        isAnonymous: true,
      }),
    ).toBe(KNOWS.includes(who))
  })

  test('with their name: everyone who sees the ticket', () => {
    const named = { reporterId: '林阿姨', isAnonymous: false }

    expect(
      EVERYBODY.filter((who) => !maySeeReporter(VIEWERS[who], ticket('handling', false), named)),
    ).toEqual([])
  })

  test('who joined anonymously is known to themselves, not to the first reporter', () => {
    const joined = { reporterId: '陈师傅', isAnonymous: true }

    expect(maySeeReporter(VIEWERS.joined, ticket('handling', false), joined)).toBe(true)
    expect(maySeeReporter(VIEWERS.reporter, ticket('handling', false), joined)).toBe(false)
  })
})

test('handling is an office: residents never have it, not even for their own report', () => {
  expect(EVERYBODY.filter((who) => isHandling(VIEWERS[who], ticket('handling', false)))).toEqual([
    'assignee',
    'grid worker',
    'moderator',
    'operator',
  ])
})
