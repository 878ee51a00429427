import { TestEnvironment } from 'jest-environment-node'
import { openThread, type PgliteThread } from '../../server/adapters/pglite/open-thread'

/** The embedded database that the test files of one jest process use one after the other. */
export interface SharedPglite {
  /** Null while this file has it already: then it opens one of its own. */
  take(snapshot: Uint8Array): Promise<PgliteThread | null>
  giveBack(): void
}

export const SHARED_PGLITE = 'sharedPglite'

let thread: PgliteThread | undefined
let isTaken = false

const shared: SharedPglite = {
  take: async (snapshot) => {
    if (isTaken) return null
    isTaken = true
    if (!thread || thread.isDead) {
      const opened = await openThread({ in: 'memory', snapshot }, () => undefined)
      if (opened.is === 'unusable') throw new Error(opened.message)
      thread = opened.thread
    }
    return thread
  },
  giveBack: () => {
    isTaken = false
  },
}

/**
 * Node, with a database that outlives a test file. A file's own globals end with it, so what is shared
 * is made out here; starting the database again for each file would take a second or more.
 */
export default class EnvironmentWithDatabase extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup()
    Reflect.set(this.global, SHARED_PGLITE, shared)
  }

  override async teardown(): Promise<void> {
    shared.giveBack()
    await super.teardown()
  }
}
