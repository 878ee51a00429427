import { Text, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import type { Sanction } from '../../../../contract/order'
import { nowMs } from '@/platform/now'
import { Tag } from '@/ui/tag'
import { dueText, whenText } from '@/ui/time'
import { APPEAL_TEXT, KIND_TEXT, LOG_TEXT, ORDER_TEXT, RECORD_TEXT, SANCTION_TEXT } from '../text'

interface Props {
  sanction: Sanction
  /** Read by whom it is about. */
  isMine?: boolean
}

/** One sanction: about whom, where, until when, why, by whom; what was said against it and answered. */
export const SanctionCard = ({ sanction, isMine, children }: PropsWithChildren<Props>) => {
  const { kind, personName, groupName, reason, byName, at, liftWords } = sanction
  return (
    <View className="card order-card">
      <View className="order-card__head">
        <Text className="order-card__who">{isMine ? mineTitle(sanction) : personName}</Text>
        {isMine ? null : <Tag text={KIND_TEXT[kind]} kind={kind === 'remove' ? 'bad' : 'wait'} />}
      </View>
      <Text className="order-card__line">
        {groupName ?? ORDER_TEXT.everyGroup} · {endText(sanction)}
      </Text>
      <Text className="order-card__reason">{LOG_TEXT.reason(reason)}</Text>
      <Text className="order-card__line">{SANCTION_TEXT.by(byName, whenText(at, nowMs()))}</Text>
      <Appeal sanction={sanction} isMine={isMine === true} />
      {liftWords ? (
        <Text className="order-card__line">{SANCTION_TEXT.liftWords(liftWords)}</Text>
      ) : null}
      {children}
    </View>
  )
}

const mineTitle = ({ kind, isInForce }: Sanction): string =>
  isInForce ? RECORD_TEXT.kind[kind] : RECORD_TEXT.pastKind[kind]

const endText = ({ isInForce, until, liftedAt }: Sanction): string => {
  if (liftedAt) return SANCTION_TEXT.lifted(whenText(liftedAt, nowMs()))
  if (!until) return SANCTION_TEXT.forGood
  return isInForce ? SANCTION_TEXT.until(dueText(until, nowMs())) : SANCTION_TEXT.over
}

const Appeal = ({ sanction, isMine }: { sanction: Sanction; isMine: boolean }) => {
  const { appealWords, appealedAt, appealAnswer, isInForce, liftWords } = sanction
  if (!appealWords || !appealedAt) return null
  const says = isMine
    ? APPEAL_TEXT.mine(appealWords, whenText(appealedAt, nowMs()))
    : APPEAL_TEXT.says(appealWords)
  return (
    <View className="order-card__appeal">
      <Text className="order-card__words">{says}</Text>
      {/* Lifted for an appeal, the answer is also why it was lifted. */}
      {appealAnswer && appealAnswer !== liftWords ? (
        <Text className="order-card__words">{APPEAL_TEXT.answer(appealAnswer)}</Text>
      ) : null}
      {isMine && !appealAnswer && isInForce ? (
        <Text className="order-card__note">{APPEAL_TEXT.noAnswer}</Text>
      ) : null}
    </View>
  )
}
