import { Image, Text, View } from '@tarojs/components'
import { Tap } from './tap'

interface Props {
  urls: readonly string[]
  onShow?: (at: number) => void
  onDrop?: (at: number) => void
  onAdd?: () => void
  atMost?: number
  addText?: string
}

/** Pictures in rows of squares; with `onAdd` one can add, with `onDrop` take away. */
export const PhotoGrid = ({
  urls,
  onShow,
  onDrop,
  onAdd,
  atMost = 9,
  addText = '拍照/选图',
}: Props) => (
  <View className="photos">
    {urls.map((url, at) => (
      <View className="photos__one" key={`${at}-${url}`}>
        <Tap label={`第 ${at + 1} 张照片`} onTap={() => onShow?.(at)}>
          <Image className="photos__picture" src={url} mode="aspectFill" />
        </Tap>
        {onDrop ? (
          <Tap className="photos__drop" label={`去掉第 ${at + 1} 张`} onTap={() => onDrop(at)}>
            ×
          </Tap>
        ) : null}
      </View>
    ))}
    {onAdd && urls.length < atMost ? (
      <Tap className="photos__add" label={addText} onTap={onAdd}>
        <Text className="photos__plus">＋</Text>
        <Text>{addText}</Text>
      </Tap>
    ) : null}
  </View>
)
