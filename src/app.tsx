import { useLaunch } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { listenToMe, watchSession } from '@/features/identity/live'
import { nowMs } from '@/platform/now'
import { onForeground } from '@/platform/foreground'
import { speak } from '@/platform/speak'
import { whenCalm } from '@/platform/when-calm'
import { comeBack, watchConnection } from '@/stores/connection'
import { startSession } from '@/stores/session'
import './app.scss'

speak()

const WAKE_AGAIN_AFTER_MS = 5_000

/** The first page needs none of it; where it did not come, it is asked for again. */
const wakeRest = (): void => {
  import('./wake').then(
    ({ wake }) => void wake().catch(() => undefined), // what could not be sent waits on
    () => setTimeout(wakeRest, WAKE_AGAIN_AFTER_MS),
  )
}

/** Starts what lives as long as the app: the session, the socket’s listeners, the reports that wait to be sent. */
const App = ({ children }: PropsWithChildren) => {
  useLaunch(() => {
    watchSession()
    listenToMe()
    onForeground(comeBack)
    void watchConnection()
    // Without a network the stored session is shown; the screens say themselves that they could not read.
    void startSession(nowMs())
      .catch(() => undefined)
      .then(whenCalm)
      .then(wakeRest)
  })
  return children
}

export default App
