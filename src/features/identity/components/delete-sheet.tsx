import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { ApiError } from '@/api/api-error'
import { toast } from '@/platform/dialogs'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Field } from '@/ui/field'
import { Sheet } from '@/ui/sheet'
import { deleteAccount } from '../actions'
import { SETTINGS_TEXT } from '../text'

/** What deleting means, before it can be done; the last moderator of a community reads why it cannot. */
export const DeleteSheet = ({
  onClose,
  onDeleted,
}: {
  onClose: () => void
  onDeleted: () => void
}) => {
  const [typed, setTyped] = useState('')
  const [isTried, setTried] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const { isBusy, act } = useAct()
  const isConfirmed = typed.trim() === SETTINGS_TEXT.deleteWord

  const remove = async (): Promise<void> => {
    try {
      await deleteAccount()
      onDeleted()
      toast(SETTINGS_TEXT.deleted)
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'last-moderator') throw error
      setRefusal(SETTINGS_TEXT.lastModerator)
    }
  }
  const tap = () => {
    setTried(true)
    if (isConfirmed) void act(remove)
  }
  return (
    <Sheet title={SETTINGS_TEXT.deleteTitle} onClose={onClose}>
      <View className="sheet-words">
        {SETTINGS_TEXT.deleteWhat.map((line) => (
          <Text key={line} className="words">
            {line}
          </Text>
        ))}
      </View>
      <Field
        label={SETTINGS_TEXT.deleteConfirm}
        value={typed}
        maxLength={10}
        problem={isTried && !isConfirmed ? SETTINGS_TEXT.deleteProblem : (refusal ?? undefined)}
        onInput={setTyped}
      />
      <View className="buttons">
        <Button kind="danger" text={SETTINGS_TEXT.deleteYes} isBusy={isBusy} onTap={tap} />
      </View>
    </Sheet>
  )
}
