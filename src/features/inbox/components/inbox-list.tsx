import { Text, View } from '@tarojs/components'
import { memo, useEffect } from 'react'
import type { InboxItem } from '../../../../contract/identity'
import { textOf } from '@/api/api-error'
import { toast } from '@/platform/dialogs'
import { nowMs } from '@/platform/now'
import { useShown } from '@/platform/use-shown'
import { useMe } from '@/stores/session'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Empty, Failed, Skeleton } from '@/ui/states'
import { Tap } from '@/ui/tap'
import { whenText } from '@/ui/time'
import { loadInbox, loadOlder, markRead } from '../actions'
import { listenToInbox } from '../live'
import { useInbox } from '../store'
import { INBOX_TEXT } from '../text'
import './inbox-list.scss'

interface Props {
  onOpen: (item: InboxItem) => void
  onReport: () => void
}

/** What waits for me, newest first; opening one marks it as read. */
export const InboxList = ({ onOpen, onReport }: Props) => {
  const load = useInbox((state) => state.load)
  const read = () => loadInbox().catch((error: unknown) => toast(textOf(error)))
  useShown(read)
  useEffect(listenToInbox, [])
  const open = (item: InboxItem) => {
    if (!item.isRead) void markRead([item.inboxId]).catch(() => undefined) // read again when it is opened again
    onOpen(item)
  }

  if (load.is === 'loading') return <Skeleton />
  if (load.is === 'failed') return <Failed words={load.words} onRetry={() => void read()} />
  if (load.items.length === 0)
    return (
      <Empty
        sign="信"
        title={INBOX_TEXT.nothing}
        hint={INBOX_TEXT.nothingHint}
        act={INBOX_TEXT.nothingAct}
        onAct={onReport}
      />
    )
  return (
    <View>
      <InboxHead />
      {load.items.map((item) => (
        <InboxRow key={item.inboxId} item={item} onOpen={open} />
      ))}
      {load.next ? <Older isBusy={load.isLoadingMore} /> : null}
    </View>
  )
}

const InboxHead = () => {
  const unreadCount = useMe()?.unreadCount ?? 0
  const { isBusy, act } = useAct()
  return (
    <View className="inbox__head">
      <Text className="quiet">
        {unreadCount > 0 ? INBOX_TEXT.unread(unreadCount) : INBOX_TEXT.noneUnread}
      </Text>
      {unreadCount > 0 ? (
        <Button
          kind="plain"
          isSmall
          isBusy={isBusy}
          text={INBOX_TEXT.allRead}
          onTap={() => void act(() => markRead())}
        />
      ) : null}
    </View>
  )
}

const InboxRow = memo(
  ({ item, onOpen }: { item: InboxItem; onOpen: (item: InboxItem) => void }) => {
    const when = whenText(item.at, nowMs())
    const unread = item.isRead ? '' : INBOX_TEXT.unreadOne
    return (
      <Tap
        className={`inbox__one ${item.isRead ? '' : 'inbox__one--new'}`}
        label={[unread, item.title, item.words, item.communityName, when]
          .filter(Boolean)
          .join('，')}
        onTap={() => onOpen(item)}
      >
        <View className="inbox__line">
          <Text className="inbox__title">{item.title}</Text>
          <Text className="small">{when}</Text>
        </View>
        {item.words ? <Text className="quiet clamp">{item.words}</Text> : null}
        <Text className="small">{item.communityName}</Text>
      </Tap>
    )
  },
  (before, after) => before.item === after.item,
)

const Older = ({ isBusy }: { isBusy: boolean }) => (
  <View className="buttons">
    <Button
      kind="plain"
      text={INBOX_TEXT.more}
      isBusy={isBusy}
      onTap={() => void loadOlder().catch((error: unknown) => toast(textOf(error)))}
    />
  </View>
)
