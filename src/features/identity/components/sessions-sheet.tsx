import { View } from '@tarojs/components'
import { useEffect } from 'react'
import type { SessionInfo } from '../../../../contract/identity'
import { confirm, toast } from '@/platform/dialogs'
import { nowMs } from '@/platform/now'
import { useAct } from '@/stores/use-act'
import { useLoaded } from '@/stores/use-loaded'
import { Cell, Group } from '@/ui/cell'
import { Sheet } from '@/ui/sheet'
import { Shown } from '@/ui/shown'
import { Tag } from '@/ui/tag'
import { whenText } from '@/ui/time'
import { endOtherSession, listSessions } from '../actions'
import { SETTINGS_TEXT } from '../text'

/** Where I am signed in; any but this one can be ended from here. */
export const SessionsSheet = ({ onClose }: { onClose: () => void }) => {
  const { state, reload } = useLoaded(listSessions)
  const { act } = useAct()
  useEffect(() => void reload(), [reload])
  const end = async ({ sessionId, device }: SessionInfo) => {
    const isSure = await confirm({
      title: SETTINGS_TEXT.endTitle,
      words: SETTINGS_TEXT.endWords(device),
      yes: SETTINGS_TEXT.endYes,
      isDangerous: true,
    })
    if (!isSure || !(await act(() => endOtherSession(sessionId)))) return
    toast(SETTINGS_TEXT.ended)
    await reload()
  }
  return (
    <Sheet title={SETTINGS_TEXT.sessions} onClose={onClose}>
      <Shown load={state} onRetry={() => void reload()}>
        {(sessions) => (
          <View>
            <Group foot={sessions.length > 1 ? SETTINGS_TEXT.sessionsFoot : undefined}>
              {sessions.map((one) => (
                <Cell
                  key={one.sessionId}
                  title={one.device}
                  note={SETTINGS_TEXT.lastSeen(whenText(one.lastSeenAt, nowMs()))}
                  right={one.isThisOne ? <Tag kind="go" text={SETTINGS_TEXT.thisOne} /> : null}
                  onTap={one.isThisOne ? undefined : () => void end(one)}
                />
              ))}
            </Group>
          </View>
        )}
      </Shown>
    </Sheet>
  )
}
