import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/ui/button'
import { Sheet } from '@/ui/sheet'
import { ORDER_TEXT } from '../text'
import { ReasonField } from './reason-field'

interface Props {
  title: string
  label: string
  hint?: string
  beginnings?: readonly { chip: string; words: string }[]
  /** Without them it may be sent as well. */
  isOptional?: boolean
  send: string
  isDangerous?: boolean
  isBusy: boolean
  onSend: (words: string) => void
  onClose: () => void
}

/** Asks for the words that go with an act. */
export const WordsSheet = ({
  title,
  label,
  hint,
  beginnings,
  isOptional,
  send,
  isDangerous,
  isBusy,
  onSend,
  onClose,
}: Props) => {
  const [words, setWords] = useState('')
  const isMissing = !isOptional && !words.trim()
  return (
    <Sheet title={title} onClose={onClose}>
      <ReasonField
        label={label}
        {...(hint && { hint })}
        {...(beginnings && { beginnings })}
        words={words}
        onWords={setWords}
      />
      <View className="buttons">
        <Button
          text={send}
          kind={isDangerous ? 'danger' : 'main'}
          isBusy={isBusy}
          {...(isMissing && { hint: ORDER_TEXT.needsReason })}
          onTap={() => onSend(words.trim())}
        />
      </View>
    </Sheet>
  )
}
