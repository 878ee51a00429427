import { buildIfStale } from './build-if-stale'
import { main } from '../server/main'

void (async () => {
  await buildIfStale('h5')
  await main()
})()
