import { Text, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import type { HiddenMessage } from '../../../../contract/order'
import { nowMs } from '@/platform/now'
import { whenText } from '@/ui/time'
import { APPEAL_TEXT, LOG_TEXT, RECORD_TEXT, SANCTION_TEXT } from '../text'
import { SaidWords } from './said'

interface Props {
  hidden: HiddenMessage
  /** Read by whoever said it. */
  isMine?: boolean
}

/** One hidden message: where and why, by whom; what its author said against it, and the answer. */
export const HiddenCard = ({ hidden, isMine, children }: PropsWithChildren<Props>) => {
  const { message, groupName, reason, byName, hiddenAt } = hidden
  return (
    <View className="card order-card">
      <View className="order-card__head">
        <Text className="order-card__who">
          {isMine ? RECORD_TEXT.hiddenMine(message.state === 'hidden') : message.authorName}
        </Text>
        <Text className="order-card__where">
          {groupName} · {whenText(message.at, nowMs())}
        </Text>
      </View>
      <SaidWords message={message} />
      <Text className="order-card__reason">{LOG_TEXT.reason(reason)}</Text>
      <Text className="order-card__line">
        {SANCTION_TEXT.by(byName, whenText(hiddenAt, nowMs()))}
      </Text>
      <Appeal hidden={hidden} isMine={isMine === true} />
      {children}
    </View>
  )
}

const Appeal = ({ hidden, isMine }: { hidden: HiddenMessage; isMine: boolean }) => {
  const { appealWords, appealedAt, answer, answeredAt } = hidden
  if (!appealWords || !appealedAt) return null
  return (
    <View className="order-card__appeal">
      <Text className="order-card__words">
        {isMine
          ? APPEAL_TEXT.mine(appealWords, whenText(appealedAt, nowMs()))
          : APPEAL_TEXT.says(appealWords)}
      </Text>
      {answer ? <Text className="order-card__words">{APPEAL_TEXT.answer(answer)}</Text> : null}
      {isMine && !answeredAt ? (
        <Text className="order-card__note">{APPEAL_TEXT.noAnswer}</Text>
      ) : null}
    </View>
  )
}
