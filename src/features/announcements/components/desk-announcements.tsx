import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { confirm, toast } from '@/platform/dialogs'
import { nowMs } from '@/platform/now'
import { useShown } from '@/platform/use-shown'
import { useAct } from '@/stores/use-act'
import { useLiveReading } from '@/stores/use-live-reading'
import { usePaged } from '@/stores/use-paged'
import { Button } from '@/ui/button'
import { Icon } from '@/ui/icon'
import { Shown } from '@/ui/shown'
import { Empty } from '@/ui/states'
import { Tag } from '@/ui/tag'
import { Tap } from '@/ui/tap'
import { dueText, whenText } from '@/ui/time'
import { findDraft } from '../announce-draft'
import { loadDeskAnnouncements, withdraw, type DeskAnnouncement } from '../desk-actions'
import { DESK_ANNOUNCEMENTS_TEXT } from '../desk-text'
import { ReadBar } from './read-bar'
import './desk-announcements.scss'

interface Props {
  communityId: string
  onPost: () => void
  onOpen: (announcement: DeskAnnouncement) => void
  onChange: (announcement: DeskAnnouncement) => void
}

/** What waits for its time stands first: it can still be stopped. */
const loadPage = async (communityId: string, before?: string) => {
  const { scheduled, items, next } = await loadDeskAnnouncements(communityId, before)
  return { items: [...scheduled, ...items], next }
}

/** The desk's announcements: what waits for its time, what went out and how many have read it. */
export const DeskAnnouncements = ({ communityId, onPost, onOpen, onChange }: Props) => {
  const list = usePaged(communityId, (before) => loadPage(communityId, before), { isKept: true })
  const [draft, setDraft] = useState(() => findDraft({ communityId, announcementId: null }))
  const { isBusy, act } = useAct()
  useShown(() => {
    setDraft(findDraft({ communityId, announcementId: null }))
    return list.reload()
  })
  useLiveReading(communityId, (change) => 'announcementId' in change, list.reload)
  const cancel = async ({ announcementId, title }: DeskAnnouncement) => {
    const isSure = await confirm({
      title: DESK_ANNOUNCEMENTS_TEXT.cancelAsk,
      words: DESK_ANNOUNCEMENTS_TEXT.cancelWords(title),
      yes: DESK_ANNOUNCEMENTS_TEXT.cancelYes,
      no: DESK_ANNOUNCEMENTS_TEXT.cancelNo,
      isDangerous: true,
    })
    if (!isSure) return
    await act(async () => {
      await withdraw({ communityId, announcementId })
      toast(DESK_ANNOUNCEMENTS_TEXT.cancelled)
      await list.reload()
    })
  }
  return (
    <View>
      <View className="buttons desk-notices__post">
        <Button
          text={
            draft ? DESK_ANNOUNCEMENTS_TEXT.draft(draft.title.trim()) : DESK_ANNOUNCEMENTS_TEXT.post
          }
          onTap={onPost}
        />
      </View>
      <Shown load={list.state} onRetry={() => void list.reload()}>
        {({ items, hasMore }) => {
          const scheduled = items.filter(({ state }) => state === 'scheduled')
          const published = items.filter(({ state }) => state !== 'scheduled')
          return (
            <View>
              {scheduled.length > 0 ? (
                <View>
                  <View className="section">
                    <Text>{DESK_ANNOUNCEMENTS_TEXT.scheduled}</Text>
                  </View>
                  <View className="desk-notices">
                    {scheduled.map((one) => (
                      <Scheduled
                        key={one.announcementId}
                        announcement={one}
                        isBusy={isBusy}
                        onOpen={() => onOpen(one)}
                        onChange={() => onChange(one)}
                        onCancel={() => void cancel(one)}
                      />
                    ))}
                  </View>
                </View>
              ) : null}
              {published.length > 0 ? (
                <View>
                  <View className="section">
                    <Text>{DESK_ANNOUNCEMENTS_TEXT.published}</Text>
                  </View>
                  <View className="desk-notices">
                    {published.map((one) => (
                      <Published
                        key={one.announcementId}
                        announcement={one}
                        onOpen={() => onOpen(one)}
                      />
                    ))}
                  </View>
                </View>
              ) : null}
              {items.length === 0 ? (
                <Empty
                  title={DESK_ANNOUNCEMENTS_TEXT.empty}
                  hint={DESK_ANNOUNCEMENTS_TEXT.emptyHint}
                />
              ) : null}
              {hasMore ? (
                <View className="buttons">
                  <Button
                    kind="plain"
                    text={DESK_ANNOUNCEMENTS_TEXT.more}
                    isBusy={isBusy}
                    onTap={() => void act(list.more)}
                  />
                </View>
              ) : null}
            </View>
          )
        }}
      </Shown>
    </View>
  )
}

const toText = ({ groups }: DeskAnnouncement): string =>
  groups.length === 0 ? DESK_ANNOUNCEMENTS_TEXT.toAll : groups.map(({ name }) => name).join('、')

const Scheduled = ({
  announcement,
  isBusy,
  onOpen,
  onChange,
  onCancel,
}: {
  announcement: DeskAnnouncement
  isBusy: boolean
  onOpen: () => void
  onChange: () => void
  onCancel: () => void
}) => {
  const { title, at } = announcement
  const goesOut = DESK_ANNOUNCEMENTS_TEXT.goesOut(dueText(at, nowMs()))
  return (
    <View className="card desk-notice">
      <Tap role="link" label={[title, goesOut, toText(announcement)].join('，')} onTap={onOpen}>
        <Text className="desk-notice__title">{title}</Text>
        <View className="desk-notice__when">
          <Icon name="clock" />
          <Text>{goesOut}</Text>
        </View>
        <Text className="small">{toText(announcement)}</Text>
      </Tap>
      <View className="desk-notice__acts">
        <Button kind="plain" isSmall text={DESK_ANNOUNCEMENTS_TEXT.change} onTap={onChange} />
        <Button
          kind="danger"
          isSmall
          isOff={isBusy}
          text={DESK_ANNOUNCEMENTS_TEXT.cancel}
          onTap={onCancel}
        />
      </View>
    </View>
  )
}

const Published = ({
  announcement,
  onOpen,
}: {
  announcement: DeskAnnouncement
  onOpen: () => void
}) => {
  const { title, authorName, at, isPinned, editedAt, readCount, readerCount, commentCount } =
    announcement
  const by = DESK_ANNOUNCEMENTS_TEXT.by(authorName, whenText(at, nowMs()))
  const read =
    readerCount === 0
      ? DESK_ANNOUNCEMENTS_TEXT.noReaders
      : DESK_ANNOUNCEMENTS_TEXT.read(readCount, readerCount)
  const more = [
    toText(announcement),
    editedAt && DESK_ANNOUNCEMENTS_TEXT.edited,
    commentCount > 0 && DESK_ANNOUNCEMENTS_TEXT.comments(commentCount),
  ].filter(Boolean)
  return (
    <Tap
      className="card desk-notice"
      role="link"
      label={[isPinned && DESK_ANNOUNCEMENTS_TEXT.pinned, title, read, by, ...more]
        .filter(Boolean)
        .join('，')}
      onTap={onOpen}
    >
      <View className="desk-notice__head">
        <Text className="desk-notice__title">{title}</Text>
        {isPinned ? <Tag kind="wait" text={DESK_ANNOUNCEMENTS_TEXT.pinned} /> : null}
      </View>
      <View className="desk-notice__read">
        <ReadBar of={readerCount} read={readCount} words={read} />
      </View>
      <Text className="small">{[by, ...more].join(' · ')}</Text>
    </Tap>
  )
}
