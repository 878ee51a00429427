import { View } from '@tarojs/components'
import { useSession } from '@/stores/session'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { agreeTo } from '../consent'
import { giveConsent, signOut } from '../actions'
import { SIGN_IN_TEXT } from '../text'
import { NoticeText } from './notice-text'

/** The notice has changed since this person agreed: shown whole, agreed to or not. */
export const NewNotice = ({ onAgreed }: { onAgreed: () => void }) => {
  const version = useSession(({ start }) => start?.notice.version)
  const { isBusy, act } = useAct()
  const agree = () =>
    void act(async () => {
      if (!version) return
      await giveConsent(version)
      agreeTo(version)
      onAgreed()
    })
  return (
    <View>
      <View className="sign-in__head">
        <View className="sign-in__name">{SIGN_IN_TEXT.newNotice}</View>
        <View className="quiet">{SIGN_IN_TEXT.newNoticeWhy}</View>
      </View>
      <NoticeText />
      <View className="buttons">
        <Button text={SIGN_IN_TEXT.agree} isBusy={isBusy} onTap={agree} />
        <Button kind="plain" text={SIGN_IN_TEXT.newNoticeNo} onTap={() => void act(signOut)} />
      </View>
    </View>
  )
}
