import { join } from 'node:path'
import { tellTownOnce } from '../mock/town/tell-town'
import type { Config } from './config'
import { configFromEnv } from './config-from-env'
import type { Deps } from './deps'
import { StartError } from './ports/start-error'
import { listSamplePeople } from './modules/identity/list-sample-people'
import { startServer, type RunningServer } from './start'

const CLOSE_WITHIN_MS = 9_000

/** The command `npm start`, once everything is built. */
export const main = async (): Promise<void> => {
  const server = await startOrExplain()
  if (!server) return process.exit(1)
  endWithSignals(server)
  console.log(`近邻 is ready: ${server.url}`)
  if (server.deps.config.isSample) await printPeople(server)
}

const startOrExplain = async (): Promise<RunningServer | null> => {
  try {
    const config: Config = {
      ...configFromEnv(process.env),
      webRoot: join(__dirname, '..', 'dist', 'h5'),
    }
    return await startServer(config, {
      ...(config.isSample && { beforeListening: tellTown }),
      // Whatever keeps servers running starts it anew, and the files hold everything acknowledged.
      onFatal: (error) => {
        console.error(`${error.message}: the server ends; start it anew.`)
        process.exit(1)
      },
    })
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    console.error(error.message)
    return null
  }
}

/** Of several processes that start at once on one database, one tells it. */
const tellTown = (deps: Deps): Promise<void> =>
  deps.database.withLock('sample-town', () => tellTownOnce(deps))

const endWithSignals = (server: RunningServer): void => {
  let isEnding = false
  const end = (): void => {
    if (isEnding) return
    isEnding = true
    setTimeout(() => process.exit(1), CLOSE_WITHIN_MS).unref()
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}

const printPeople = async ({ deps }: RunningServer): Promise<void> => {
  const { items } = await listSamplePeople(deps)
  console.log('This is a sample town; sign in as anyone of:')
  for (const { name, who, canTry } of items) console.log(`  ${name}（${who}）：${canTry}`)
}
