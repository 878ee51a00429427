import { Text, View } from '@tarojs/components'
import type { Me } from '../../../../contract/identity'
import { useSession } from '@/stores/session'
import { Button } from '@/ui/button'
import { Icon, type IconName } from '@/ui/icon'
import { GROUPS_TEXT } from '../text'

interface Props {
  me: Me | null
  onSignIn: () => void
  onJoin: () => void
}

const PROMISES: readonly { icon: IconName; text: string }[] = [
  { icon: 'people', text: '进楼里、社区的群' },
  { icon: 'camera', text: '拍照上报，看着办好' },
  { icon: 'pin', text: '找走路能到的服务' },
]

/** For whom is in no community yet: what this is, and the one next step. */
export const Welcome = ({ me, onSignIn, onJoin }: Props) => {
  const isSample = useSession(({ start }) => start?.isSample ?? false)
  const waiting = me?.applications.find(({ state }) => state === 'waiting')
  const title = waiting
    ? GROUPS_TEXT.waitingTitle(waiting.communityName)
    : me
      ? GROUPS_TEXT.joinTitle
      : GROUPS_TEXT.welcomeTitle
  const words = waiting
    ? GROUPS_TEXT.waitingHint
    : me
      ? GROUPS_TEXT.joinHint
      : GROUPS_TEXT.welcomeWords
  return (
    <View className="welcome">
      <View className="welcome__sign">邻</View>
      <Text className="welcome__title">{title}</Text>
      <Text className="welcome__words">{words}</Text>
      {me ? null : (
        <View className="welcome__promises">
          {PROMISES.map(({ icon, text }) => (
            <View className="welcome__promise" key={icon}>
              <Icon name={icon} />
              <Text>{text}</Text>
            </View>
          ))}
        </View>
      )}
      <View className="welcome__act">
        {me ? (
          <Button text={waiting ? GROUPS_TEXT.seeApplication : GROUPS_TEXT.join} onTap={onJoin} />
        ) : (
          <Button text={isSample ? GROUPS_TEXT.trySample : GROUPS_TEXT.signIn} onTap={onSignIn} />
        )}
      </View>
    </View>
  )
}
