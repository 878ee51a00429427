import { Text, View, type ViewProps } from '@tarojs/components'
import { type KeyboardEvent, type PropsWithChildren } from 'react'
import { Tap } from './tap'
import { useFocusInside } from './use-focus-inside'

const NO_RING = { outline: 'none' }

/** Half a page over the page; closes by the cross, by the shade and by Esc. */
export const Sheet = ({
  title,
  onClose,
  children,
}: PropsWithChildren<{ title: string; onClose: () => void }>) => {
  const id = useFocusInside()
  // ViewProps knows neither keys nor aria; see Tap.
  const said = {
    role: 'dialog',
    tabIndex: -1,
    'aria-modal': true,
    'aria-label': title,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose()
    },
  } as ViewProps
  return (
    <View>
      <View className="sheet-shade" onClick={onClose} catchMove />
      <View {...said} id={id} className="sheet" style={NO_RING}>
        <View className="sheet__head">
          <Text>{title}</Text>
          <Tap className="sheet__close" label="关闭" onTap={onClose}>
            ×
          </Tap>
        </View>
        {children}
      </View>
    </View>
  )
}
