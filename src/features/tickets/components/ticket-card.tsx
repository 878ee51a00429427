import { Image, Text, View } from '@tarojs/components'
import { memo } from 'react'
import type { TicketCard as Card } from '../../../../contract/tickets'
import type { TicketState } from '../../../../domain/ticket/names'
import { pictureUrl } from '@/api/client'
import { LOAD_LATE } from '@/platform/load-late'
import { nowMs } from '@/platform/now'
import { Tag, type TagKind } from '@/ui/tag'
import { Tap } from '@/ui/tap'
import { dueText, metresText, whenText } from '@/ui/time'
import { STATE_TEXT, TICKETS_TEXT } from '../text'
import './ticket-card.scss'

export const STATE_TAG: Record<TicketState, TagKind> = {
  submitted: 'wait',
  accepted: 'info',
  dispatched: 'info',
  handling: 'info',
  handled: 'wait',
  closed: 'go',
  suspended: 'quiet',
  refused: 'bad',
  merged: 'quiet',
  void: 'quiet',
}

interface Props {
  card: Card
  onOpen: (card: Card) => void
  isChosen?: boolean
}

/** A ticket as one entry of a list. */
export const TicketCard = memo(({ card, onOpen, isChosen }: Props) => {
  const label = [card.categoryName, STATE_TEXT[card.state], card.placeText, card.words].join('，')
  return (
    <Tap
      className={`ticket ${isChosen ? 'ticket--on' : ''}`}
      label={label}
      onTap={() => onOpen(card)}
      role="link"
    >
      <View className="ticket__main">
        <View className="ticket__head">
          <Text className="ticket__name">{card.categoryName}</Text>
          <Tag text={STATE_TEXT[card.state]} kind={STATE_TAG[card.state]} />
          {card.isOverdue ? <Tag text={TICKETS_TEXT.overdue} kind="bad" /> : null}
          {card.escalatedTo === 'street' ? (
            <Tag text={TICKETS_TEXT.atTheStreet} kind="bad" />
          ) : null}
          {card.isPrivate ? <Tag text="私密" /> : null}
        </View>
        {card.words ? <Text className="ticket__words clamp">{card.words}</Text> : null}
        <View className="ticket__foot">
          <Text>{card.placeText}</Text>
          {card.distanceM !== null ? <Text>{metresText(card.distanceM)}</Text> : null}
          <Text>{whenText(card.reportedAt, nowMs())}</Text>
          {card.dueAt && !card.isOverdue ? (
            <Text>{TICKETS_TEXT.due(dueText(card.dueAt, nowMs()))}</Text>
          ) : null}
          {card.joinedCount > 0 ? <Text>{TICKETS_TEXT.joined(card.joinedCount)}</Text> : null}
        </View>
      </View>
      {card.thumbUrl ? (
        <Image
          className="ticket__thumb"
          src={pictureUrl(card.thumbUrl)}
          mode="aspectFill"
          {...LOAD_LATE}
        />
      ) : null}
    </Tap>
  )
})
