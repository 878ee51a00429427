import { Text, View } from '@tarojs/components'
import { errorText } from '../../../../contract/error-text'
import { toast } from '@/platform/dialogs'
import { PhoneNumber } from '@/platform/phone-number'
import { useAct } from '@/stores/use-act'
import { useSession } from '@/stores/session'
import { provePhone, type Where } from '../actions'
import { sendRefusedAgain } from '../outbox'
import { CHAT_TEXT } from '../text'

/** Who is not known yet: one tap in WeChat; in the browser, how else to become known. What waited is sent then. */
export const PhoneNeeded = ({ where }: { where: Where }) => {
  const { isBusy, act } = useAct()
  const hasWechat = useSession(({ start }) => start?.hasWechat ?? false)
  if (!PhoneNumber || !hasWechat)
    return (
      <View className="say say--shut">
        <Text>{errorText('phone-needed')}</Text>
        {hasWechat ? <View>{CHAT_TEXT.phoneInWechat}</View> : null}
      </View>
    )
  const prove = (code: string | null): void => {
    if (!code) return toast(CHAT_TEXT.phoneRefused)
    void act(async () => {
      await provePhone(where, code)
      sendRefusedAgain('phone-needed')
    })
  }
  return (
    <View className="say say--shut">
      <View className="say__why">{CHAT_TEXT.phoneWhy}</View>
      <PhoneNumber text={CHAT_TEXT.phoneProve} isBusy={isBusy} onCode={prove} />
    </View>
  )
}
