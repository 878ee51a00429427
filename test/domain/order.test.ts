import { MESSAGE_STATES, type MessageState } from '../../domain/group/names'
import {
  isInForce,
  judge,
  JUDGEMENT_NAMES,
  judgementsFor,
  mayAnswerAppeal,
  mayAppeal,
  mayLift,
  mayReport,
  maySanction,
  mutedUntil,
  type Judgement,
  mayAnswerHidden,
  mayAppealHidden,
} from '../../domain/group/order'

const NOW = new Date('2026-11-23T02:00:00Z')

/** What each act makes of a message in each state; absent: refused. */
const OUTCOMES: Record<Judgement, Partial<Record<MessageState, MessageState>>> = {
  'let-through': { held: 'shown', refused: 'shown' },
  refuse: { held: 'refused' },
  hide: { shown: 'hidden' },
  show: { hidden: 'shown' },
  dismiss: { shown: 'shown', held: 'held', refused: 'refused', hidden: 'hidden' },
}
const hisAct = {
  role: 'moderator',
  isAuthor: false,
  openReports: 1,
  reason: '广告',
} as const

describe.each(JUDGEMENT_NAMES)('%s', (act) => {
  test.each(MESSAGE_STATES)('a message that is %s', (state) => {
    const to = OUTCOMES[act][state]
    expect(judge({ ...hisAct, act, state })).toEqual(
      to ? { ok: true, to } : { ok: false, reason: 'message-decided' },
    )
  })

  test('is for those who keep order, and never about oneself', () => {
    const [state = 'shown'] = Object.keys(OUTCOMES[act]) as MessageState[] // its own keys
    const asked = { ...hisAct, act, state }
    expect(judge({ ...asked, role: 'operator' }).ok).toBe(true)
    for (const role of ['resident', 'worker'] as const)
      expect(judge({ ...asked, role })).toEqual({ ok: false, reason: 'not-allowed' })
    expect(judge({ ...asked, isAuthor: true })).toEqual({ ok: false, reason: 'own-affair' })
  })
})

test('what takes something from somebody needs a reason; dismissing needs reports', () => {
  const asked = { ...hisAct, reason: ' ' }
  expect(judge({ ...asked, act: 'hide', state: 'shown' })).toMatchObject({ reason: 'needs-words' })
  expect(judge({ ...asked, act: 'refuse', state: 'held' })).toMatchObject({ reason: 'needs-words' })
  expect(judge({ ...asked, act: 'show', state: 'hidden' }).ok).toBe(true)
  expect(judge({ ...hisAct, openReports: 0, act: 'dismiss', state: 'shown' }).ok).toBe(false)
  expect(judgementsFor('held')).toEqual(['let-through', 'refuse'])
  expect(judgementsFor('recalled')).toEqual([])
})

const report = {
  state: 'shown',
  isAuthor: false,
  hasReported: false,
  isOther: false,
  words: '',
} as const
test.each([
  [{}, true],
  [{ state: 'hidden' }, 'message-decided'],
  [{ isAuthor: true }, 'own-affair'],
  [{ hasReported: true }, 'already-reported'],
  [{ isOther: true }, 'needs-words'],
  [{ isOther: true, words: '吵架' }, true],
] as const)('reporting with %j: %s', (change, expected) => {
  const verdict = mayReport({ ...report, ...change })
  expect(verdict.ok || verdict.reason).toBe(expected)
})

const sanction = {
  role: 'moderator',
  isSelf: false,
  subjectRole: 'resident',
  isAlready: false,
  reason: '刷屏',
} as const
test.each([
  [{}, true],
  [{ role: 'operator', subjectRole: 'worker' }, true],
  [{ role: 'resident' }, 'not-allowed'],
  [{ role: 'worker' }, 'not-allowed'],
  [{ isSelf: true }, 'own-affair'],
  [{ subjectRole: 'moderator' }, 'office-not-sanctioned'],
  [{ role: 'operator', subjectRole: 'moderator' }, 'office-not-sanctioned'],
  [{ reason: ' ' }, 'needs-words'],
  [{ isAlready: true }, 'already-sanctioned'],
] as const)('a sanction with %j: %s', (change, expected) => {
  const verdict = maySanction({ ...sanction, ...change })
  expect(verdict.ok || verdict.reason).toBe(expected)
})

test('a sanction is in force until its time or until it is lifted', () => {
  const until = mutedUntil(NOW, '1h')
  expect(isInForce({ until, liftedAt: null }, NOW)).toBe(true)
  expect(isInForce({ until, liftedAt: null }, until)).toBe(false)
  expect(isInForce({ until: null, liftedAt: null }, NOW)).toBe(true)
  expect(isInForce({ until: null, liftedAt: NOW }, NOW)).toBe(false)
  expect(mayLift({ role: 'moderator', isInForce: false })).toMatchObject({
    reason: 'sanction-over',
  })
  expect(mayLift({ role: 'resident', isInForce: true })).toMatchObject({ reason: 'not-allowed' })
})

const appeal = { isSubject: true, isInForce: true, hasAppealed: false, words: '不是我' } as const
test.each([
  [{}, true],
  [{ isSubject: false }, 'not-allowed'],
  [{ hasAppealed: true }, 'already-appealed'],
  [{ isInForce: false }, 'sanction-over'],
  [{ words: '' }, 'needs-words'],
] as const)('an appeal with %j: %s', (change, expected) => {
  const verdict = mayAppeal({ ...appeal, ...change })
  expect(verdict.ok || verdict.reason).toBe(expected)
})

const answer = {
  role: 'moderator',
  decidedIt: false,
  otherModerators: 1,
  isWaiting: true,
  isInForce: true,
  words: '看过了',
} as const
test.each([
  [{}, true],
  [{ role: 'operator' }, true],
  [{ role: 'resident' }, 'not-allowed'],
  [{ decidedIt: true }, 'another-must-answer'],
  [{ decidedIt: true, otherModerators: 0 }, true],
  [{ isWaiting: false }, 'no-appeal'],
  [{ isInForce: false }, 'sanction-over'],
  [{ words: ' ' }, 'needs-words'],
] as const)('answering an appeal with %j: %s', (change, expected) => {
  const verdict = mayAnswerAppeal({ ...answer, ...change })
  expect(verdict.ok || verdict.reason).toBe(expected)
})

describe('a hidden message', () => {
  const asked = { isAuthor: true, state: 'hidden', hasAppealed: false, words: '不是广告' } as const
  const answering = {
    role: 'moderator',
    isAuthor: false,
    hidIt: false,
    otherModerators: 1,
    isWaiting: true,
    words: '看过了',
  } as const

  test.each([
    [{}, true],
    [{ isAuthor: false }, 'not-allowed'],
    [{ hasAppealed: true }, 'already-appealed'],
    [{ state: 'shown' }, 'message-decided'],
    [{ state: 'refused' }, 'message-decided'],
    [{ words: ' ' }, 'needs-words'],
  ] as const)('is appealed against by its author, once: %j', (change, expected) => {
    const verdict = mayAppealHidden({ ...asked, ...change })
    expect(verdict.ok || verdict.reason).toBe(expected)
  })

  test.each([
    [{}, true],
    [{ role: 'operator' }, true],
    [{ role: 'resident' }, 'not-allowed'],
    [{ role: 'worker' }, 'not-allowed'],
    [{ isWaiting: false }, 'no-appeal'],
    [{ isAuthor: true }, 'own-affair'],
    [{ hidIt: true }, 'another-must-answer'],
    [{ hidIt: true, otherModerators: 0 }, true],
    [{ words: ' ' }, 'needs-words'],
  ] as const)('is answered for by another than who hid it: %j', (change, expected) => {
    const verdict = mayAnswerHidden({ ...answering, ...change })
    expect(verdict.ok || verdict.reason).toBe(expected)
  })
})
