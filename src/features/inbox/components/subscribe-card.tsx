import { Text, View } from '@tarojs/components'
import { toast } from '@/platform/dialogs'
import { isWechat } from '@/platform/wechat'
import { useSession } from '@/stores/session'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { subscribe } from '../actions'
import { INBOX_TEXT } from '../text'
import './inbox-list.scss'

/** Why WeChat is about to ask, in words, before it asks. Only in WeChat, and only where templates are set up. */
export const SubscribeCard = () => {
  const hasTemplates = useSession(({ start }) => (start?.subscribeTemplates.length ?? 0) > 0)
  const { isBusy, act } = useAct()
  if (!isWechat || !hasTemplates) return null
  const ask = async () =>
    toast((await subscribe()) ? INBOX_TEXT.subscribed : INBOX_TEXT.subscribeNo)
  return (
    <View className="card inbox__subscribe">
      <Text className="inbox__subscribe-title">{INBOX_TEXT.subscribeTitle}</Text>
      <Text className="quiet">{INBOX_TEXT.subscribeWhy}</Text>
      <Button text={INBOX_TEXT.subscribe} isBusy={isBusy} onTap={() => void act(ask)} />
    </View>
  )
}
