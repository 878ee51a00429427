import { View } from '@tarojs/components'
import { useAct } from '@/stores/use-act'
import { useLiveReading } from '@/stores/use-live-reading'
import { usePaged } from '@/stores/use-paged'
import { Button } from '@/ui/button'
import { Shown } from '@/ui/shown'
import { Empty } from '@/ui/states'
import { readLog } from '../actions'
import { isOfTheDesk } from '../live'
import { LOG_TEXT, ORDER_TEXT } from '../text'
import { LogEntries } from './log-entries'

interface Props {
  communityId: string
  onOpenMessage: (groupId: string, seq: number) => void
}

/** Everything that was done for order here, newest first. */
export const OrderLog = ({ communityId, onOpenMessage }: Props) => {
  const list = usePaged(communityId, (before) => readLog(communityId, before))
  const { isBusy, act } = useAct()
  useLiveReading(communityId, isOfTheDesk, list.reload)
  return (
    <Shown load={list.state} onRetry={() => void list.reload()}>
      {({ items, hasMore }) =>
        items.length === 0 ? (
          <Empty sign="记" title={LOG_TEXT.empty} hint={LOG_TEXT.emptyHint} />
        ) : (
          <View>
            <LogEntries entries={items} onOpenMessage={onOpenMessage} />
            {hasMore ? (
              <View className="buttons">
                <Button
                  kind="plain"
                  text={ORDER_TEXT.more}
                  isBusy={isBusy}
                  onTap={() => void act(list.more)}
                />
              </View>
            ) : null}
          </View>
        )
      }
    </Shown>
  )
}
