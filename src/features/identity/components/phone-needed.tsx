import { Text, View } from '@tarojs/components'
import { errorText } from '../../../../contract/error-text'
import { toast } from '@/platform/dialogs'
import { PhoneNumber } from '@/platform/phone-number'
import { useSession } from '@/stores/session'
import { useAct } from '@/stores/use-act'
import { provePhone } from '../actions'
import { PHONE_TEXT } from '../text'
import './phone-needed.scss'

/**
 * Who is not known yet: one tap in WeChat; in the browser, how else to become known. Wherever one speaks it is
 * asked in the same words, and proven once it holds everywhere: `onProved` sends what waited for it.
 */
export const PhoneNeeded = ({ onProved }: { onProved: () => Promise<unknown> }) => {
  const { isBusy, act } = useAct()
  const hasWechat = useSession(({ start }) => start?.hasWechat ?? false)
  if (!PhoneNumber || !hasWechat)
    return (
      <View className="phone-needed">
        <Text>{errorText('phone-needed')}</Text>
        {hasWechat ? <View>{PHONE_TEXT.inWechat}</View> : null}
      </View>
    )
  const prove = (code: string | null): void => {
    if (!code) return toast(PHONE_TEXT.refused)
    void act(async () => {
      await provePhone(code)
      await onProved()
    })
  }
  return (
    <View className="phone-needed">
      <View className="phone-needed__why">{PHONE_TEXT.why}</View>
      <PhoneNumber text={PHONE_TEXT.prove} isBusy={isBusy} onCode={prove} />
    </View>
  )
}
