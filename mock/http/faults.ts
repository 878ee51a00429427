/** What can go wrong between us and the outside, as it goes wrong in the field. */
export const FAULT_KINDS = [
  'late',
  'lost-answer',
  '500',
  'duplicate',
  'out-of-order',
  'down',
  'errcode',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

export const FAULT_MEANS: Record<FaultKind, string> = {
  late: 'does what was asked, and answers `ms` later (10,000 unless told)',
  'lost-answer': 'does what was asked, and cuts the connection instead of answering',
  '500': 'does nothing and answers 500',
  duplicate:
    'does it twice, as when a proxy sends again, and answers the second time; a list names everything twice',
  'out-of-order':
    'a list comes in a wrong order; anything else waits until a later call was served, at most `ms` (3,000 unless told)',
  down: 'cuts every connection without doing anything, until it is taken away (or for `seconds`, or `times`)',
  errcode: 'only WeChat: does nothing and answers the code in `errcode`',
}

export interface FaultOrder {
  fault: FaultKind
  on: string
  /** One call of that fake; absent, any. */
  call?: string
  /** For so many calls; 1 when neither `chance` nor `seconds` is said. */
  times?: number
  /** Of 0 to 1, for each call. */
  chance?: number
  /** The same chances again with the same seed. */
  seed?: number
  /** Ends by itself after so many seconds. */
  seconds?: number
  ms?: number
  errcode?: number
}

export interface ActiveFault extends FaultOrder {
  id: number
  /** Null: until it is taken away, or its time is over. */
  timesLeft: number | null
  until: string | null
}

export interface Faults {
  add(order: FaultOrder): ActiveFault
  active(): ActiveFault[]
  /** Takes one away, or all; answers how many there were. */
  clear(id?: number): number
  /** What shall go wrong with this call. `said` is everything that was sent with it. */
  next(on: string, call: string, said: string): FaultOrder | null
}

interface Kept extends ActiveFault {
  untilMs: number | null
  random: () => number
}

export const createFaults = (now: () => Date): Faults => {
  let kept: Kept[] = []
  let lastId = 0
  const answeredInputs = new Set<string>()
  const forgetEnded = (): void => {
    kept = kept.filter(
      ({ timesLeft, untilMs }) =>
        timesLeft !== 0 && (untilMs === null || untilMs > now().getTime()),
    )
  }
  return {
    add(order) {
      lastId += 1
      const untilMs = order.seconds === undefined ? null : now().getTime() + order.seconds * 1000
      const fault: Kept = {
        ...order,
        id: lastId,
        timesLeft: order.times ?? timesUnlessTold(order),
        untilMs,
        until: untilMs === null ? null : new Date(untilMs).toISOString(),
        random: seeded(order.seed ?? 1),
      }
      kept.push(fault)
      return shown(fault)
    },
    active() {
      forgetEnded()
      return kept.map(shown)
    },
    clear(id) {
      const before = kept.length
      kept = id === undefined ? [] : kept.filter((fault) => fault.id !== id)
      return before - kept.length
    },
    next(on, call, said) {
      const asked = faultInWords(said)
      const input = `${on} ${call} ${said}`
      // Once for the same words: whoever asks by input wants to see the second try succeed.
      if (asked && !answeredInputs.has(input)) {
        answeredInputs.add(input)
        return { fault: asked, on }
      }
      forgetEnded()
      const fault = kept.find(
        (one) =>
          one.on === on &&
          (one.call === undefined || one.call === call) &&
          (one.chance === undefined || one.random() < one.chance),
      )
      if (fault && fault.timesLeft !== null) fault.timesLeft -= 1
      return fault ?? null
    },
  }
}

const timesUnlessTold = ({ fault, chance, seconds }: FaultOrder): number | null =>
  fault === 'down' || chance !== undefined || seconds !== undefined ? null : 1

const shown = ({ untilMs: _, random: __, ...fault }: Kept): ActiveFault => fault

/** A tester writes `mock:lost-answer` into a report, or has it in a code, and meets it without a control call. */
const faultInWords = (said: string): FaultKind | null => {
  const word = /mock:([a-z0-9-]+)/.exec(said)?.[1]
  return FAULT_KINDS.find((kind) => kind === word && kind !== 'errcode') ?? null
}

/** mulberry32: small, and the same on every machine. */
const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
