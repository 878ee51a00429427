import { main } from '../server/main'
import { BuildError, buildIfStale } from './build-if-stale'

void (async () => {
  try {
    await buildIfStale('h5')
  } catch (error) {
    if (!(error instanceof BuildError)) throw error
    console.error(error.message)
    process.exit(1)
  }
  await main()
})()
