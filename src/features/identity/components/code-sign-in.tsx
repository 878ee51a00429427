import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { Invitation } from '../../../../contract/communities'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Field } from '@/ui/field'
import { findInvitation, signInWithCode } from '../actions'
import { readCode, type CodeReading } from '../sign-in-code'
import { ROLE_TEXT, SIGN_IN_TEXT } from '../text'

interface Props {
  /** A code that came with a link. */
  startCode?: string
  withConsent: (work: () => void) => void
  onSignedIn: () => void
  /** The code turned out to be one for neighbours. */
  onJoin: (code: string) => void
}

/** Signs in with a one-time code; one that invites to an office says so, and asks how the person is called. */
export const CodeSignIn = ({ startCode = '', withConsent, onSignedIn, onJoin }: Props) => {
  const [typed, setTyped] = useState(startCode)
  const [surname, setSurname] = useState('')
  const [isTried, setTried] = useState(false)
  const { isBusy, act } = useAct()
  const reading = readCode(typed)
  const invitation = useInvitation(reading)
  const isOffice = invitation !== null && invitation.kind !== 'resident'

  if (invitation?.kind === 'resident')
    return (
      <View>
        <CodeField typed={typed} setTyped={setTyped} problem={SIGN_IN_TEXT.invitedResident} />
        <View className="buttons">
          <Button text={SIGN_IN_TEXT.invitedResidentAct} onTap={() => onJoin(invitation.code)} />
        </View>
      </View>
    )

  const codeProblem = isTried && reading.is === 'unfinished' ? SIGN_IN_TEXT.codeProblem : undefined
  const surnameProblem =
    isTried && isOffice && !surname.trim() ? SIGN_IN_TEXT.surnameProblem : undefined
  const signIn = () => {
    setTried(true)
    if (reading.is === 'unfinished' || (isOffice && !surname.trim())) return
    withConsent(() => void act(() => signInWithCode(reading.code, surname).then(onSignedIn)))
  }
  return (
    <View>
      <CodeField typed={typed} setTyped={setTyped} problem={codeProblem} />
      {isOffice ? (
        <View className="sign-in__invited">
          <Text>{SIGN_IN_TEXT.invited(invitation.community.name, ROLE_TEXT[invitation.kind])}</Text>
        </View>
      ) : null}
      <Field
        label={isOffice ? SIGN_IN_TEXT.surname : SIGN_IN_TEXT.surnameOnce}
        value={surname}
        hint={SIGN_IN_TEXT.surnameHint}
        maxLength={10}
        problem={surnameProblem}
        onInput={setSurname}
      />
      <View className="buttons">
        <Button text={SIGN_IN_TEXT.signIn} isBusy={isBusy} onTap={signIn} />
      </View>
      <Text className="group__foot">{SIGN_IN_TEXT.codeWhat}</Text>
    </View>
  )
}

const CodeField = ({
  typed,
  setTyped,
  problem,
}: {
  typed: string
  setTyped: (typed: string) => void
  problem: string | undefined
}) => (
  <Field
    label={SIGN_IN_TEXT.code}
    value={typed}
    hint={SIGN_IN_TEXT.codeHint}
    maxLength={24}
    problem={problem}
    onInput={setTyped}
  />
)

/** What the typed code invites to, looked up as soon as it is whole. A failure is no news: signing in says it. */
const useInvitation = (reading: CodeReading): Invitation | null => {
  const code = reading.is === 'whole' ? reading.code : null
  const [found, setFound] = useState<{ code: string; invitation: Invitation | null } | null>(null)
  useEffect(() => {
    if (!code) return
    let isLate = false
    findInvitation(code).then(
      (invitation) => {
        if (!isLate) setFound({ code, invitation })
      },
      () => undefined,
    )
    return () => {
      isLate = true
    }
  }, [code])
  return found?.code === code ? found.invitation : null
}
