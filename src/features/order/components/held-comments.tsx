import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { HeldComment } from '../../../../contract/order'
import { toast } from '@/platform/dialogs'
import { nowMs } from '@/platform/now'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { whenText } from '@/ui/time'
import { judgeComment } from '../actions'
import { COMMENT_TEXT, HOLD_TEXT, JUDGEMENT_TEXT, QUEUE_TEXT } from '../text'
import { useCommand } from '../use-command'
import { JudgeSheet } from './judge-sheet'

interface Props {
  communityId: string
  comments: readonly HeldComment[]
  onJudged: () => void
}

/** Comments that the content check has doubts of: let through or refused with a reason. */
export const HeldComments = ({ communityId, comments, onJudged }: Props) => {
  const [refusing, setRefusing] = useState<HeldComment | null>(null)
  const { isBusy, act: run } = useAct()
  const command = useCommand()
  const send = (
    { announcementId, commentId }: HeldComment,
    act: 'let-through' | 'refuse',
    reason: string,
  ) =>
    run(async () => {
      await command([commentId, act, reason], (id) =>
        judgeComment({ communityId, announcementId, commentId }, { act, reason }, id),
      )
      toast(COMMENT_TEXT.done[act])
      setRefusing(null)
    }).finally(onJudged)
  return (
    <View className="order-cards">
      {comments.map((comment) => (
        <View key={comment.commentId} className="card order-card">
          <View className="order-card__head">
            <Text className="order-card__who">{comment.authorName}</Text>
            <Text className="order-card__where">
              {COMMENT_TEXT.under(comment.title)} · {whenText(comment.at, nowMs())}
            </Text>
          </View>
          <Text className="order-said__words">{comment.words}</Text>
          <Text className="order-card__line">{HOLD_TEXT['content-check']}</Text>
          {comment.isMine ? (
            <Text className="order-card__note">{QUEUE_TEXT.mine}</Text>
          ) : (
            <View className="order-card__acts">
              <Button
                text={JUDGEMENT_TEXT['let-through']}
                isBusy={isBusy}
                onTap={() => void send(comment, 'let-through', '')}
              />
              <Button
                text={JUDGEMENT_TEXT.refuse}
                kind="danger"
                isBusy={isBusy}
                onTap={() => setRefusing(comment)}
              />
            </View>
          )}
        </View>
      ))}
      {refusing ? (
        <JudgeSheet
          act="refuse"
          isBusy={isBusy}
          onSend={(reason) => void send(refusing, 'refuse', reason)}
          onClose={() => setRefusing(null)}
        />
      ) : null}
    </View>
  )
}
