import { Text, View } from '@tarojs/components'
import { ANNOUNCING } from '../../../../domain/group/announcing'
import { textOf } from '@/api/api-error'
import { pictureUrl } from '@/api/client'
import { toast } from '@/platform/dialogs'
import { newCommandId } from '@/platform/ids'
import { dropFile, keepFile } from '@/platform/kept-files'
import { choosePhotos, showPhotos } from '@/platform/photos'
import { PhotoGrid } from '@/ui/photo-grid'
import type { AnnounceDraft, AnnouncePhoto } from '../announce-draft'
import { ANNOUNCE_TEXT } from '../desk-text'
import type { ChangeDraft } from '../use-announce-draft'

interface Props {
  draft: AnnounceDraft
  urls: readonly string[]
  onChange: ChangeDraft
}

export const AnnouncePhotos = ({ draft: { photos }, urls: paths, onChange }: Props) => {
  const urls = paths.map(pictureUrl)
  const add = async () => {
    const chosen = await choosePhotos(ANNOUNCING.photosAtMost - photos.length, 'both')
    const kept = await keepPhotos(chosen)
    if (kept.length > 0)
      onChange({ photos: [...photos, ...kept].slice(0, ANNOUNCING.photosAtMost) })
  }
  const drop = (at: number) => {
    const gone = photos[at]
    onChange({ photos: photos.filter((one) => one !== gone) })
    if (gone?.file) dropFile(gone.file)
  }
  return (
    <View className="field">
      <Text className="field__label">{ANNOUNCE_TEXT.photos}</Text>
      <PhotoGrid
        urls={urls}
        atMost={ANNOUNCING.photosAtMost}
        addText={ANNOUNCE_TEXT.addPhoto}
        onAdd={() => void add().catch((error: unknown) => toast(textOf(error)))}
        onDrop={drop}
        onShow={(at) => showPhotos(urls, at)}
      />
    </View>
  )
}

/** Chosen pictures as files that this phone keeps; one that cannot be kept is told. */
const keepPhotos = async (urls: readonly string[]): Promise<AnnouncePhoto[]> => {
  const kept: AnnouncePhoto[] = []
  for (const url of urls) {
    const commandId = newCommandId()
    try {
      kept.push({ commandId, file: await keepFile(url, commandId) })
    } catch {
      toast(ANNOUNCE_TEXT.addFailed)
    }
  }
  return kept
}
