import type { Bus } from '../../ports/bus'
import type { Database } from '../../ports/database'
import { createSharedBus } from './shared-bus'

const CHANNEL = 'jinlin_news'

/** For several server processes on one PostgreSQL, by NOTIFY. */
export const createPostgresBus = (
  database: Pick<Database, 'listen' | 'notify'>,
  onFailure: (error: unknown) => void,
): Promise<Bus> => {
  let stopListening = (): Promise<void> => Promise.resolve()
  return createSharedBus(
    {
      say: (text) => database.notify(CHANNEL, text),
      hear: async (listener) => {
        stopListening = await database.listen(CHANNEL, listener)
      },
      close: () => stopListening(),
    },
    onFailure,
  )
}
