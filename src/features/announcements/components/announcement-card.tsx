import { Image, Text, View } from '@tarojs/components'
import type { Announcement } from '../../../../contract/announcements'
import { pictureUrl } from '@/api/client'
import { nowMs } from '@/platform/now'
import { Icon } from '@/ui/icon'
import { Tag } from '@/ui/tag'
import { Tap } from '@/ui/tap'
import { whenText } from '@/ui/time'
import { ANNOUNCEMENTS_TEXT } from '../text'
import './announcement-card.scss'

/** So much of it a screen reader says in a list. */
const SPOKEN_BEGINNING = 60

/** The beginning of an announcement, with a mark while it is unread. */
export const AnnouncementCard = ({
  announcement,
  onOpen,
}: {
  announcement: Announcement
  onOpen: () => void
}) => {
  const { title, words, photos, isPinned, isRead } = announcement
  const [first] = photos
  const foot = footOf(announcement)
  const label = [
    !isRead && ANNOUNCEMENTS_TEXT.unread,
    isPinned && ANNOUNCEMENTS_TEXT.pinned,
    title,
    words.slice(0, SPOKEN_BEGINNING),
    foot,
  ]
  return (
    <Tap
      className="card announcement"
      role="link"
      label={label.filter(Boolean).join('，')}
      onTap={onOpen}
    >
      <View className="announcement__main">
        <View className="announcement__head">
          <View className={`announcement__sign ${isRead ? '' : 'announcement__sign--new'}`}>
            <Icon name="horn" />
          </View>
          <Text className={`announcement__title ${isRead ? '' : 'announcement__title--new'}`}>
            {title}
          </Text>
          {isPinned ? <Tag text={ANNOUNCEMENTS_TEXT.pinned} kind="wait" /> : null}
        </View>
        <Text className="announcement__words clamp">{words}</Text>
        <View className="announcement__foot">
          {isRead ? null : <Tag text={ANNOUNCEMENTS_TEXT.unread} kind="bad" />}
          <Text className="small">{foot}</Text>
        </View>
      </View>
      {first ? (
        <Image className="announcement__thumb" src={pictureUrl(first.thumbUrl)} mode="aspectFill" />
      ) : null}
    </Tap>
  )
}

const footOf = ({ authorName, at, editedAt, photos, commentCount }: Announcement): string =>
  [
    ANNOUNCEMENTS_TEXT.by(authorName, whenText(at, nowMs())),
    editedAt && ANNOUNCEMENTS_TEXT.edited,
    photos.length > 1 && ANNOUNCEMENTS_TEXT.photos(photos.length),
    commentCount > 0 && ANNOUNCEMENTS_TEXT.comments(commentCount),
  ]
    .filter(Boolean)
    .join(' · ')
