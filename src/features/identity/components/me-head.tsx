import { Text, View } from '@tarojs/components'
import type { Me, Membership } from '../../../../contract/identity'
import { Button } from '@/ui/button'
import { Tag } from '@/ui/tag'
import { ME_TEXT, ROLE_TEXT } from '../text'
import './identity.scss'

/** Who I am, as my neighbours see me. */
export const MeHead = ({ me, membership }: { me: Me; membership: Membership | null }) => {
  const role = membership?.role ?? (me.isOperator ? 'operator' : null)
  const title = membership?.nickname ?? (me.surname || ME_TEXT.nameless)
  return (
    <View className="me-head">
      <View className="face face--large" aria-hidden>
        {me.surname.slice(0, 1) || ME_TEXT.nameless.slice(0, 1)}
      </View>
      <View className="me-head__main">
        <View className="person__head">
          <Text className="me-head__name">{title}</Text>
          {role && role !== 'resident' ? <Tag kind="go" text={ROLE_TEXT[role]} /> : null}
        </View>
        <Text className="quiet">
          {membership?.communityName ?? (me.isOperator ? ME_TEXT.street : ME_TEXT.notMember)}
        </Text>
      </View>
    </View>
  )
}

export const SignedOutHead = ({ onSignIn }: { onSignIn: () => void }) => (
  <View className="me-head">
    <View className="face face--large" aria-hidden>
      {ME_TEXT.nameless.slice(0, 1)}
    </View>
    <View className="me-head__main">
      <Text className="me-head__name">{ME_TEXT.signedOut}</Text>
      <Text className="quiet">{ME_TEXT.signedOutHint}</Text>
      <View className="me-head__act">
        <Button text={ME_TEXT.signIn} onTap={onSignIn} />
      </View>
    </View>
  </View>
)
