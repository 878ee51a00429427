import { main } from '../mock/main'
import { buildOrEnd } from './build-if-stale'

void (async () => {
  await buildOrEnd('h5')
  await main()
})()
