import { Text, View } from '@tarojs/components'
import type { Message } from '../../../../contract/chat'
import { pictureUrl } from '@/api/client'
import { showPhotos } from '@/platform/photos'
import { PhotoGrid } from '@/ui/photo-grid'
import { QUEUE_TEXT } from '../text'

/** What was said, whole, as the group sees it or would. */
export const SaidWords = ({ message }: { message: Message }) => {
  const { words, photos, place, quote, ticket } = message
  return (
    <View className="order-said">
      {quote ? (
        <Text className="order-said__quote">
          {QUEUE_TEXT.quote(quote.authorName, quote.beginning)}
        </Text>
      ) : null}
      {words ? <Text className="order-said__words">{words}</Text> : null}
      {photos.length > 0 ? (
        <PhotoGrid
          urls={photos.map(({ thumbUrl }) => pictureUrl(thumbUrl))}
          onShow={(at) =>
            showPhotos(
              photos.map(({ fullUrl }) => pictureUrl(fullUrl)),
              at,
            )
          }
        />
      ) : null}
      {place ? <Text className="order-said__more">{QUEUE_TEXT.place(place.name)}</Text> : null}
      {ticket ? (
        <Text className="order-said__more">{QUEUE_TEXT.ticket(ticket.categoryName)}</Text>
      ) : null}
    </View>
  )
}
