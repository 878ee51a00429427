import { findEarlier, runCommand, runNewCommands, type Command, type CommandDeps } from './commands'
import type { Work } from './ports/work'

/** A command of one place, decided on before it waits for the others there. */
interface Turn<Decided, A> {
  command: Command
  /** Those with the same are kept in one transaction. */
  place: string
  decide(): Promise<Decided>
  keep(work: Work, decided: readonly Decided[]): Promise<readonly A[]>
}

interface Waiting {
  command: Command
  decided: unknown
  keep(work: Work, decided: readonly unknown[]): Promise<readonly unknown[]>
  answer(answer: unknown): void
  refuse(error: unknown): void
}

/** So that nobody waits for the writing of a whole crowd; a commit costs the same for one as for as many. */
const TOGETHER_AT_MOST = 64

/**
 * Runs commands so that those who wait for the same place share one transaction: while one commits, the next
 * gathers. Alone it waits for nobody. Where a transaction fails, each of its commands is run alone, so that
 * nobody pays for another's mistake.
 */
export const createTogether = (deps: CommandDeps) => {
  const queues = new Map<string, Waiting[]>()

  const runAll = async (place: string, queue: Waiting[]): Promise<void> => {
    while (queue.length > 0) await runSome(deps, takeSome(queue))
    queues.delete(place)
  }

  return async <Decided, A>({ command, place, decide, keep }: Turn<Decided, A>): Promise<A> => {
    let decided: Decided
    try {
      decided = await decide()
    } catch (refusal) {
      // What was done the first time may be why it is refused the second.
      const earlier = await findEarlier(deps.database.db, command)
      if (earlier) return earlier.answer as A // stored by the same route
      throw refusal
    }
    return new Promise<A>((resolve, reject) => {
      const waiting = {
        command,
        decided,
        keep,
        answer: resolve,
        refuse: reject,
      } as Waiting // all of one place come from one route, whose types are these
      const queue = queues.get(place)
      if (queue) {
        queue.push(waiting)
        return
      }
      const begun = [waiting]
      queues.set(place, begun)
      void runAll(place, begun)
    })
  }
}

/** One of each person at a time: what somebody says twice is said in two steps. */
const takeSome = (queue: Waiting[]): Waiting[] => {
  const people = new Set<string>()
  const some: Waiting[] = []
  const others: Waiting[] = []
  for (const one of queue) {
    const isNext = some.length < TOGETHER_AT_MOST && !people.has(one.command.personId)
    if (isNext) people.add(one.command.personId)
    ;(isNext ? some : others).push(one)
  }
  queue.splice(0, queue.length, ...others)
  return some
}

/** Never fails: every one of them is answered or refused. */
const runSome = async (deps: CommandDeps, some: readonly Waiting[]): Promise<void> => {
  const [first, ...others] = some
  if (!first) return
  if (others.length === 0) return runAlone(deps, first)
  try {
    const answers = await runNewCommands(
      deps,
      some.map(({ command }) => command),
      (work) =>
        first.keep(
          work,
          some.map(({ decided }) => decided),
        ),
    )
    some.forEach((one, at) => one.answer(answers[at]))
  } catch {
    // One was sent before, or one is wrong: none was kept, and alone each hears what concerns it.
    for (const one of some) await runAlone(deps, one)
  }
}

const runAlone = async (deps: CommandDeps, one: Waiting): Promise<void> => {
  try {
    const answer = await runCommand(deps, one.command, async (work) => {
      const [only] = await one.keep(work, [one.decided])
      return only
    })
    one.answer(answer)
  } catch (error) {
    one.refuse(error)
  }
}
