import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Cell, Group } from '@/ui/cell'
import { Sheet } from '@/ui/sheet'
import { SETTINGS_TEXT } from '../text'
import './identity.scss'

export const AboutGroup = ({ onReadNotice }: { onReadNotice: () => void }) => {
  const [isOpen, setOpen] = useState(false)
  return (
    <View>
      <Group title={SETTINGS_TEXT.about}>
        <Cell title={SETTINGS_TEXT.privacy} onTap={onReadNotice} />
        <Cell title={SETTINGS_TEXT.aboutUs} onTap={() => setOpen(true)} />
      </Group>
      {isOpen ? (
        <Sheet title={SETTINGS_TEXT.aboutUs} onClose={() => setOpen(false)}>
          <View className="sheet-words about">
            {SETTINGS_TEXT.aboutWords.map((line) => (
              <Text key={line} className="words">
                {line}
              </Text>
            ))}
          </View>
        </Sheet>
      ) : null}
    </View>
  )
}
