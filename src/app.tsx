import { useLaunch } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { sendTalkWhenBack } from '@/features/chat/outbox'
import { listenToMe, watchSession } from '@/features/identity/live'
import { listenToTickets } from '@/features/tickets/live'
import { sendWaiting, sendWhenBack } from '@/features/tickets/send-reports'
import { sendStepsWhenBack, sendWaitingSteps } from '@/features/tickets/send-steps'
import { nowMs } from '@/platform/now'
import { onForeground } from '@/platform/foreground'
import { speak } from '@/platform/speak'
import { comeBack, watchConnection } from '@/stores/connection'
import { startSession } from '@/stores/session'
import './app.scss'

speak()

/** Starts what lives as long as the app: the session, the socket’s listeners, the reports that wait to be sent. */
const App = ({ children }: PropsWithChildren) => {
  useLaunch(() => {
    watchSession()
    listenToMe()
    listenToTickets()
    sendWhenBack()
    sendStepsWhenBack()
    sendTalkWhenBack()
    onForeground(comeBack)
    void watchConnection()
    // Without a network the stored session is shown; the screens say themselves that they could not read.
    startSession(nowMs()).then(
      () => Promise.all([sendWaiting(), sendWaitingSteps()]),
      () => undefined,
    )
  })
  return children
}

export default App
