import { Text, Textarea, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { ANNOUNCING } from '../../../../domain/group/announcing'
import { lengthOf } from '../../../../domain/group/talk'
import { ApiError, textOf } from '@/api/api-error'
import { confirm, toast } from '@/platform/dialogs'
import { nowMs } from '@/platform/now'
import { StorageFull } from '@/platform/storage'
import { useAct } from '@/stores/use-act'
import { useLiveReading } from '@/stores/use-live-reading'
import { usePaged } from '@/stores/use-paged'
import { Button } from '@/ui/button'
import { Shown } from '@/ui/shown'
import { Tap } from '@/ui/tap'
import { whenText } from '@/ui/time'
import {
  deleteComment,
  loadComments,
  sendComment,
  type Announcement,
  type AnnouncementComment,
  type Where,
} from '../actions'
import { findCommentDraft, keepCommentDraft } from '../comment-draft'
import { isOf } from '../live'
import { ANNOUNCEMENTS_TEXT } from '../text'
import './comments.scss'

interface Props {
  where: Where
  announcement: Pick<Announcement, 'hasComments' | 'commentCount'>
  /** For who is not known by a phone number yet; what was written is sent once it is proven. */
  phoneNeeded: (onProved: () => Promise<unknown>) => ReactNode
}

/** What neighbours say under an announcement, the newest first; or that nothing is to be said. */
export const Comments = ({
  where,
  announcement: { hasComments, commentCount },
  phoneNeeded,
}: Props) =>
  hasComments ? (
    <Open where={where} count={commentCount} phoneNeeded={phoneNeeded} />
  ) : (
    <View className="comments__off">{ANNOUNCEMENTS_TEXT.commentsOff}</View>
  )

const Open = ({
  where,
  count,
  phoneNeeded,
}: Pick<Props, 'where' | 'phoneNeeded'> & { count: number }) => {
  const { communityId, announcementId } = where
  const list = usePaged(announcementId, (before) => loadComments(where, before), { isKept: true })
  const { isBusy, act } = useAct()
  useLiveReading(communityId, isOf(announcementId), list.reload)
  const drop = async ({ commentId }: AnnouncementComment) => {
    const isSure = await confirm({
      title: ANNOUNCEMENTS_TEXT.deleteAsk,
      words: ANNOUNCEMENTS_TEXT.deleteMine,
      yes: ANNOUNCEMENTS_TEXT.delete,
      isDangerous: true,
    })
    if (!isSure) return
    await act(async () => {
      await deleteComment(where, commentId)
      await list.reload()
    })
  }
  return (
    <View>
      <View className="section">
        <Text>{ANNOUNCEMENTS_TEXT.commentsTitle(count)}</Text>
      </View>
      <Shown load={list.state} onRetry={() => void list.reload()}>
        {({ items, hasMore }) => (
          <View className="card comments">
            {items.length === 0 ? (
              <Text className="quiet">{ANNOUNCEMENTS_TEXT.noComments}</Text>
            ) : (
              items.map((one) => (
                <Comment key={one.commentId} comment={one} onDelete={() => void drop(one)} />
              ))
            )}
            {hasMore ? (
              <View className="comments__more">
                <Button
                  kind="plain"
                  text={ANNOUNCEMENTS_TEXT.moreComments}
                  isBusy={isBusy}
                  onTap={() => void act(list.more)}
                />
              </View>
            ) : null}
          </View>
        )}
      </Shown>
      <View className="bottom-space" />
      <Writing key={announcementId} where={where} phoneNeeded={phoneNeeded} onSent={list.reload} />
    </View>
  )
}

const Comment = ({
  comment: { authorName, authorRole, words, at, isHeld, mayDelete },
  onDelete,
}: {
  comment: AnnouncementComment
  onDelete: () => void
}) => {
  const isOffice = authorRole !== 'resident'
  return (
    <View className="comment">
      <View className="comment__head">
        <Text className={`comment__who ${isOffice ? 'comment__who--office' : ''}`}>
          {authorName}
        </Text>
        <Text className="small comment__when">{whenText(at, nowMs())}</Text>
        {mayDelete ? (
          <Tap
            className="comment__delete"
            label={ANNOUNCEMENTS_TEXT.deleteOf(authorName)}
            onTap={onDelete}
          >
            {ANNOUNCEMENTS_TEXT.delete}
          </Tap>
        ) : null}
      </View>
      <Text className="words">{words}</Text>
      {isHeld ? <View className="small">{ANNOUNCEMENTS_TEXT.held}</View> : null}
    </View>
  )
}

/** With less than this one is told how much is left. */
const COUNT_BELOW = 100

const Writing = ({
  where,
  phoneNeeded,
  onSent,
}: Pick<Props, 'where' | 'phoneNeeded'> & { onSent: () => Promise<void> }) => {
  const { announcementId } = where
  const [draft, setDraft] = useState(() => findCommentDraft(announcementId))
  const [problem, setProblem] = useState('')
  const [needsPhone, setNeedsPhone] = useState(false)
  const { isBusy, act } = useAct()
  const words = draft.words.trim()
  const left = ANNOUNCING.commentAtMost - lengthOf(words)
  const write = (typed: string): void => {
    setProblem('')
    try {
      setDraft(keepCommentDraft(announcementId, typed))
    } catch (error) {
      if (!(error instanceof StorageFull)) throw error
      setDraft((old) => ({ ...old, words: typed }))
      setProblem(ANNOUNCEMENTS_TEXT.full)
    }
  }
  const send = () =>
    act(async () => {
      try {
        await sendComment(where, words, draft.commandId)
      } catch (error) {
        setNeedsPhone(error instanceof ApiError && error.code === 'phone-needed')
        // It stays over what was typed: a word that passes by would be missed while one reads the list.
        setProblem(textOf(error))
        return
      }
      setNeedsPhone(false)
      write('')
      toast(ANNOUNCEMENTS_TEXT.sent)
      await onSent()
    })
  const isOff = isBusy || !words || left < 0
  return (
    <View className="bottom comment-bar">
      {needsPhone ? (
        <View className="comment-bar__phone" role="alert">
          {phoneNeeded(send)}
        </View>
      ) : problem ? (
        <View className="comment-bar__problem" role="alert">
          {problem}
        </View>
      ) : null}
      <View className="comment-bar__row">
        <View className="comment-bar__field">
          <Textarea
            className="comment-bar__words"
            value={draft.words}
            placeholder={ANNOUNCEMENTS_TEXT.writeHint}
            maxlength={-1}
            autoHeight
            fixed
            cursorSpacing={16}
            aria-label={ANNOUNCEMENTS_TEXT.write}
            onInput={({ detail }) => write(detail.value)}
          />
        </View>
        <Tap
          className={`comment-bar__send ${isOff ? 'comment-bar__send--off' : ''}`}
          isOff={isOff}
          onTap={() => void send()}
        >
          {ANNOUNCEMENTS_TEXT.send}
        </Tap>
      </View>
      {left < COUNT_BELOW ? (
        <View className={`comment-bar__count ${left < 0 ? 'comment-bar__count--over' : ''}`}>
          {left < 0 ? ANNOUNCEMENTS_TEXT.over(-left) : ANNOUNCEMENTS_TEXT.left(left)}
        </View>
      ) : null}
    </View>
  )
}
