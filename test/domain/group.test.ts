import fc from 'fast-check'
import { gridCodeOf, isGridCode, nextGridCode } from '../../domain/group/grid-code'
import { belongsByAddress, type GroupPlace } from '../../domain/group/group-membership'
import { decide, mayApply, type Decision } from '../../domain/group/joining'
import { APPLICATION_STATES, ROLES } from '../../domain/group/names'
import { groupNickname } from '../../domain/group/nickname'
import { may, type Permission } from '../../domain/group/permissions'

const COMMUNITY = '110105006041'

describe('what a role may do in its community', () => {
  const EVERYBODY = [...ROLES, 'operator'] as const
  const TABLE: Record<Permission, readonly (typeof EVERYBODY)[number][]> = {
    'members.admit': ['moderator', 'operator'],
    'members.read': ['moderator', 'operator'],
    'announcements.post': ['moderator', 'operator'],
    'invitations.make': ['moderator', 'operator'],
    'groups.manage': ['moderator', 'operator'],
    // The street has no address here; what it finds it tells the community's moderators.
    'issues.report': ['resident', 'moderator', 'worker'],
    'tickets.triage': ['moderator', 'operator'],
    'tickets.desk': ['moderator', 'operator'],
    'tickets.queue': ['moderator', 'worker', 'operator'],
    'routing.edit': ['operator'],
    'workers.read': ['moderator', 'worker', 'operator'],
  }

  test.each(Object.entries(TABLE))('%s', (permission, allowed) => {
    // the table's keys are permissions
    expect(EVERYBODY.filter((role) => may(role, permission as Permission))).toEqual(
      EVERYBODY.filter((role) => allowed.includes(role)),
    )
  })
})

describe('applying', () => {
  const home = { building: '3', unit: '2', room: '401' }
  const asked = {
    isOpen: true,
    isMember: false,
    hasWaiting: false,
    address: home,
    units: ['1', '2'] as readonly string[] | null,
  }

  test('an address that is there may apply', () => {
    expect(mayApply(asked)).toEqual({ ok: true })
  })

  test.each([
    ['the community is not opened', { isOpen: false }, 'community-not-open'],
    ['one is a member already', { isMember: true }, 'already-a-member'],
    ['an application waits', { hasWaiting: true }, 'already-applied'],
    ['there is no such building', { units: null }, 'no-such-building'],
    ['there is no such unit', { address: { ...home, unit: '3' } }, 'bad-address'],
    ['no unit is given where there are some', { address: { ...home, unit: '' } }, 'bad-address'],
    ['no room is given', { address: { ...home, room: '  ' } }, 'bad-address'],
    ['the room is a sentence', { address: { ...home, room: '我家在四楼，左边' } }, 'bad-address'],
    ['the room never ends', { address: { ...home, room: '12345678901' } }, 'bad-address'],
  ])('%s', (_, different, reason) => {
    expect(mayApply({ ...asked, ...different })).toEqual({ ok: false, reason })
  })

  test.each(['401', '4-01', 'B102', '地下室2', '东厢房', ' 401 '])('a room may be %s', (room) => {
    expect(mayApply({ ...asked, address: { ...home, room } })).toEqual({ ok: true })
  })

  test('a house without units asks for none', () => {
    const bungalow = { building: '平房', unit: '', room: '5' }

    expect(mayApply({ ...asked, address: bungalow, units: [] })).toEqual({ ok: true })
  })

  test('what is wrong first is said first: nobody corrects an address to hear that all is closed', () => {
    expect(mayApply({ ...asked, isOpen: false, units: null })).toMatchObject({
      reason: 'community-not-open',
    })
  })
})

describe('deciding', () => {
  const OUTCOMES = { admit: 'admitted', refuse: 'refused', withdraw: 'withdrawn' } as const
  const decisions = Object.keys(OUTCOMES) as Decision[] // the keys of a literal are its union

  test.each(decisions)('%s, once', (decision) => {
    expect(decide('waiting', decision)).toEqual({ ok: true, to: OUTCOMES[decision] })
    for (const state of APPLICATION_STATES.filter((one) => one !== 'waiting'))
      expect(decide(state, decision)).toEqual({ ok: false, reason: 'already-decided' })
  })
})

describe('the name in the group', () => {
  test.each([
    [{ role: 'resident', surname: '林', building: '3', unit: '2' }, '3-2 林'],
    [{ role: 'resident', surname: '欧阳', building: '12', unit: '' }, '12 欧阳'],
    [{ role: 'resident', surname: '郭', building: '平房', unit: null }, '平房 郭'],
    [{ role: 'resident', surname: '郭' }, '郭'],
    [{ role: 'moderator', surname: '王', building: '3', unit: '2' }, '居委会 王'],
    [{ role: 'worker', surname: '周' }, '网格员 周'],
  ] as const)('%j is %s', (who, name) => {
    expect(groupNickname(who)).toBe(name)
  })

  test('never tells the door', () => {
    const who = { role: 'resident', surname: '林', building: '3', unit: '2', room: '401' } as const

    expect(groupNickname(who)).not.toContain('401')
  })
})

describe('groups by address', () => {
  const group = (kind: GroupPlace['kind'], more: Partial<GroupPlace> = {}): GroupPlace => ({
    groupId: 'group',
    kind,
    building: null,
    unit: null,
    gridCode: null,
    ...more,
  })
  const lin = { building: '3', unit: '2', gridCodes: [`${COMMUNITY}001`] }
  const staff = { building: null, unit: null, gridCodes: [] }

  test.each([
    ['the whole community', group('community'), true],
    ['her building', group('building', { building: '3' }), true],
    ['her unit', group('building', { building: '3', unit: '2' }), true],
    ['the unit beside', group('building', { building: '3', unit: '1' }), false],
    ['the same unit of another building', group('building', { building: '8', unit: '2' }), false],
    ['her grid', group('grid', { gridCode: `${COMMUNITY}001` }), true],
    ['another grid', group('grid', { gridCode: `${COMMUNITY}002` }), false],
    ['a grid group without a grid', group('grid'), false],
    ['an interest', group('interest'), false],
  ])('%s', (_, place, isHers) => {
    expect(belongsByAddress(place, lin)).toBe(isHers)
  })

  test('who does not live here is in the community’s own group only', () => {
    const all = [
      group('community'),
      group('building', { building: '3' }),
      group('building'),
      group('grid', { gridCode: `${COMMUNITY}001` }),
      group('interest'),
    ]

    expect(all.filter((place) => belongsByAddress(place, staff)).map(({ kind }) => kind)).toEqual([
      'community',
    ])
  })
})

describe('grid codes', () => {
  test('fifteen digits: the community’s twelve and a sequence of three', () => {
    expect(gridCodeOf(COMMUNITY, 7)).toBe('110105006041007')
    expect(isGridCode('110105006041007')).toBe(true)
    for (const wrong of ['11010500604107', '1101050060410071', '11010500604100x', '', ' 1'])
      expect(isGridCode(wrong)).toBe(false)
  })

  test('the next one follows the highest, and after 999 there is none', () => {
    expect(nextGridCode(COMMUNITY, [])).toBe(`${COMMUNITY}001`)
    expect(nextGridCode(COMMUNITY, [`${COMMUNITY}003`, `${COMMUNITY}001`])).toBe(`${COMMUNITY}004`)
    expect(nextGridCode(COMMUNITY, [`${COMMUNITY}999`])).toBeNull()
  })

  test('the next one is always a code, of this community, and new', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 999 })), (sequences) => {
        const used = sequences.map((sequence) => gridCodeOf(COMMUNITY, sequence))
        const next = nextGridCode(COMMUNITY, used)
        if (next === null) return expect(used).toContain(`${COMMUNITY}999`)
        expect(isGridCode(next) && next.startsWith(COMMUNITY)).toBe(true)
        expect(used).not.toContain(next)
      }),
    )
  })
})
