import { Text, View } from '@tarojs/components'
import type { Announcement } from '../../../../contract/announcements'
import { nowMs } from '@/platform/now'
import { Icon } from '@/ui/icon'
import { Tag } from '@/ui/tag'
import { Tap } from '@/ui/tap'
import { whenText } from '@/ui/time'
import { ANNOUNCEMENTS_TEXT } from '../text'
import './announcement-card.scss'

/** An announcement: its beginning with `onOpen`, else whole. */
export const AnnouncementCard = ({
  announcement,
  onOpen,
}: {
  announcement: Announcement
  onOpen?: () => void
}) => {
  const { title, words, authorName, isPinned, at } = announcement
  const inside = (
    <>
      <View className="announcement__head">
        <View className="announcement__sign">
          <Icon name="horn" />
        </View>
        <Text className="announcement__title">{title}</Text>
        {isPinned ? <Tag text={ANNOUNCEMENTS_TEXT.pinned} kind="wait" /> : null}
      </View>
      <Text className={onOpen ? 'announcement__words clamp' : 'announcement__words'}>{words}</Text>
      <Text className="small">{ANNOUNCEMENTS_TEXT.by(authorName, whenText(at, nowMs()))}</Text>
    </>
  )
  return onOpen ? (
    <Tap className="card announcement" role="link" onTap={onOpen}>
      {inside}
    </Tap>
  ) : (
    <View className="card announcement">{inside}</View>
  )
}
