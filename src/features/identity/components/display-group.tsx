import { setDisplay, useDisplay, type Display } from '@/stores/display'
import { Choices } from '@/ui/choices'
import { Group, SwitchCell } from '@/ui/cell'
import { SETTINGS_TEXT, SIGN_IN_TEXT } from '../text'

const THEMES = (['auto', 'light', 'dark'] as const satisfies readonly Display['theme'][]).map(
  (value) => ({ value, text: SETTINGS_TEXT.themes[value] }),
)

/** How large, how plain, how bright. */
export const DisplayGroup = () => {
  const { isElder, theme } = useDisplay()
  return (
    <Group title={SETTINGS_TEXT.display}>
      <SwitchCell
        title={SIGN_IN_TEXT.elder}
        note={SIGN_IN_TEXT.elderNote}
        isOn={isElder}
        onChange={(next) => setDisplay({ isElder: next })}
      />
      <Choices
        label={SETTINGS_TEXT.theme}
        options={THEMES}
        value={theme}
        onChoose={(next) => setDisplay({ theme: next })}
      />
    </Group>
  )
}
