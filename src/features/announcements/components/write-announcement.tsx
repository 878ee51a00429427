import { useEffect } from 'react'
import { useLiveReading } from '@/stores/use-live-reading'
import { useLoaded } from '@/stores/use-loaded'
import { Shown } from '@/ui/shown'
import { Empty } from '@/ui/states'
import { findAnnouncement, type Announcement } from '../actions'
import { loadGroups } from '../desk-actions'
import { ANNOUNCE_TEXT } from '../desk-text'
import { isOf } from '../live'
import { AnnounceForm } from './announce-form'

interface Props {
  communityId: string
  /** Which is to be changed; a new one without. */
  announcementId: string | undefined
  onDone: (announcement: Announcement) => void
}

const load = async (communityId: string, announcementId: string | undefined) => {
  const [groups, found] = await Promise.all([
    loadGroups(communityId),
    announcementId ? findAnnouncement({ communityId, announcementId }) : null,
  ])
  return { groups, found }
}

/** The form over what it needs to know: the groups, and what is being changed as it is now. */
export const WriteAnnouncement = ({ communityId, announcementId, onDone }: Props) => {
  const { state, reload } = useLoaded(() => load(communityId, announcementId))
  useEffect(() => void reload(), [communityId, announcementId, reload])
  useLiveReading(communityId, announcementId ? isOf(announcementId) : () => false, reload)
  return (
    <Shown load={state} onRetry={() => void reload()}>
      {({ groups, found }) => {
        if (found && (found.is !== 'there' || isOver(found.announcement)))
          return <Empty sign="撤" title={ANNOUNCE_TEXT.over} hint={ANNOUNCE_TEXT.overHint} />
        return (
          <AnnounceForm
            communityId={communityId}
            groups={groups}
            announcement={found?.is === 'there' ? found.announcement : null}
            onDone={onDone}
            onBehind={reload}
          />
        )
      }}
    </Shown>
  )
}

const isOver = ({ state }: Announcement): boolean => state === 'withdrawn' || state === 'cancelled'
