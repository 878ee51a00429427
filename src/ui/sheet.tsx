import { Text, View, type ViewProps } from '@tarojs/components'
import { type KeyboardEvent, type PropsWithChildren } from 'react'
import { Tap } from './tap'

/** Half a page over the page; closes by the cross, by the shade and by Esc. */
export const Sheet = ({
  title,
  onClose,
  children,
}: PropsWithChildren<{ title: string; onClose: () => void }>) => {
  // ViewProps knows neither keys nor aria; see Tap.
  const said = {
    role: 'dialog',
    'aria-modal': true,
    'aria-label': title,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose()
    },
  } as ViewProps
  return (
    <View>
      <View className="sheet-shade" onClick={onClose} catchMove />
      <View {...said} className="sheet">
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
