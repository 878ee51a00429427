import { View } from '@tarojs/components'
import { useState } from 'react'
import type { OrderItem } from '../../../../contract/order'
import type { Judgement } from '../../../../domain/group/order'
import { useMe } from '@/stores/session'
import type { Loaded } from '@/stores/use-loaded'
import { Shown } from '@/ui/shown'
import { Spoken } from '@/ui/spoken'
import { Empty } from '@/ui/states'
import { useArrivals } from '@/ui/use-arrivals'
import { keyOfItem } from '../reports'
import type { OrderQueue } from '../store'
import { COMMENT_TEXT, QUEUE_TEXT } from '../text'
import { Appeals } from './appeals'
import { HeldComments } from './held-comments'
import { MessageAppeals } from './message-appeals'
import { QueueCard } from './queue-card'
import { SanctionSheet } from './sanction-sheet'
import { useJudging, type Judged } from './use-judging'

const NONE: readonly OrderItem[] = []

interface Props {
  communityId: string
  load: Loaded<OrderQueue>
  read: () => Promise<void>
  /** Into the talk, at a message. */
  onOpenMessage: (groupId: string, seq: number) => void
}

/** What waits for those who keep order: messages held or pointed out, and appeals. */
export const Queue = ({ communityId, load, read, onOpenMessage }: Props) => {
  const meId = useMe()?.personId ?? ''
  const [subject, setSubject] = useState<OrderItem | null>(null)
  const items = load.is === 'ready' ? load.value.items : null
  const judging = useJudging(communityId, items ?? NONE, () => void read())
  const { fresh } = useArrivals(communityId, items?.map(keyOfItem) ?? null)
  const newest = items?.find((item) => keyOfItem(item) === fresh.at(-1))
  return (
    <View>
      <Spoken words={newest ? QUEUE_TEXT.fresh(newest.groupName) : ''} />
      <Shown load={load} onRetry={() => void read()}>
        {({ items: waiting, appeals, messageAppeals, comments }) => {
          const hasAppeals = appeals.length > 0 || messageAppeals.length > 0
          const shown = withJudged(waiting, judging.judged)
          if (shown.length === 0 && !hasAppeals && comments.length === 0)
            return <Empty sign="✓" title={QUEUE_TEXT.empty} hint={QUEUE_TEXT.emptyHint} />
          return (
            <View>
              {hasAppeals ? (
                <View>
                  <View className="group__title">{QUEUE_TEXT.appeals}</View>
                  <Appeals
                    communityId={communityId}
                    appeals={appeals}
                    onAnswered={() => void read()}
                  />
                  <MessageAppeals
                    communityId={communityId}
                    appeals={messageAppeals}
                    onAnswered={() => void read()}
                  />
                </View>
              ) : null}
              {comments.length > 0 ? (
                <View>
                  <View className="group__title">{COMMENT_TEXT.title}</View>
                  <HeldComments
                    communityId={communityId}
                    comments={comments}
                    onJudged={() => void read()}
                  />
                </View>
              ) : null}
              {shown.length > 0 && (hasAppeals || comments.length > 0) ? (
                <View className="group__title">{QUEUE_TEXT.messages}</View>
              ) : null}
              <View className="order-cards">
                {shown.map(({ item, act }) => (
                  <QueueCard
                    key={keyOfItem(item)}
                    item={item}
                    meId={meId}
                    judged={act}
                    isFresh={fresh.includes(keyOfItem(item))}
                    isBusy={judging.isBusyWith(item)}
                    onJudge={(next) => judging.judge(item, next)}
                    onSanction={() => setSubject(item)}
                    onOpen={() => onOpenMessage(item.message.groupId, item.message.seq)}
                  />
                ))}
              </View>
            </View>
          )
        }}
      </Shown>
      {judging.sheet}
      {subject?.message.authorId ? (
        <SanctionSheet
          communityId={communityId}
          subject={{ personId: subject.message.authorId, name: subject.message.authorName }}
          group={{ groupId: subject.message.groupId, name: subject.groupName }}
          kind="mute"
          onClose={() => setSubject(null)}
        />
      ) : null}
    </View>
  )
}

/**
 * What was judged here stays in its place and says so, so that one sees what one did; pointed at once more
 * since, it waits anew.
 */
const withJudged = (
  waiting: readonly OrderItem[],
  judged: ReadonlyMap<string, Judged>,
): { item: OrderItem; act?: Judgement }[] => {
  const anew = waiting.filter((item) => judged.get(keyOfItem(item))?.queue !== waiting)
  const keys = anew.map(keyOfItem)
  const done = [...judged.values()].filter(({ item }) => !keys.includes(keyOfItem(item)))
  return [...anew.map((item) => ({ item })), ...done].sort((one, other) =>
    one.item.message.at.localeCompare(other.item.message.at),
  )
}
