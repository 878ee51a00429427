import { View } from '@tarojs/components'
import { useState } from 'react'
import { useShown } from '@/platform/use-shown'
import { Tabs } from '@/ui/choices'
import { ORDER_TEXT } from '../text'
import { useOrderQueue } from '../use-order-queue'
import { KeywordRules } from './keyword-rules'
import { OrderLog } from './order-log'
import { Queue } from './queue'
import { Sanctions } from './sanctions'
import './order.scss'

interface Props {
  communityId: string
  onOpenMessage: (groupId: string, seq: number) => void
}

type Tab = keyof typeof ORDER_TEXT.tabs

/** The room of those who keep order: what waits, who is silenced or removed, the words that hold, the log. */
export const OrderDesk = ({ communityId, onOpenMessage }: Props) => {
  const [tab, setTab] = useState<Tab>('queue')
  const { state, read } = useOrderQueue(communityId)
  useShown(read)
  const { tabs } = ORDER_TEXT
  const options: { value: Tab; text: string }[] = [
    { value: 'queue', text: tabs.queue(state.is === 'ready' ? state.value.count : 0) },
    { value: 'sanctions', text: tabs.sanctions },
    { value: 'keywords', text: tabs.keywords },
    { value: 'log', text: tabs.log },
  ]
  return (
    <View>
      <Tabs options={options} value={tab} onChoose={setTab} />
      {tab === 'queue' ? (
        <Queue communityId={communityId} load={state} read={read} onOpenMessage={onOpenMessage} />
      ) : null}
      {tab === 'sanctions' ? <Sanctions communityId={communityId} /> : null}
      {tab === 'keywords' ? <KeywordRules communityId={communityId} /> : null}
      {tab === 'log' ? <OrderLog communityId={communityId} onOpenMessage={onOpenMessage} /> : null}
    </View>
  )
}
