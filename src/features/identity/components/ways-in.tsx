import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Start } from '../../../../contract/identity'
import { isWechat } from '@/platform/wechat'
import { Cell, Group } from '@/ui/cell'
import { SIGN_IN_TEXT } from '../text'
import { CodeSignIn } from './code-sign-in'
import { SamplePeople } from './sample-people'
import { useAgreed } from './use-agreed'
import { WechatSignIn } from './wechat-sign-in'

interface Props {
  start: Start
  startCode?: string
  onSignedIn: () => void
  onJoin: (code: string) => void
}

/** The ways in that this server and this phone have: WeChat, the sample town's people, a one-time code. */
export const WaysIn = ({ start, startCode, onSignedIn, onJoin }: Props) => {
  const { withConsent, line, sheet } = useAgreed()
  const hasWechat = isWechat && start.hasWechat
  const [isCodeShown, setCodeShown] = useState(Boolean(startCode) || !(start.isSample || hasWechat))
  return (
    <View>
      {line}
      {hasWechat ? <WechatSignIn withConsent={withConsent} onSignedIn={onSignedIn} /> : null}
      {start.isSample ? <SamplePeople withConsent={withConsent} onSignedIn={onSignedIn} /> : null}
      {isCodeShown ? (
        <View>
          <Text className="group__title">{SIGN_IN_TEXT.codeTitle}</Text>
          <CodeSignIn
            startCode={startCode}
            withConsent={withConsent}
            onSignedIn={onSignedIn}
            onJoin={onJoin}
          />
        </View>
      ) : (
        <Group>
          <Cell title={SIGN_IN_TEXT.otherWays} onTap={() => setCodeShown(true)} />
        </Group>
      )}
      {sheet}
    </View>
  )
}
