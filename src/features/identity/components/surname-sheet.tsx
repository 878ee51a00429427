import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { toast } from '@/platform/dialogs'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Field } from '@/ui/field'
import { Sheet } from '@/ui/sheet'
import { changeSurname } from '../actions'
import { SETTINGS_TEXT, SIGN_IN_TEXT } from '../text'

export const SurnameSheet = ({ known, onClose }: { known: string; onClose: () => void }) => {
  const [surname, setSurname] = useState(known)
  const [isTried, setTried] = useState(false)
  const { isBusy, act } = useAct()
  const save = async () => {
    setTried(true)
    if (!surname.trim() || !(await act(() => changeSurname(surname)))) return
    toast(SETTINGS_TEXT.saved)
    onClose()
  }
  return (
    <Sheet title={SETTINGS_TEXT.surname} onClose={onClose}>
      <Field
        label={SIGN_IN_TEXT.surname}
        value={surname}
        hint={SIGN_IN_TEXT.surnameHint}
        maxLength={10}
        problem={isTried && !surname.trim() ? SIGN_IN_TEXT.surnameProblem : undefined}
        onInput={setSurname}
      />
      <View className="sheet-words">
        <Text className="quiet">{SETTINGS_TEXT.surnameWhy}</Text>
      </View>
      <View className="buttons">
        <Button text={SETTINGS_TEXT.save} isBusy={isBusy} onTap={() => void save()} />
      </View>
    </Sheet>
  )
}
