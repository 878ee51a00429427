import { Text, View } from '@tarojs/components'
import { toast } from '@/platform/dialogs'
import { copyText } from '@/platform/phone'
import { Button } from '@/ui/button'
import { Sheet } from '@/ui/sheet'
import { FINDER_TEXT } from '../text'

interface Named {
  name: string
}

/** A community that nobody has opened yet, and what one can do about it. */
export const NotOpen = ({ card }: { card: Named }) => {
  const message = FINDER_TEXT.notOpenMessage(card.name)
  const copy = async () => {
    await copyText(message)
    toast(FINDER_TEXT.copied)
  }
  return (
    <View>
      <View className="not-open">
        <Text className="words">{FINDER_TEXT.notOpenWhat}</Text>
        <Text className="not-open__message">{message}</Text>
      </View>
      <View className="buttons">
        <Button text={FINDER_TEXT.copy} onTap={() => void copy()} />
      </View>
    </View>
  )
}

export const NotOpenSheet = ({ card, onClose }: { card: Named; onClose: () => void }) => (
  <Sheet title={FINDER_TEXT.notOpenTitle(card.name)} onClose={onClose}>
    <NotOpen card={card} />
  </Sheet>
)
