import { Text, View } from '@tarojs/components'
import { useEffect } from 'react'
import { pictureUrl } from '@/api/client'
import { nowMs } from '@/platform/now'
import { showPhotos } from '@/platform/photos'
import { useLoaded } from '@/stores/use-loaded'
import { PhotoGrid } from '@/ui/photo-grid'
import { Sheet } from '@/ui/sheet'
import { Shown } from '@/ui/shown'
import { whenText } from '@/ui/time'
import type { Where } from '../actions'
import { loadEdits, type AnnouncementEdit } from '../desk-actions'
import { DESK_ANNOUNCEMENTS_TEXT } from '../desk-text'

/** What it said before each change, the latest first. */
export const EarlierVersions = ({ where, onClose }: { where: Where; onClose: () => void }) => {
  const { state, reload } = useLoaded(() => loadEdits(where))
  useEffect(() => void reload(), [reload])
  return (
    <Sheet title={DESK_ANNOUNCEMENTS_TEXT.edits} onClose={onClose}>
      <View className="edits">
        <Shown load={state} onRetry={() => void reload()}>
          {(edits) => edits.map((edit) => <Edit key={edit.changedAt} edit={edit} />)}
        </Shown>
      </View>
    </Sheet>
  )
}

const Edit = ({
  edit: { title, words, photos, changedByName, changedAt },
}: {
  edit: AnnouncementEdit
}) => (
  <View className="edits__one">
    <Text className="small">
      {DESK_ANNOUNCEMENTS_TEXT.editBy(changedByName, whenText(changedAt, nowMs()))}
    </Text>
    <Text className="edits__title">{title}</Text>
    <Text className="words">{words}</Text>
    {photos.length > 0 ? (
      <View className="edits__photos">
        <PhotoGrid
          urls={photos.map(({ thumbUrl }) => pictureUrl(thumbUrl))}
          onShow={(at) =>
            showPhotos(
              photos.map(({ fullUrl }) => pictureUrl(fullUrl)),
              at,
            )
          }
        />
      </View>
    ) : null}
  </View>
)
