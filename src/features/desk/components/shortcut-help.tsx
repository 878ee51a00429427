import { Text, View } from '@tarojs/components'
import { DESK_TEXT, SHORTCUTS } from '../text'
import './shortcut-help.scss'

/** Shown where the ticket will be: what one can do without the mouse. */
export const ShortcutHelp = () => (
  <View className="shortcuts">
    <Text className="shortcuts__title">{DESK_TEXT.pick}</Text>
    <Text className="quiet">{DESK_TEXT.pickHint}</Text>
    {SHORTCUTS.map(({ keys, does }) => (
      <View className="shortcuts__one" key={keys}>
        <View className="shortcuts__keys">
          {keys.split(' ').map((key) => (
            <Text className="shortcuts__key" key={key}>
              {key}
            </Text>
          ))}
        </View>
        <Text>{does}</Text>
      </View>
    ))}
  </View>
)
