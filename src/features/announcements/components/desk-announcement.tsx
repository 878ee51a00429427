import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { confirm, toast } from '@/platform/dialogs'
import { nowMs } from '@/platform/now'
import { useShown } from '@/platform/use-shown'
import { useAct } from '@/stores/use-act'
import { useLiveReading } from '@/stores/use-live-reading'
import { useLoaded } from '@/stores/use-loaded'
import { Button } from '@/ui/button'
import { Cell, Group, SwitchCell } from '@/ui/cell'
import { Shown } from '@/ui/shown'
import { dueText } from '@/ui/time'
import { findAnnouncement, type Announcement, type Where } from '../actions'
import { loadReceipts, tryToChange, withdraw } from '../desk-actions'
import { DESK_ANNOUNCEMENTS_TEXT } from '../desk-text'
import { isAbout } from '../live'
import { ANNOUNCEMENTS_TEXT } from '../text'
import { AnnouncementBody } from './announcement-body'
import { AnnouncementReceipts } from './announcement-receipts'
import { NoAnnouncement } from './announcement-view'
import { EarlierVersions } from './earlier-versions'
import './desk-announcement.scss'

interface Props {
  where: Where
  onAll: () => void
  onChange: () => void
  onSee: () => void
}

const load = async (where: Where) => {
  const found = await findAnnouncement(where)
  if (found.is !== 'there') return null
  const { announcement } = found
  const isOut = announcement.state === 'published'
  return { announcement, receipts: isOut ? await loadReceipts(where) : null }
}

/** One announcement as the desk sees it: who has read it, and what can still be done about it. */
export const DeskAnnouncement = ({ where, onAll, onChange, onSee }: Props) => {
  const { communityId, announcementId } = where
  const { state, reload } = useLoaded(() => load(where))
  useShown(reload)
  // The page may have come to the front before the session was there.
  useEffect(() => void reload(), [communityId, announcementId, reload])
  useLiveReading(communityId, isAbout(announcementId), reload)
  return (
    <Shown load={state} onRetry={() => void reload()}>
      {(value) => {
        if (!value) return <NoAnnouncement onAll={onAll} />
        const { announcement, receipts } = value
        return (
          <View className="desk-one">
            <View className="card">
              <Standing announcement={announcement} />
              <AnnouncementBody announcement={announcement} />
            </View>
            {receipts ? (
              <View className="desk-one__receipts">
                <AnnouncementReceipts where={where} receipts={receipts} onReminded={reload} />
              </View>
            ) : null}
            <Manage announcement={announcement} reload={reload} onChange={onChange} onSee={onSee} />
          </View>
        )
      }}
    </Shown>
  )
}

const Standing = ({ announcement: { state, at } }: { announcement: Announcement }) => {
  if (state === 'published') return null
  const words = {
    scheduled: ANNOUNCEMENTS_TEXT.scheduledForDesk(dueText(at, nowMs())),
    cancelled: ANNOUNCEMENTS_TEXT.cancelledForDesk,
    withdrawn: ANNOUNCEMENTS_TEXT.withdrawnForDesk,
  }[state]
  return (
    <View className="desk-one__standing" role="status">
      {words}
    </View>
  )
}

const Manage = ({
  announcement,
  reload,
  onChange,
  onSee,
}: {
  announcement: Announcement
  reload: () => Promise<void>
} & Pick<Props, 'onChange' | 'onSee'>) => {
  const { communityId, announcementId, state, version, hasComments, isPinned } = announcement
  const where = { communityId, announcementId }
  const { isBusy, act } = useAct()
  const [isReadingEdits, setReadingEdits] = useState(false)
  if (state === 'withdrawn' || state === 'cancelled') return null
  const isOut = state === 'published'
  const set = (what: { hasComments: boolean } | { isPinned: boolean }) =>
    act(async () => {
      const isDone = await tryToChange(where, { version, ...what })
      await reload()
      if (!isDone) toast(DESK_ANNOUNCEMENTS_TEXT.stale)
    })
  const end = async () => {
    const isSure = await confirm({
      title: isOut ? DESK_ANNOUNCEMENTS_TEXT.withdrawAsk : DESK_ANNOUNCEMENTS_TEXT.cancelAsk,
      words: isOut
        ? DESK_ANNOUNCEMENTS_TEXT.withdrawWords
        : DESK_ANNOUNCEMENTS_TEXT.cancelWords(announcement.title),
      yes: isOut ? DESK_ANNOUNCEMENTS_TEXT.withdrawYes : DESK_ANNOUNCEMENTS_TEXT.cancelYes,
      ...(!isOut && { no: DESK_ANNOUNCEMENTS_TEXT.cancelNo }),
      isDangerous: true,
    })
    if (!isSure) return
    await act(async () => {
      await withdraw(where)
      toast(isOut ? DESK_ANNOUNCEMENTS_TEXT.withdrawn : DESK_ANNOUNCEMENTS_TEXT.cancelled)
      await reload()
    })
  }
  return (
    <View className="desk-one__manage">
      <Group>
        {isOut ? <Cell title={DESK_ANNOUNCEMENTS_TEXT.see} onTap={onSee} /> : null}
        <SwitchCell
          title={DESK_ANNOUNCEMENTS_TEXT.commentsSwitch}
          note={
            hasComments ? DESK_ANNOUNCEMENTS_TEXT.commentsOn : DESK_ANNOUNCEMENTS_TEXT.commentsOff
          }
          isOn={hasComments}
          onChange={(isOn) => void set({ hasComments: isOn })}
        />
        <SwitchCell
          title={DESK_ANNOUNCEMENTS_TEXT.pinSwitch}
          isOn={isPinned}
          onChange={(isOn) => void set({ isPinned: isOn })}
        />
        {isOut && announcement.editedAt ? (
          <Cell title={DESK_ANNOUNCEMENTS_TEXT.edits} onTap={() => setReadingEdits(true)} />
        ) : null}
      </Group>
      <View className="desk-one__acts">
        <Button kind="plain" text={DESK_ANNOUNCEMENTS_TEXT.change} onTap={onChange} />
        <Button
          kind="danger"
          text={isOut ? DESK_ANNOUNCEMENTS_TEXT.withdraw : DESK_ANNOUNCEMENTS_TEXT.cancel}
          isBusy={isBusy}
          onTap={() => void end()}
        />
      </View>
      {isReadingEdits ? (
        <EarlierVersions where={where} onClose={() => setReadingEdits(false)} />
      ) : null}
    </View>
  )
}
