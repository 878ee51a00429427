import { useRouter } from '@tarojs/taro'
import {
  AnnouncementView,
  NoAnnouncement,
} from '@/features/announcements/components/announcement-view'
import { ANNOUNCEMENTS_TEXT } from '@/features/announcements/text'
import { Frame } from '@/features/frame/frame'
import { JoinFirst } from '@/features/frame/join-first'
import { PhoneNeeded } from '@/features/identity/components/phone-needed'
import { go, goInstead } from '@/platform/go'
import { useMembership } from '@/stores/community'
import { useMe, useSession } from '@/stores/session'
import { Skeleton } from '@/ui/states'

const AnnouncementPage = () => {
  const { communityId: asked, announcementId } = useRouter().params
  const isStarting = useSession(({ session }) => session.is === 'starting')
  const me = useMe()
  const membership = useMembership()
  const communityId = asked ?? membership?.communityId
  if (isStarting)
    return (
      <Frame>
        <Skeleton />
      </Frame>
    )
  if (!me || !communityId) return <JoinFirst hint={ANNOUNCEMENTS_TEXT.signInHint} />
  const toAll = () => goInstead('resident/announcements/index', { communityId })
  if (!announcementId)
    return (
      <Frame>
        <NoAnnouncement onAll={toAll} />
      </Frame>
    )
  const where = { communityId, announcementId }
  const isDesk =
    me.isOperator ||
    me.memberships.some((one) => one.communityId === communityId && one.role === 'moderator')
  return (
    <Frame>
      <AnnouncementView
        key={announcementId}
        where={where}
        onAll={toAll}
        phoneNeeded={(onProved) => <PhoneNeeded onProved={onProved} />}
        {...(isDesk && { onReceipts: () => go('desk/announcement/index', where) })}
      />
    </Frame>
  )
}

export default AnnouncementPage
