import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Frame } from '@/features/frame/frame'
import { NewNotice } from '@/features/identity/components/new-notice'
import { SignInHead } from '@/features/identity/components/sign-in-head'
import { WaysIn } from '@/features/identity/components/ways-in'
import { mustAgreeAgain } from '@/features/identity/consent'
import { SIGN_IN_TEXT } from '@/features/identity/text'
import { back, goInstead } from '@/platform/go'
import { useShown } from '@/platform/use-shown'
import { currentMe, loadStart, useMe, useSession } from '@/stores/session'
import { useLoaded } from '@/stores/use-loaded'
import { Empty, Failed, Skeleton } from '@/ui/states'

const SignInPage = () => {
  const me = useMe()
  const start = useSession((state) => state.start)
  if (!me)
    return (
      <Frame>
        <SignedOut />
      </Frame>
    )
  return (
    <Frame>
      {mustAgreeAgain(me, start) ? (
        <NewNotice onAgreed={back} />
      ) : (
        <Empty title={SIGN_IN_TEXT.already} act={SIGN_IN_TEXT.goOn} onAct={back} />
      )}
    </Frame>
  )
}

/** Whoever has just come in goes back to where they were, unless the notice has to be agreed to anew. */
const goOn = (): void => {
  if (!mustAgreeAgain(currentMe(), useSession.getState().start)) back()
}

const SignedOut = () => {
  const { params } = useRouter()
  const start = useSession((state) => state.start)
  const { state, reload } = useLoaded(loadStart)
  useShown(reload)
  return (
    <View>
      <SignInHead />
      {start ? (
        <WaysIn
          start={start}
          startCode={params.code}
          onSignedIn={goOn}
          onJoin={(code) => goInstead('resident/join/index', { code })}
        />
      ) : state.is === 'failed' ? (
        <Failed words={state.words} onRetry={() => void reload()} />
      ) : (
        <Skeleton />
      )}
    </View>
  )
}

export default SignInPage
