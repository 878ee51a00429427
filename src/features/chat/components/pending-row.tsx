import { Text, View } from '@tarojs/components'
import { errorText } from '../../../../contract/error-text'
import { confirm } from '@/platform/dialogs'
import { Tap } from '@/ui/tap'
import { dropOutgoing, sendAgain, type Outgoing } from '../outbox'
import { CHAT_TEXT } from '../text'

/** Said here, and not yet known to be there. */
export const PendingRow = ({ outgoing }: { outgoing: Outgoing }) => {
  const { commandId, state } = outgoing
  const drop = async () => {
    if (await confirm({ title: CHAT_TEXT.dropTitle, yes: CHAT_TEXT.drop, isDangerous: true }))
      dropOutgoing(commandId)
  }
  return (
    <View className="said said--mine">
      <View className="said__row">
        <View className="said__sign">{CHAT_TEXT.me}</View>
        <View className="said__body">
          <View className="said__content said__content--pending">
            <Text className="said__words">{inWords(outgoing)}</Text>
          </View>
          {state.is === 'failed' ? (
            <View className="said__failed" role="alert">
              <Text>{`${CHAT_TEXT.failed}：${errorText(state.code)}`}</Text>
              <View className="said__again">
                <Tap className="said__act" onTap={() => sendAgain(commandId)}>
                  {CHAT_TEXT.again}
                </Tap>
                <Tap className="said__act" onTap={() => void drop()}>
                  {CHAT_TEXT.drop}
                </Tap>
              </View>
            </View>
          ) : (
            <View className="said__note" role="status">
              {state.is === 'sending' ? CHAT_TEXT.sending : CHAT_TEXT.waiting}
            </View>
          )}
        </View>
      </View>
    </View>
  )
}

const inWords = ({ words, photos, place, ticket }: Outgoing): string => {
  if (words) return words
  if (photos.length > 0) return CHAT_TEXT.photo(photos.length)
  return ticket ? CHAT_TEXT.cardOf(ticket.name) : (place?.name ?? '')
}
