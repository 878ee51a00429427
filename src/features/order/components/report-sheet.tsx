import { View } from '@tarojs/components'
import { useState } from 'react'
import { REPORT_REASONS, type ReportReason } from '../../../../domain/group/names'
import { toast } from '@/platform/dialogs'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Choices } from '@/ui/choices'
import { Field } from '@/ui/field'
import { Sheet } from '@/ui/sheet'
import { reportMessage, type MessagePlace } from '../actions'
import { REPORT_SHEET, REPORT_TEXT } from '../text'
import { useCommand } from '../use-command'

const OPTIONS = REPORT_REASONS.map((value) => ({ value, text: REPORT_TEXT[value] }))

/** A neighbour points at a message, and says what is wrong with it. */
export const ReportSheet = ({ place, onClose }: { place: MessagePlace; onClose: () => void }) => {
  const [reason, setReason] = useState<ReportReason | null>(null)
  const [words, setWords] = useState('')
  const { isBusy, act } = useAct()
  const command = useCommand()
  const isOther = reason === 'other'
  const missing = missingOf(reason, words)
  const send = () =>
    act(async () => {
      if (!reason) return
      const said = { reason, words: words.trim() }
      await command([said.reason, said.words], (id) => reportMessage(place, said, id))
      toast(REPORT_SHEET.done)
      onClose()
    })
  return (
    <Sheet title={REPORT_SHEET.title} onClose={onClose}>
      <Choices
        label={REPORT_SHEET.reason}
        options={OPTIONS}
        value={reason}
        onChoose={(chosen) => setReason(chosen)}
      />
      <Field
        label={isOther ? REPORT_SHEET.wordsNeeded : REPORT_SHEET.words}
        hint={REPORT_SHEET.hint}
        isLong
        maxLength={200}
        value={words}
        onInput={setWords}
      />
      <View className="buttons">
        <Button
          text={REPORT_SHEET.send}
          isBusy={isBusy}
          {...(missing && { hint: missing })}
          onTap={() => void send()}
        />
      </View>
    </Sheet>
  )
}

const missingOf = (reason: ReportReason | null, words: string): string => {
  if (!reason) return REPORT_SHEET.missing
  return reason === 'other' && !words.trim() ? REPORT_SHEET.missingWords : ''
}
