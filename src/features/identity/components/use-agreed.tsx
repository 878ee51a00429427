import { Text, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { go } from '@/platform/go'
import { loadStart, useSession } from '@/stores/session'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Sheet } from '@/ui/sheet'
import { Tap } from '@/ui/tap'
import { agreeTo, takeBackConsent, useConsent } from '../consent'
import { SIGN_IN_TEXT } from '../text'
import './identity.scss'

const readNotice = () => go('resident/privacy/index')

/**
 * Lets something happen only once the notice has been agreed to: `withConsent` does it at once, or
 * asks first and then goes on. `line` is the box to tick, `sheet` the question.
 */
export const useAgreed = (): {
  withConsent: (work: () => void) => void
  line: ReactNode
  sheet: ReactNode
} => {
  const version = useSession(({ start }) => start?.notice.version)
  const agreedVersion = useConsent((state) => state.version)
  const [next, setNext] = useState<(() => void) | null>(null)
  const isAgreed = version !== undefined && agreedVersion === version

  const withConsent = (work: () => void) => (isAgreed ? work() : setNext(() => work))
  return {
    withConsent,
    line: (
      <ConsentLine
        isAgreed={isAgreed}
        onToggle={() => {
          if (isAgreed) takeBackConsent()
          else if (version) agreeTo(version)
          else setNext(() => () => undefined)
        }}
      />
    ),
    sheet: next ? <ConsentSheet onClose={() => setNext(null)} onAgreed={next} /> : null,
  }
}

const ConsentLine = ({ isAgreed, onToggle }: { isAgreed: boolean; onToggle: () => void }) => (
  <View className="consent">
    <Tap
      className="consent__tick"
      role="checkbox"
      isOn={isAgreed}
      label={SIGN_IN_TEXT.consentLabel}
      onTap={onToggle}
    >
      <View className={`consent__box ${isAgreed ? 'consent__box--on' : ''}`} />
      <Text>{SIGN_IN_TEXT.consentStart}</Text>
    </Tap>
    <Tap className="consent__link" role="link" onTap={readNotice}>
      <Text>{SIGN_IN_TEXT.consentNotice}</Text>
    </Tap>
  </View>
)

const ConsentSheet = ({ onClose, onAgreed }: { onClose: () => void; onAgreed: () => void }) => {
  const notice = useSession(({ start }) => start?.notice)
  const { isBusy, act } = useAct()
  const agree = () =>
    act(async () => {
      // Opened without a network: the version that is agreed to must be the one that holds.
      const { version } = notice ?? (await loadStart()).notice
      agreeTo(version)
      onClose()
      onAgreed()
    })
  return (
    <Sheet title={SIGN_IN_TEXT.agreeFirst} onClose={onClose}>
      <View className="consent-sheet">
        {notice ? <Text className="words">{SIGN_IN_TEXT.agreeWhy(notice.controller)}</Text> : null}
        <Text className="words">{SIGN_IN_TEXT.agreeCan}</Text>
        <Tap className="consent__link" role="link" onTap={readNotice}>
          <Text>{SIGN_IN_TEXT.readNotice}</Text>
        </Tap>
      </View>
      <View className="buttons">
        <Button text={SIGN_IN_TEXT.agree} isBusy={isBusy} onTap={() => void agree()} />
        <Button kind="plain" text={SIGN_IN_TEXT.disagree} onTap={onClose} />
      </View>
    </Sheet>
  )
}
