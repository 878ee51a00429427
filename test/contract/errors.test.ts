import { ERROR_TEXT, errorText } from '../../contract/error-text'
import { ERROR_CODES, statusOf } from '../../contract/errors'
import { decide, mayApply, type JoinRefusal } from '../../domain/group/joining'
import { STEP_REFUSALS } from '../../domain/ticket/names'

describe('every code', () => {
  test('is named once', () => {
    expect(ERROR_CODES.filter((code, at) => ERROR_CODES.indexOf(code) !== at)).toEqual([])
    expect([...ERROR_CODES].sort()).toEqual(Object.keys(ERROR_TEXT).sort())
  })

  test.each(ERROR_CODES)('%s has an HTTP status of a refusal', (code) => {
    expect([400, 401, 403, 404, 409, 410, 413, 415, 429, 500, 503]).toContain(statusOf(code))
  })

  test.each([
    ['not-your-role', 403],
    ['not-your-grid', 403],
    ['handled-it-yourself', 403],
    ['needs-words', 400],
    ['needs-evidence', 400],
    ['wrong-state', 409],
    ['too-late-to-reopen', 409],
    ['nothing-asked', 409],
    ['sign-in-first', 401],
    ['too-many-requests', 429],
    ['internal', 500],
  ] as const)('%s is %i', (code, status) => {
    expect(statusOf(code)).toBe(status)
  })
})

/** Names that people know by their letters. */
const KNOWN_LETTERS = /JPG|PNG|WebP|MB/g
/** Words of programs and offices, which tell a neighbour nothing or blame them. */
const FORBIDDEN = [
  '失败',
  '非法',
  '无效',
  '异常',
  '参数',
  '接口',
  '数据库',
  '用户',
  '系统',
  '校验',
  '你',
]

describe('every sentence', () => {
  test.each(Object.entries(ERROR_TEXT))('%s: %s', (_, sentence) => {
    expect(sentence).toMatch(/^[^\s].*[。！？]$/)
    expect(sentence.length).toBeLessThanOrEqual(40)
    expect(sentence.replace(KNOWN_LETTERS, '')).not.toMatch(/[A-Za-z]/)
    expect(FORBIDDEN.filter((word) => sentence.includes(word))).toEqual([])
    // What to do next: a request, or what is possible instead.
    expect(sentence).toMatch(/请|可以|直接/)
  })

  test('no two codes are told alike', () => {
    const sentences = Object.values(ERROR_TEXT)

    expect(sentences.filter((one, at) => sentences.indexOf(one) !== at)).toEqual([])
  })
})

describe('what the rules refuse', () => {
  test('every refusal of a step is a code', () => {
    expect(STEP_REFUSALS.filter((reason) => !ERROR_CODES.includes(reason))).toEqual([])
  })

  test('every refusal of joining is a code', () => {
    const refusals: Record<JoinRefusal, Parameters<typeof mayApply>[0]> = {
      'community-not-open': asked({ isOpen: false }),
      'already-a-member': asked({ isMember: true }),
      'already-applied': asked({ hasWaiting: true }),
      'no-such-building': asked({ units: null }),
      'bad-address': asked({ units: ['9'] }),
    }
    for (const [reason, question] of Object.entries(refusals)) {
      expect(mayApply(question)).toEqual({ ok: false, reason })
      expect(ERROR_CODES).toContain(reason)
    }
    expect(decide('admitted', 'admit')).toEqual({ ok: false, reason: 'already-decided' })
    expect(ERROR_CODES).toContain('already-decided')
  })
})

const asked = (
  different: Partial<Parameters<typeof mayApply>[0]>,
): Parameters<typeof mayApply>[0] => ({
  isOpen: true,
  isMember: false,
  hasWaiting: false,
  address: { building: '3', unit: '2', room: '401' },
  units: ['1', '2'],
  ...different,
})

describe('a code that this phone does not know', () => {
  test.each(['a-code-of-next-year', '', 'toString', '__proto__', 'constructor'])(
    '“%s” still gets a sentence',
    (code) => {
      expect(errorText(code)).toBe('出了点问题，请稍后再试。')
    },
  )
})
