import { Text, View } from '@tarojs/components'
import { useEffect, useRef, type ReactNode } from 'react'
import { nowMs } from '@/platform/now'
import { useShown } from '@/platform/use-shown'
import { useLiveReading } from '@/stores/use-live-reading'
import { useLoaded } from '@/stores/use-loaded'
import { Cell, Group } from '@/ui/cell'
import { Shown } from '@/ui/shown'
import { Empty } from '@/ui/states'
import { dueText } from '@/ui/time'
import { findAnnouncement, markRead, type Announcement, type Found, type Where } from '../actions'
import { isOf } from '../live'
import { ANNOUNCEMENTS_TEXT } from '../text'
import { AnnouncementBody } from './announcement-body'
import { Comments } from './comments'
import './announcement-view.scss'

interface Props {
  where: Where
  onAll: () => void
  /** For those who keep order: who has read it. */
  onReceipts?: () => void
  /** For who wants to comment and is not known by a phone number yet. */
  phoneNeeded: (onProved: () => Promise<unknown>) => ReactNode
}

/** One announcement, read by being opened, with what neighbours say under it. */
export const AnnouncementView = ({ where, onAll, onReceipts, phoneNeeded }: Props) => {
  const { communityId, announcementId } = where
  const { state, reload } = useLoaded(() => findAnnouncement(where))
  useShown(reload)
  // The page may have come to the front before the session was there.
  useEffect(() => void reload(), [communityId, announcementId, reload])
  useLiveReading(communityId, isOf(announcementId), reload)
  useReading(where, state.is === 'ready' ? state.value : null, reload)
  return (
    <Shown load={state} onRetry={() => void reload()}>
      {(found) => {
        if (found.is === 'over')
          return (
            <Empty
              sign="撤"
              title={ANNOUNCEMENTS_TEXT.withdrawn}
              hint={ANNOUNCEMENTS_TEXT.withdrawnHint}
              act={ANNOUNCEMENTS_TEXT.toAll}
              onAct={onAll}
            />
          )
        if (found.is === 'none') return <NoAnnouncement onAll={onAll} />
        const { announcement } = found
        return (
          <View>
            <Standing announcement={announcement} />
            <View className="card">
              <AnnouncementBody announcement={announcement} />
              <Text className="small notice-read">
                {ANNOUNCEMENTS_TEXT.readCount(announcement.readCount)}
              </Text>
            </View>
            {onReceipts ? (
              <View className="notice-desk">
                <Group>
                  <Cell title={ANNOUNCEMENTS_TEXT.receipts} onTap={onReceipts} />
                </Group>
              </View>
            ) : null}
            {announcement.state === 'published' ? (
              <Comments where={where} announcement={announcement} phoneNeeded={phoneNeeded} />
            ) : null}
          </View>
        )
      }}
    </Shown>
  )
}

export const NoAnnouncement = ({ onAll }: { onAll: () => void }) => (
  <Empty
    title={ANNOUNCEMENTS_TEXT.none}
    hint={ANNOUNCEMENTS_TEXT.noneHint}
    act={ANNOUNCEMENTS_TEXT.toAll}
    onAct={onAll}
  />
)

/** What only the desk sees: that it is not out yet, or no longer. */
const Standing = ({ announcement: { state, at } }: { announcement: Announcement }) => {
  if (state === 'published') return null
  const words = {
    scheduled: ANNOUNCEMENTS_TEXT.scheduledForDesk(dueText(at, nowMs())),
    cancelled: ANNOUNCEMENTS_TEXT.cancelledForDesk,
    withdrawn: ANNOUNCEMENTS_TEXT.withdrawnForDesk,
  }[state]
  return (
    <View className="notice-standing" role="status">
      {words}
    </View>
  )
}

/** Tells the server once that it has been read; where no answer came, when it is shown again. */
const useReading = (where: Where, found: Found | null, reload: () => Promise<void>): void => {
  const told = useRef('')
  const isUnread =
    found?.is === 'there' &&
    !found.announcement.isRead &&
    found.announcement.state === 'published' &&
    found.announcement.announcementId === where.announcementId
  useEffect(() => {
    if (!isUnread || told.current === where.announcementId) return
    told.current = where.announcementId
    markRead(where).then(reload, () => {
      told.current = ''
    })
  }, [isUnread, found]) // eslint-disable-line react-hooks/exhaustive-deps -- each time it was read anew
}
