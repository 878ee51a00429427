import { Image, Text, View } from '@tarojs/components'
import type { TicketCard } from '../../../../contract/tickets'
import { estimateMinutes } from '../../../../domain/place/walking'
import { pictureUrl } from '@/api/client'
import { LOAD_LATE } from '@/platform/load-late'
import { nowMs } from '@/platform/now'
import { openMap } from '@/platform/open-map'
import { Button } from '@/ui/button'
import { Tag } from '@/ui/tag'
import { Tap } from '@/ui/tap'
import { metresText } from '@/ui/time'
import { timeLeft } from '../queue-order'
import { QUEUE_TEXT } from '../text'
import './queue-entry.scss'

/** What a worker does from the list, without opening the ticket. */
export type QueueAct = 'claim' | 'handle' | 'return' | 'solve-on-the-spot'

interface Props {
  card: TicketCard
  metres: number | null
  isFresh: boolean
  isBusy: boolean
  onOpen: () => void
  onAct: (act: QueueAct) => void
}

/** One ticket to be worked off: until when, where, what, and the one next thing as a large button. */
export const QueueEntry = ({ card, metres, isFresh, isBusy, onOpen, onAct }: Props) => {
  const { haste, words } = timeLeft(card, nowMs())
  const { point, placeText } = card
  const main = nextAct(card)
  return (
    <View className={`card queue ${isFresh ? 'queue--fresh' : ''} queue--${haste}`}>
      <Tap
        className="queue__about"
        role="link"
        label={[words, card.categoryName, placeText, card.words].join('，')}
        onTap={onOpen}
      >
        <View className="queue__main">
          <View className="queue__line">
            <Text className={`queue__time queue__time--${haste}`}>{words}</Text>
            <Tag text={whose(card)} kind={card.assignedToMe ? 'go' : 'quiet'} />
          </View>
          <Text className="queue__name">{card.categoryName}</Text>
          <Text className="queue__place">{placeText}</Text>
          {card.words ? <Text className="quiet clamp">{card.words}</Text> : null}
          {metres !== null ? (
            <Text className="queue__away">
              {QUEUE_TEXT.away(metresText(metres), estimateMinutes(metres))}
            </Text>
          ) : null}
        </View>
        {card.thumbUrl ? (
          <Image
            className="queue__picture"
            src={pictureUrl(card.thumbUrl)}
            mode="aspectFill"
            {...LOAD_LATE}
          />
        ) : null}
      </Tap>
      {main ? (
        <View className="queue__acts">
          <Button text={ACT_TEXT[main]} isBusy={isBusy} onTap={() => onAct(main)} />
        </View>
      ) : null}
      <View className="queue__acts">
        {mayReturn(card) ? (
          <Button kind="plain" text={ACT_TEXT.return} onTap={() => onAct('return')} />
        ) : null}
        {point ? (
          <Button
            kind="plain"
            text={QUEUE_TEXT.way}
            onTap={() => openMap({ ...point, name: placeText })}
          />
        ) : null}
      </View>
    </View>
  )
}

const ACT_TEXT: Record<QueueAct, string> = {
  claim: QUEUE_TEXT.claim,
  handle: QUEUE_TEXT.handle,
  return: QUEUE_TEXT.giveBack,
  'solve-on-the-spot': QUEUE_TEXT.solved,
}

/** The one next thing. */
const nextAct = ({ state, assignedToMe, isMine }: TicketCard): QueueAct | null => {
  if (state === 'submitted') return isMine ? 'solve-on-the-spot' : null
  if (state === 'dispatched') return 'claim'
  return state === 'handling' && assignedToMe ? 'handle' : null
}

const mayReturn = ({ state, assignedToMe }: TicketCard): boolean =>
  assignedToMe && (state === 'dispatched' || state === 'handling')

const whose = ({ state, assignedToMe, assigneeName }: TicketCard): string => {
  const isAtWork = state === 'handling'
  if (assignedToMe) return isAtWork ? QUEUE_TEXT.mine : QUEUE_TEXT.toMe
  if (!assigneeName) return QUEUE_TEXT.waiting
  return isAtWork ? QUEUE_TEXT.others(assigneeName) : QUEUE_TEXT.givenTo(assigneeName)
}
