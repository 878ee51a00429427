import { View } from '@tarojs/components'
import { setDisplay, useDisplay } from '@/stores/display'
import { useSession } from '@/stores/session'
import { Group, SwitchCell } from '@/ui/cell'
import { SIGN_IN_TEXT } from '../text'
import './sign-in.scss'

/** Who we are, why one is here again, and larger letters before anything has to be read. */
export const SignInHead = () => {
  const isElder = useDisplay((display) => display.isElder)
  const why = useSession(({ session }) => (session.is === 'signed-out' ? session.why : 'new'))
  return (
    <View>
      <View className="sign-in__head">
        <View className="sign-in__mark" aria-hidden>
          邻
        </View>
        <View className="sign-in__name">{SIGN_IN_TEXT.name}</View>
        <View className="quiet">{SIGN_IN_TEXT.slogan}</View>
      </View>
      {why === 'ended' ? <View className="sign-in__why">{SIGN_IN_TEXT.ended}</View> : null}
      <Group>
        <SwitchCell
          title={SIGN_IN_TEXT.elder}
          note={SIGN_IN_TEXT.elderNote}
          isOn={isElder}
          onChange={(next) => setDisplay({ isElder: next })}
        />
      </Group>
    </View>
  )
}
