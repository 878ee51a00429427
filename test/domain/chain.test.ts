import fc from 'fast-check'
import {
  canonicalStep,
  canonicalWords,
  CHAINED_FACTS,
  type ChainedStep,
} from '../../domain/ticket/chain'

const NOTHING = Object.fromEntries(CHAINED_FACTS.map((name) => [name, null])) as ChainedStep
const dispute: ChainedStep = {
  ...NOTHING,
  communityId: '110105006041',
  ticketId: '0199',
  seq: 7,
  step: 'dispute',
  actorRole: 'resident',
  fromState: 'handled',
  toState: 'handling',
  photoIds: ['a', 'b'],
  at: new Date('2026-11-23T02:00:00Z'),
}

test('the canonical form is this, for ever: older seals must stay true', () => {
  expect(canonicalStep('before', dispute)).toBe(
    '["before",["communityId","110105006041"],["ticketId","0199"],["seq",7],["step","dispute"],' +
      '["actorRole","resident"],["fromState","handled"],["toState","handling"],["photoIds",["a","b"]],' +
      '["at","2026-11-23T02:00:00.000Z"]]',
  )
  expect(canonicalWords('salt', '还是漏')).toBe('salt\n还是漏')
})

test('a fact that a step does not have leaves no trace, so that facts can be added later', () => {
  expect(canonicalStep('x', { ...dispute, toDepartmentIds: [], stars: undefined })).toBe(
    canonicalStep('x', dispute),
  )
})

const aValue = fc.oneof(
  fc.constant(null),
  fc.string(),
  fc.integer(),
  fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
)
const aStep = fc.record(
  Object.fromEntries(CHAINED_FACTS.map((name) => [name, aValue])) as Record<
    (typeof CHAINED_FACTS)[number],
    typeof aValue
  >,
)

test('two steps with another fact, or another step before them, are never written alike', () => {
  fc.assert(
    fc.property(
      aStep,
      fc.string(),
      fc.constantFrom(...CHAINED_FACTS),
      aValue,
      (step, previous, name, value) => {
        const changed = { ...step, [name]: value }
        const isSame = JSON.stringify(step[name]) === JSON.stringify(value)
        expect(canonicalStep(previous, changed) === canonicalStep(previous, step)).toBe(isSame)
        expect(canonicalStep(`${previous}1`, step)).not.toBe(canonicalStep(previous, step))
      },
    ),
  )
})
