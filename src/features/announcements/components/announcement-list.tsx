import { View } from '@tarojs/components'
import type { Announcement } from '../../../../contract/announcements'
import { useShown } from '@/platform/use-shown'
import { useAct } from '@/stores/use-act'
import { useLiveReading } from '@/stores/use-live-reading'
import { usePaged } from '@/stores/use-paged'
import { Button } from '@/ui/button'
import { Shown } from '@/ui/shown'
import { Empty } from '@/ui/states'
import { loadAnnouncements } from '../actions'
import { isOfAny } from '../live'
import { ANNOUNCEMENTS_TEXT } from '../text'
import { AnnouncementCard } from './announcement-card'

interface Props {
  communityId: string
  onOpen: (announcement: Announcement) => void
}

/** Everything that was announced to me: pinned first, then the newest. */
export const AnnouncementList = ({ communityId, onOpen }: Props) => {
  const list = usePaged(communityId, (before) => loadAnnouncements(communityId, before), {
    isKept: true,
  })
  const { isBusy, act } = useAct()
  useShown(list.reload)
  useLiveReading(communityId, isOfAny, list.reload)
  return (
    <Shown load={list.state} onRetry={() => void list.reload()}>
      {({ items, hasMore }) =>
        items.length === 0 ? (
          <Empty title={ANNOUNCEMENTS_TEXT.empty} hint={ANNOUNCEMENTS_TEXT.emptyHint} />
        ) : (
          <View>
            {items.map((one) => (
              <AnnouncementCard
                key={one.announcementId}
                announcement={one}
                onOpen={() => onOpen(one)}
              />
            ))}
            {hasMore ? (
              <View className="buttons">
                <Button
                  kind="plain"
                  text={ANNOUNCEMENTS_TEXT.more}
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
