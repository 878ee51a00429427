import { View } from '@tarojs/components'
import { useState } from 'react'
import { confirm, toast } from '@/platform/dialogs'
import type { Saved } from '@/platform/save-file'
import { useMe } from '@/stores/session'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Cell, Group } from '@/ui/cell'
import { exportMyData, signOut } from '../actions'
import { SETTINGS_TEXT } from '../text'
import { DeleteSheet } from './delete-sheet'
import { DeviceCodeSheet } from './device-code-sheet'
import { SessionsSheet } from './sessions-sheet'
import { SurnameSheet } from './surname-sheet'
import './identity.scss'

const EXPORTED = {
  saved: SETTINGS_TEXT.exportSaved,
  copied: SETTINGS_TEXT.exportCopied,
} satisfies Record<Exclude<Saved, 'not-saved'>, string>

/** What one decides about one's own account. */
export const AccountGroups = ({ onDeleted }: { onDeleted: () => void }) => {
  const me = useMe()
  const [sheet, setSheet] = useState<'surname' | 'sessions' | 'code' | 'delete' | null>(null)
  const { isBusy: isExporting, act } = useAct()
  const close = () => setSheet(null)
  if (!me) return null

  const exportData = async () => {
    const saved = await exportMyData()
    if (saved !== 'not-saved') toast(EXPORTED[saved])
  }
  return (
    <View>
      <Group title={SETTINGS_TEXT.me}>
        <Cell
          title={SETTINGS_TEXT.surname}
          value={me.surname || SETTINGS_TEXT.surnameEmpty}
          onTap={() => setSheet('surname')}
        />
      </Group>
      <Group title={SETTINGS_TEXT.devices}>
        <Cell title={SETTINGS_TEXT.sessions} onTap={() => setSheet('sessions')} />
        <Cell
          title={SETTINGS_TEXT.computer}
          note={SETTINGS_TEXT.computerNote}
          onTap={() => setSheet('code')}
        />
      </Group>
      <Group title={SETTINGS_TEXT.data}>
        <Cell
          title={SETTINGS_TEXT.export}
          note={isExporting ? SETTINGS_TEXT.exportWait : SETTINGS_TEXT.exportNote}
          onTap={() => void act(exportData)}
        />
        <Cell
          title={SETTINGS_TEXT.delete}
          note={SETTINGS_TEXT.deleteNote}
          onTap={() => setSheet('delete')}
        />
      </Group>
      {sheet === 'surname' ? <SurnameSheet known={me.surname} onClose={close} /> : null}
      {sheet === 'sessions' ? <SessionsSheet onClose={close} /> : null}
      {sheet === 'code' ? <DeviceCodeSheet onClose={close} /> : null}
      {sheet === 'delete' ? <DeleteSheet onClose={close} onDeleted={onDeleted} /> : null}
    </View>
  )
}

export const SignOutButton = ({ onSignedOut }: { onSignedOut: () => void }) => {
  const { isBusy, act } = useAct()
  const leave = async () => {
    const isSure = await confirm({
      title: SETTINGS_TEXT.signOutTitle,
      words: SETTINGS_TEXT.signOutWords,
      yes: SETTINGS_TEXT.signOutYes,
    })
    if (isSure && (await act(signOut))) onSignedOut()
  }
  return (
    <View className="buttons">
      <Button
        kind="plain"
        text={SETTINGS_TEXT.signOut}
        isBusy={isBusy}
        onTap={() => void leave()}
      />
    </View>
  )
}
