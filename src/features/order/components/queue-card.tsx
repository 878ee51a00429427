import { Text, View } from '@tarojs/components'
import type { OrderItem } from '../../../../contract/order'
import { judgementsFor, type Judgement } from '../../../../domain/group/order'
import { nowMs } from '@/platform/now'
import { Button } from '@/ui/button'
import { Tag } from '@/ui/tag'
import { Tap } from '@/ui/tap'
import { whenText } from '@/ui/time'
import { canBeSanctioned } from '../may-sanction'
import { countReasons } from '../reports'
import { HOLD_TEXT, JUDGED_TEXT, JUDGEMENT_TEXT, QUEUE_TEXT } from '../text'
import { SaidWords } from './said'

interface Props {
  item: OrderItem
  meId: string
  /** What I have just done with it, on this page. */
  judged: Judgement | undefined
  isFresh: boolean
  isBusy: boolean
  onJudge: (act: Judgement) => void
  onSanction: () => void
  onOpen: () => void
}

/** One message that waits, with everything by which one decides, and the acts. */
export const QueueCard = ({
  item,
  meId,
  judged,
  isFresh,
  isBusy,
  onJudge,
  onSanction,
  onOpen,
}: Props) => {
  const { message, groupName } = item
  const { authorId, authorName, authorRole, at } = message
  const office = QUEUE_TEXT.office[authorRole]
  const isMine = authorId === meId
  const canSanction =
    authorId !== null && canBeSanctioned({ keepsOrder: true, isSelf: isMine, role: authorRole })
  return (
    <View className={`card order-card ${isFresh ? 'order-card--fresh' : ''}`}>
      <View className="order-card__head">
        <Text className="order-card__who">{authorName}</Text>
        {office ? <Tag text={office} kind="go" /> : null}
        <Text className="order-card__where">
          {groupName} · {whenText(at, nowMs())}
        </Text>
      </View>
      <SaidWords message={message} />
      {judged ? null : <Why item={item} />}
      {judged ? <Text className="order-card__outcome">{JUDGED_TEXT[judged]}</Text> : null}
      {isMine ? <Text className="order-card__note">{QUEUE_TEXT.mine}</Text> : null}
      {isMine ? null : (
        <View className="order-card__acts">
          {actsFor(item, judged).map((act) => (
            <Button
              key={act}
              text={JUDGEMENT_TEXT[act]}
              kind={judged ? 'plain' : KIND[act]}
              isBusy={isBusy}
              isSmall={Boolean(judged)}
              onTap={() => onJudge(act)}
            />
          ))}
        </View>
      )}
      <View className="order-card__ways">
        <Tap role="link" className="order-card__way" onTap={onOpen}>
          {QUEUE_TEXT.inGroup}
        </Tap>
        {canSanction ? (
          <Tap
            className="order-card__way"
            label={`${QUEUE_TEXT.author} ${authorName}`}
            onTap={onSanction}
          >
            {QUEUE_TEXT.author}
          </Tap>
        ) : null}
      </View>
    </View>
  )
}

const KIND = {
  'let-through': 'main',
  refuse: 'danger',
  hide: 'danger',
  show: 'plain',
  dismiss: 'plain',
} as const satisfies Record<Judgement, 'main' | 'plain' | 'danger'>

/** By its state; what was pointed out can also be left as it is, until something was decided. */
const actsFor = (
  { message, reportCount }: OrderItem,
  judged: Judgement | undefined,
): Judgement[] => {
  const acts = judgementsFor(message.state)
  if (judged === 'dismiss') return []
  return reportCount > 0 && !judged ? [...acts, 'dismiss'] : acts
}

/** Why it waits: what held it, what neighbours pointed out and in which words. */
const Why = ({ item }: { item: OrderItem }) => {
  const { message, reports, reportCount } = item
  const said = reports.filter(({ words }) => words)
  return (
    <View className="order-card__why">
      <View className="order-card__tags">
        {message.state === 'held' ? <Tag text={QUEUE_TEXT.held} kind="wait" /> : null}
        {message.holdReason && message.state === 'held' ? (
          <Text>{HOLD_TEXT[message.holdReason]}</Text>
        ) : null}
        {reportCount > 0 ? <Tag text={QUEUE_TEXT.reported(reportCount)} kind="bad" /> : null}
        {reportCount > 0 ? <Text>{countReasons(item)}</Text> : null}
      </View>
      {said.map(({ words, at }) => (
        <Text key={`${at}${words}`} className="order-card__report">
          {QUEUE_TEXT.said(words)}
        </Text>
      ))}
    </View>
  )
}
