import { useRouter } from '@tarojs/taro'
import { AnnouncementList } from '@/features/announcements/components/announcement-list'
import { ANNOUNCEMENTS_TEXT } from '@/features/announcements/text'
import { Frame } from '@/features/frame/frame'
import { JoinFirst } from '@/features/frame/join-first'
import { go } from '@/platform/go'
import { useMembership } from '@/stores/community'
import { useSession } from '@/stores/session'
import { Skeleton } from '@/ui/states'

const AnnouncementsPage = () => {
  const { communityId: asked } = useRouter().params
  const isStarting = useSession(({ session }) => session.is === 'starting')
  const isSignedIn = useSession(({ session }) => session.is === 'signed-in')
  const membership = useMembership()
  const communityId = asked ?? membership?.communityId
  if (isStarting)
    return (
      <Frame>
        <Skeleton />
      </Frame>
    )
  if (!isSignedIn || !communityId) return <JoinFirst hint={ANNOUNCEMENTS_TEXT.signInHint} />
  return (
    <Frame>
      <AnnouncementList
        key={communityId}
        communityId={communityId}
        onOpen={({ announcementId }) =>
          go('resident/announcement/index', { communityId, announcementId })
        }
      />
    </Frame>
  )
}

export default AnnouncementsPage
