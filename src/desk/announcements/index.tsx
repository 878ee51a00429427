import { useRouter } from '@tarojs/taro'
import { DeskAnnouncements } from '@/features/announcements/components/desk-announcements'
import { DeskGate } from '@/features/desk/components/desk-gate'
import { Frame } from '@/features/frame/frame'
import { go } from '@/platform/go'

const DeskAnnouncementsPage = () => {
  const { communityId } = useRouter().params
  return (
    <Frame isWide>
      <DeskGate asked={communityId}>
        {(desk) => (
          <DeskAnnouncements
            key={desk.communityId}
            communityId={desk.communityId}
            onPost={() => go('desk/announce/index', { communityId: desk.communityId })}
            onOpen={({ announcementId }) =>
              go('desk/announcement/index', { communityId: desk.communityId, announcementId })
            }
            onChange={({ announcementId }) =>
              go('desk/announce/index', { communityId: desk.communityId, announcementId })
            }
          />
        )}
      </DeskGate>
    </Frame>
  )
}

export default DeskAnnouncementsPage
