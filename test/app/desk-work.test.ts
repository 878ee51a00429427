import {
  countDesk,
  deskCards,
  keepPlace,
  moveInList,
  narrowCards,
  overdueCards,
  sortOut,
  type DeskLists,
} from '@/features/desk/desk-work'
import { whichDesk } from '@/features/desk/which-desk'
import { GUANGXIMEN, me, membership, NEXT_DOOR } from './support/people'
import { card } from './support/tickets'

const lists = (change: Partial<DeskLists> = {}): DeskLists => ({
  submitted: [],
  accepted: [],
  out: [],
  suspended: [],
  handled: [],
  ...change,
})
const MONDAY = '2026-11-23T10:00:00Z'
const TUESDAY = '2026-11-24T10:00:00Z'

test('what is due first stands first; without a deadline, what has waited longest', () => {
  const later = card({ dueAt: TUESDAY })
  const sooner = card({ dueAt: MONDAY })
  const old = card({ reportedAt: '2026-11-20T01:00:00Z' })
  const young = card({ reportedAt: '2026-11-22T01:00:00Z' })

  expect(deskCards('triage', lists({ submitted: [young, later, old, sooner] }))).toEqual([
    sooner,
    later,
    old,
    young,
  ])
})

test('a suspended ticket stands behind everything that somebody could do now', () => {
  const suspended = card({ state: 'suspended', dueAt: MONDAY })
  const out = card({ state: 'handling', dueAt: TUESDAY })

  expect(deskCards('working', lists({ suspended: [suspended], out: [out] }))).toEqual([
    out,
    suspended,
  ])
})

test('a ticket that was dispatched a moment ago no longer counts as waiting, though its list has not been read again', () => {
  const moved = card({ state: 'dispatched' })
  const sorted = sortOut(lists({ submitted: [moved, card()] }))

  expect(countDesk(sorted)).toMatchObject({ triage: 1, working: 1 })
  expect(sorted.out).toEqual([moved])
})

test('a ticket that two readings know in two versions is counted once, as the newer says', () => {
  const before = card({ version: 2, state: 'accepted' })
  const after = { ...before, version: 3, state: 'dispatched' as const }

  const sorted = sortOut(lists({ accepted: [before], out: [after] }))

  expect(countDesk(sorted)).toMatchObject({ toDispatch: 0, working: 1 })
})

test('a refused or closed ticket leaves the desk at once', () => {
  const sorted = sortOut(lists({ submitted: [card({ state: 'refused' })] }))
  expect(countDesk(sorted)).toEqual({
    triage: 0,
    toDispatch: 0,
    working: 0,
    overdue: 0,
    check: 0,
  })
})

test('overdue counts over all lists, soonest due first', () => {
  const triage = card({ dueAt: TUESDAY, isOverdue: true })
  const out = card({ state: 'handling', dueAt: MONDAY, isOverdue: true })
  const work = lists({ submitted: [triage], out: [out, card({ state: 'handling' })] })

  expect(countDesk(work).overdue).toBe(2)
  expect(overdueCards(work)).toEqual([out, triage])
})

test.each([
  ['路灯', 1],
  ['3号', 1],
  ['0001', 1],
  ['周', 1],
  ['垃圾', 0],
])('searching for “%s” finds %i', (typed, found) => {
  const cards = [card({ assigneeName: '网格员 周' })]
  expect(narrowCards(cards, { typed, gridCode: null })).toHaveLength(found)
})

test('a grid leaves only its own tickets', () => {
  const other = card({ gridCode: '110105006041002' })
  const found = narrowCards([card(), other], { typed: '', gridCode: '110105006041002' })
  expect(found).toEqual([other])
})

describe('the keyboard’s place in the list', () => {
  test('begins at the first and stays at the ends', () => {
    expect(moveInList(['a', 'b'], null, 1)).toBe('a')
    expect(moveInList(['a', 'b'], 'a', 1)).toBe('b')
    expect(moveInList(['a', 'b'], 'b', 1)).toBe('b')
    expect(moveInList(['a', 'b'], 'a', -1)).toBe('a')
    expect(moveInList([], null, 1)).toBeNull()
  })

  test('goes to what has come into its place when its entry is done', () => {
    expect(keepPlace(['a', 'b', 'c'], ['a', 'c'], 'b')).toBe('c')
    expect(keepPlace(['a', 'b'], ['a'], 'b')).toBe('a')
    expect(keepPlace(['a'], [], 'a')).toBeNull()
    expect(keepPlace(['a', 'b'], ['x', 'a', 'b'], 'b')).toBe('b')
  })
})

describe('whose desk opens', () => {
  const moderator = membership({ role: 'moderator' })
  const nextDoor = membership({ communityId: NEXT_DOOR, role: 'moderator' })
  const open = (communityId: string, isOperator = false) => ({
    is: 'open',
    communityId,
    isOperator,
  })

  test('the one in the address, for whoever moderates it', () => {
    const who = me({ memberships: [moderator, nextDoor] })
    expect(whichDesk(who, { communityId: NEXT_DOOR, currentId: GUANGXIMEN })).toEqual(
      open(NEXT_DOOR),
    )
  })

  test('else the community that the other tabs show, else another one that is moderated', () => {
    const who = me({ memberships: [membership(), nextDoor] })
    expect(whichDesk(who, { currentId: GUANGXIMEN })).toEqual(open(NEXT_DOOR))
    expect(
      whichDesk(me({ memberships: [moderator, nextDoor] }), { currentId: GUANGXIMEN }),
    ).toEqual(open(GUANGXIMEN))
  })

  test('no resident’s, also not by an address', () => {
    expect(whichDesk(me(), { currentId: GUANGXIMEN })).toEqual({ is: 'closed' })
    expect(whichDesk(me(), { communityId: GUANGXIMEN })).toEqual({ is: 'closed' })
  })

  test('the street opens any, the latest one again, and chooses first', () => {
    const street = me({ isOperator: true, memberships: [] })
    expect(whichDesk(street, {})).toEqual({ is: 'choose' })
    expect(whichDesk(street, { latestId: NEXT_DOOR })).toEqual(open(NEXT_DOOR, true))
    expect(whichDesk(street, { communityId: GUANGXIMEN, latestId: NEXT_DOOR })).toEqual(
      open(GUANGXIMEN, true),
    )
  })
})
