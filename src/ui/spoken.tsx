import { View, type ViewProps } from '@tarojs/components'
import './spoken.scss'

/** Words that a screen reader says by itself when they change, without taking anything away from who is at work. */
export const Spoken = ({ words, isShown }: { words: string; isShown?: boolean }) => {
  // ViewProps knows no aria; see Tap.
  const said = { role: 'status', 'aria-live': 'polite' } as ViewProps
  return (
    <View {...said} className={isShown && words ? 'spoken spoken--shown' : 'spoken'}>
      {words}
    </View>
  )
}
