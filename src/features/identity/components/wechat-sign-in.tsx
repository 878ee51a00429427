import { Text, View } from '@tarojs/components'
import { toast } from '@/platform/dialogs'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { signInWithWechat, WechatSilent } from '../actions'
import { SIGN_IN_TEXT } from '../text'

/** One tap in WeChat. */
export const WechatSignIn = ({
  withConsent,
  onSignedIn,
}: {
  withConsent: (work: () => void) => void
  onSignedIn: () => void
}) => {
  const { isBusy, act } = useAct()
  const signIn = async () => {
    try {
      await signInWithWechat()
      onSignedIn()
    } catch (error) {
      if (!(error instanceof WechatSilent)) throw error
      toast(SIGN_IN_TEXT.wechatSilent)
    }
  }
  return (
    <View className="buttons">
      <Button
        text={SIGN_IN_TEXT.wechat}
        isBusy={isBusy}
        onTap={() => withConsent(() => void act(signIn))}
      />
      <Text className="quiet sign-in__note">{SIGN_IN_TEXT.wechatNote}</Text>
    </View>
  )
}
