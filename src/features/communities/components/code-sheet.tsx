import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/ui/button'
import { Field } from '@/ui/field'
import { Sheet } from '@/ui/sheet'
import { codeFrom } from '../invitation-code'
import { FINDER_TEXT } from '../text'

/** An invitation's code, typed or pasted with its link. */
export const CodeSheet = ({
  onClose,
  onCode,
}: {
  onClose: () => void
  onCode: (code: string) => void
}) => {
  const [typed, setTyped] = useState('')
  const [isTried, setTried] = useState(false)
  const code = codeFrom(typed)
  const goOn = () => {
    setTried(true)
    if (code) onCode(code)
  }
  return (
    <Sheet title={FINDER_TEXT.typeCode} onClose={onClose}>
      <Field
        label={FINDER_TEXT.code}
        value={typed}
        hint={FINDER_TEXT.codeHint}
        problem={isTried && !code ? FINDER_TEXT.codeProblem : undefined}
        onInput={setTyped}
      />
      <View className="buttons">
        <Button text={FINDER_TEXT.codeGo} onTap={goOn} />
      </View>
    </Sheet>
  )
}
