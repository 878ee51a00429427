import { Text, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { useShown } from '@/platform/use-shown'
import { useMe } from '@/stores/session'
import { useAct } from '@/stores/use-act'
import { useLoaded } from '@/stores/use-loaded'
import { Button } from '@/ui/button'
import { Field } from '@/ui/field'
import { Empty } from '@/ui/states'
import { Shown } from '@/ui/shown'
import type { Invitation } from '../../../../contract/communities'
import { acceptInvitation, loadInvitation } from '../actions'
import { JOIN_TEXT } from '../text'

type Office = Exclude<Invitation['kind'], 'resident'>

/** What a code invites to: to live here, which is then asked for, or to an office, which can be taken up. */
export const Invited = ({
  code,
  onSignIn,
  onTakenUp,
  asNeighbour,
}: {
  code: string
  onSignIn: () => void
  onTakenUp: (communityId: string) => void
  asNeighbour: (communityId: string) => ReactNode
}) => {
  const { state, reload } = useLoaded(() => loadInvitation(code))
  useShown(reload)
  return (
    <Shown load={state} onRetry={() => void reload()}>
      {(invitation) =>
        invitation.kind === 'resident' ? (
          asNeighbour(invitation.community.communityId)
        ) : (
          <OfficeInvitation
            invitation={invitation}
            kind={invitation.kind}
            onSignIn={onSignIn}
            onTakenUp={onTakenUp}
          />
        )
      }
    </Shown>
  )
}

const OfficeInvitation = ({
  invitation: { code, community },
  kind,
  onSignIn,
  onTakenUp,
}: {
  invitation: Invitation
  kind: Office
  onSignIn: () => void
  onTakenUp: (communityId: string) => void
}) => {
  const me = useMe()
  const holds = me?.memberships.some(
    (one) => one.communityId === community.communityId && one.role === kind,
  )
  if (holds)
    return (
      <Empty
        sign="✓"
        title={JOIN_TEXT.accepted(community.name, kind)}
        act={JOIN_TEXT.goToWork}
        onAct={() => onTakenUp(community.communityId)}
      />
    )
  return (
    <View>
      <View className="finder__title">
        <Text>{JOIN_TEXT.officeTitle(community.name, kind)}</Text>
        <View className="quiet">{JOIN_TEXT.officeHint[kind]}</View>
      </View>
      {me ? (
        <Accept code={code} known={me.surname} />
      ) : (
        <View className="buttons">
          <Button text={JOIN_TEXT.officeSignIn} onTap={onSignIn} />
        </View>
      )}
    </View>
  )
}

const Accept = ({ code, known }: { code: string; known: string }) => {
  const [surname, setSurname] = useState(known)
  const [isTried, setTried] = useState(false)
  const { isBusy, act } = useAct()
  const accept = () => {
    setTried(true)
    if (surname.trim()) void act(() => acceptInvitation(code, surname))
  }
  return (
    <View>
      <Field
        label={JOIN_TEXT.surname}
        value={surname}
        hint={JOIN_TEXT.surnameHint}
        maxLength={10}
        problem={isTried && !surname.trim() ? JOIN_TEXT.problems.surname : undefined}
        onInput={setSurname}
      />
      <View className="buttons">
        <Button text={JOIN_TEXT.accept} isBusy={isBusy} onTap={accept} />
      </View>
    </View>
  )
}
