import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { configFromEnv } from '../server/config-from-env'
import { listSamplePeople } from '../server/modules/identity/list-sample-people'
import { StartError } from '../server/ports/start-error'
import { startMock, type RunningMock } from './start'

const CLOSE_WITHIN_MS = 9_000
const WEB_ROOT = join(__dirname, '..', 'dist', 'h5')

/** The command `npm run mock` after its build of the app: the sample town with a pretend outside world, and how to make it fail. */
export const main = async (): Promise<void> => {
  const mock = await startOrExplain()
  if (!mock) return process.exit(1)
  endWithSignals(mock)
  await tellWhereEverythingIs(mock)
}

const startOrExplain = async (): Promise<RunningMock | null> => {
  try {
    const { host, port, logLevel } = configFromEnv(process.env)
    return await startMock({
      host,
      port,
      // A data directory of its own: what pretended people did must not mix with the town of `npm start`.
      dataDir: resolve(process.env.DATA_DIR || join('var', 'mock')),
      logLevel: process.env.LOG_LEVEL ? logLevel : 'warn',
      ...(existsSync(WEB_ROOT) && { webRoot: WEB_ROOT }),
    })
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    console.error(error.message)
    return null
  }
}

const endWithSignals = (mock: RunningMock): void => {
  let isEnding = false
  const end = (): void => {
    if (isEnding) return
    isEnding = true
    setTimeout(() => process.exit(1), CLOSE_WITHIN_MS).unref()
    mock.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}

const tellWhereEverythingIs = async ({ url, outside, control, server }: RunningMock) => {
  const { items } = await listSamplePeople(server.deps)
  const ask = (body: string) =>
    `  curl -X POST ${control.url} -H 'content-type: application/json' -d '${body}'`
  console.log(
    [
      `近邻 mock is ready: ${url}`,
      'The real server, the sample town, and a pretend outside world:',
      `  WeChat         ${outside.wechat.url}`,
      `  city platform  ${outside.grid.url}`,
      `  control        ${control.url}`,
      'Sign in as anyone of:',
      ...items.map(({ name, who, canTry }) => `  ${name}（${who}）：${canTry}`),
      'Ask for a fault, for instance that the platform takes the next report and loses its answer:',
      ask('{"fault":"lost-answer","on":"grid","call":"file"}'),
      'or that WeChat is down for a minute:',
      ask('{"fault":"down","on":"wechat","seconds":60}'),
      `All that can be asked: curl ${control.url}   Take the faults away: curl -X DELETE ${control.url}`,
    ].join('\n'),
  )
}
