import { Image, Text, View } from '@tarojs/components'
import type { Announcement } from '../../../../contract/announcements'
import { pictureUrl } from '@/api/client'
import { nowMs } from '@/platform/now'
import { showPhotos } from '@/platform/photos'
import { PhotoGrid } from '@/ui/photo-grid'
import { Tag } from '@/ui/tag'
import { Tap } from '@/ui/tap'
import { dueText, whenText } from '@/ui/time'
import { ANNOUNCEMENTS_TEXT } from '../text'
import './announcement-body.scss'

export type ShownPhoto = Pick<Announcement['photos'][number], 'thumbUrl' | 'mediumUrl' | 'fullUrl'>

type Shown = Pick<
  Announcement,
  'title' | 'words' | 'groups' | 'authorName' | 'isPinned' | 'editedAt' | 'at'
> & { photos: readonly ShownPhoto[] }

/** An announcement as whoever reads it sees it whole; also before it goes out. */
export const AnnouncementBody = ({ announcement }: { announcement: Shown }) => {
  const { title, words, photos, groups, authorName, isPinned, editedAt, at } = announcement
  const now = nowMs()
  // Before it goes out, its time is one to come.
  const when = Date.parse(at) > now ? dueText(at, now) : whenText(at, now)
  return (
    <View className="notice-body">
      <Text className="notice-body__title">{title}</Text>
      <View className="notice-body__about">
        <Text className="small">{ANNOUNCEMENTS_TEXT.by(authorName, when)}</Text>
        {isPinned ? <Tag text={ANNOUNCEMENTS_TEXT.pinned} kind="wait" /> : null}
        {editedAt ? (
          <Tag text={ANNOUNCEMENTS_TEXT.editedAt(whenText(editedAt, now))} kind="info" />
        ) : null}
      </View>
      <Text className="small">{ANNOUNCEMENTS_TEXT.to(groups.map(({ name }) => name))}</Text>
      <Text className="notice-body__words" userSelect>
        {words}
      </Text>
      <Photos photos={photos} />
    </View>
  )
}

/** One alone is shown in its shape; several in squares. Each opens large. */
const Photos = ({ photos }: Pick<Shown, 'photos'>) => {
  const show = (at: number) =>
    showPhotos(
      photos.map(({ fullUrl }) => pictureUrl(fullUrl)),
      at,
    )
  const [first] = photos
  if (!first) return null
  if (photos.length > 1)
    return <PhotoGrid urls={photos.map(({ thumbUrl }) => pictureUrl(thumbUrl))} onShow={show} />
  return (
    <Tap label="第 1 张照片" onTap={() => show(0)}>
      <Image className="notice-body__photo" src={pictureUrl(first.mediumUrl)} mode="widthFix" />
    </Tap>
  )
}
