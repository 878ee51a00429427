import { Text, View } from '@tarojs/components'
import { Tap } from './tap'

interface Props {
  text: string
  onTap: () => void
  kind?: 'main' | 'plain' | 'danger'
  isSmall?: boolean
  isBusy?: boolean
  /** Why it cannot be pressed; shown under it, so that a dead button explains itself. */
  hint?: string
  isOff?: boolean
}

/** Fills its row; in a column it is no higher than itself, which a width as flex basis would make it. */
const GROWS = { flex: '1 1 auto', minWidth: '120px' }

export const Button = ({ text, onTap, kind = 'main', isSmall, isBusy, hint, isOff }: Props) => {
  const off = Boolean(isOff ?? hint) || isBusy
  const classes = ['button', `button--${kind}`, isSmall && 'button--small', off && 'button--off']
  return (
    <View style={isSmall ? undefined : GROWS}>
      <Tap className={classes.filter(Boolean).join(' ')} onTap={onTap} isOff={off}>
        <Text>{isBusy ? '请稍等…' : text}</Text>
      </Tap>
      {hint ? <Text className="button-hint">{hint}</Text> : null}
    </View>
  )
}
