import { main } from '../server/main'
import { buildOrEnd } from './build-if-stale'

void (async () => {
  await buildOrEnd('h5')
  await main()
})()
