import { codeFrom } from '@/features/communities/invitation-code'
import { EMPTY_FORM, previewOf, problemsOf, type JoinForm } from '@/features/communities/join-form'
import { openApplications, standingOf } from '@/features/communities/where-i-stand'
import type { MyApplication } from '../../contract/identity'
import { GUANGXIMEN, me, membership } from './support/people'

const BUILDINGS = [
  { name: '3', units: ['1', '2'] },
  { name: '平房', units: [] },
]
const whole: JoinForm = {
  building: '3',
  unit: '2',
  room: '401',
  relation: 'owner',
  surname: '林',
  note: '',
}

describe('the form to join', () => {
  test.each([
    ['is whole with building, unit, room, relation and surname', whole, []],
    ['asks for everything when empty', EMPTY_FORM, ['building', 'room', 'relation', 'surname']],
    ['asks for the unit of a building that has several', { ...whole, unit: '' }, ['unit']],
    ['does not take a unit that the building lacks', { ...whole, unit: '9' }, ['unit']],
    ['asks no unit where there is none', { ...whole, building: '平房', unit: '' }, []],
    ['does not take a building from elsewhere', { ...whole, building: '99' }, ['building']],
    ['does not take a sentence for a room', { ...whole, room: '四楼左边那户！' }, ['room']],
    ['does not take spaces for a surname', { ...whole, surname: '  ' }, ['surname']],
  ] as const)('%s', (_, form, problems) => {
    expect(problemsOf(form, BUILDINGS)).toEqual(problems)
  })

  test('shows how neighbours will see it, without the door', () => {
    expect(previewOf(whole)).toBe('3-2 林')
    expect(previewOf({ ...whole, building: '平房', unit: '' })).toBe('平房 林')
    expect(previewOf({ ...whole, surname: ' ' })).toBeNull()
  })
})

test.each([
  ['ABCD234567', 'ABCD234567'],
  [' abcd-234 567 ', 'ABCD234567'],
  ['https://jinlin.example/#/resident/join/index?code=ABCD234567', 'ABCD234567'],
  ['resident/join/index?scene=code%3DABCD234567', 'ABCD234567'],
  ['code=ABCD234567', 'ABCD234567'],
  ['code%3DABCD234567', 'ABCD234567'],
  ['ABCD234567%20', 'ABCD234567'],
  ['https://shop.example/pay?amount=3', null],
  ['https://jinlin.example/?code=%E0%A4%A', null],
  ['', null],
])('“%s” carries the invitation code %s', (text, code) => {
  expect(codeFrom(text)).toBe(code)
})

const application = (change: Partial<MyApplication>): MyApplication => ({
  applicationId: '019aa000-0000-7000-8000-0000000000a1',
  communityId: GUANGXIMEN,
  communityName: '光熙门北里北社区',
  state: 'waiting',
  reason: null,
  appliedAt: '2026-11-20T02:00:00Z',
  address: { building: '3', unit: '2', room: '401' },
  relation: 'owner',
  ...change,
})

describe('how I stand with a community', () => {
  const refused = application({ state: 'refused', reason: '门牌对不上' })
  const again = application({ appliedAt: '2026-11-22T02:00:00Z' })

  test('whoever was refused and applied again is waiting', () => {
    const lin = me({ memberships: [], applications: [refused, again] })
    expect(standingOf(lin, GUANGXIMEN)).toEqual({ is: 'waiting', application: again })
    expect(openApplications(lin)).toEqual([again])
  })

  test('an old refusal does not follow somebody who has been admitted since', () => {
    const lin = me({ memberships: [membership()], applications: [refused] })
    expect(standingOf(lin, GUANGXIMEN)).toMatchObject({ is: 'member' })
    expect(openApplications(lin)).toEqual([])
  })

  test('somebody who has said nothing yet is a stranger', () => {
    expect(standingOf(me({ memberships: [] }), GUANGXIMEN)).toEqual({ is: 'stranger' })
  })
})
