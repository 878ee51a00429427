import { Text, View } from '@tarojs/components'
import { useEffect } from 'react'
import { toast } from '@/platform/dialogs'
import { nowMs } from '@/platform/now'
import { copyText } from '@/platform/phone'
import { useLoaded } from '@/stores/use-loaded'
import { Button } from '@/ui/button'
import { Sheet } from '@/ui/sheet'
import { Shown } from '@/ui/shown'
import { dueText } from '@/ui/time'
import { makeSignInCode } from '../actions'
import { spacedCode } from '../sign-in-code'
import { SETTINGS_TEXT } from '../text'

/** A one-time code for another device, large enough to copy by eye. */
export const DeviceCodeSheet = ({ onClose }: { onClose: () => void }) => {
  const { state, reload } = useLoaded(makeSignInCode)
  useEffect(() => void reload(), [reload])
  const copy = async (code: string) => {
    await copyText(code)
    toast(SETTINGS_TEXT.copied)
  }
  return (
    <Sheet title={SETTINGS_TEXT.codeTitle} onClose={onClose}>
      <Shown load={state} onRetry={() => void reload()}>
        {({ code, expiresAt }) => (
          <View>
            <View className="sheet-words">
              <Text>{SETTINGS_TEXT.codeHow}</Text>
              <Text className="device-code" userSelect>
                {spacedCode(code)}
              </Text>
              <Text className="quiet">{SETTINGS_TEXT.codeUntil(dueText(expiresAt, nowMs()))}</Text>
            </View>
            <View className="buttons">
              <Button kind="plain" text={SETTINGS_TEXT.copy} onTap={() => void copy(code)} />
            </View>
          </View>
        )}
      </Shown>
    </Sheet>
  )
}
