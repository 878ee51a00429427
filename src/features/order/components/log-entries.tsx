import { Text, View } from '@tarojs/components'
import type { OrderEntry } from '../../../../contract/order'
import { nowMs } from '@/platform/now'
import { Tap } from '@/ui/tap'
import { whenText } from '@/ui/time'
import { actLine, reasonLine } from '../log-line'
import { LOG_TEXT } from '../text'

interface Props {
  entries: readonly OrderEntry[]
  /** How the reader is called, when all of it is about them. */
  me?: string
  onOpenMessage?: (groupId: string, seq: number) => void
}

/** Lines of the log: what was done, where and when, and why. */
export const LogEntries = ({ entries, me, onOpenMessage }: Props) => (
  <View className="order-log">
    {entries.map((entry) => {
      const { actId, groupId, groupName, messageSeq, at } = entry
      const reason = reasonLine(entry)
      return (
        <View key={actId} className="order-log__one">
          <Text className="order-log__act">{actLine(entry, me)}</Text>
          {reason ? <Text className="order-log__reason">{reason}</Text> : null}
          <View className="order-log__foot">
            <Text>{[groupName, whenText(at, nowMs())].filter(Boolean).join(' · ')}</Text>
            {onOpenMessage && groupId && messageSeq ? (
              <Tap
                role="link"
                className="order-card__way"
                onTap={() => onOpenMessage(groupId, messageSeq)}
              >
                {LOG_TEXT.open}
              </Tap>
            ) : null}
          </View>
        </View>
      )
    })}
  </View>
)
