import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { confirm, toast } from '@/platform/dialogs'
import { StorageFull } from '@/platform/storage'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Sheet } from '@/ui/sheet'
import { keepAppeal, readAppeal } from '../appeal-draft'
import { APPEAL_TEXT } from '../text'
import { useCommand } from '../use-command'
import { ReasonField } from './reason-field'

interface Props {
  /** What is appealed against: the draft is kept under it. */
  about: string
  onSend: (words: string, commandId: string) => Promise<unknown>
  onDone: () => void
  onClose: () => void
}

/** Asking once for another look; what was begun stays until it is sent. */
export const AppealSheet = ({ about, onSend, onDone, onClose }: Props) => {
  const [words, setWords] = useState(() => readAppeal(about))
  const { isBusy, act } = useAct()
  const command = useCommand()
  const write = (next: string) => {
    setWords(next)
    try {
      keepAppeal(about, next)
    } catch (error) {
      if (!(error instanceof StorageFull)) throw error
      toast(APPEAL_TEXT.full)
    }
  }
  const send = async () => {
    const isSure = await confirm({
      title: APPEAL_TEXT.ask,
      words: APPEAL_TEXT.askWords,
      yes: APPEAL_TEXT.actSend,
    })
    if (!isSure) return
    await act(async () => {
      const said = words.trim()
      await command([said], (id) => onSend(said, id))
      keepAppeal(about, '')
      toast(APPEAL_TEXT.actDone)
      onClose()
    }).finally(onDone)
  }
  return (
    <Sheet title={APPEAL_TEXT.actTitle} onClose={onClose}>
      <ReasonField
        label={APPEAL_TEXT.mineWords}
        hint={APPEAL_TEXT.mineHint}
        maxLength={500}
        words={words}
        onWords={write}
      />
      <View className="field">
        <Text className="small">{APPEAL_TEXT.once}</Text>
      </View>
      <View className="buttons">
        <Button
          text={APPEAL_TEXT.actSend}
          isBusy={isBusy}
          {...(!words.trim() && { hint: APPEAL_TEXT.missing })}
          onTap={() => void send()}
        />
      </View>
    </Sheet>
  )
}
