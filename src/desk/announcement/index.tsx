import { useRouter } from '@tarojs/taro'
import { DeskAnnouncement } from '@/features/announcements/components/desk-announcement'
import { NoAnnouncement } from '@/features/announcements/components/announcement-view'
import { DeskGate } from '@/features/desk/components/desk-gate'
import { Frame } from '@/features/frame/frame'
import { go, goInstead } from '@/platform/go'

const DeskAnnouncementPage = () => {
  const { communityId: asked, announcementId } = useRouter().params
  return (
    <Frame isWide>
      <DeskGate asked={asked}>
        {({ communityId }) => {
          const toAll = () => goInstead('desk/announcements/index', { communityId })
          if (!announcementId) return <NoAnnouncement onAll={toAll} />
          const where = { communityId, announcementId }
          return (
            <DeskAnnouncement
              key={announcementId}
              where={where}
              onAll={toAll}
              onChange={() => go('desk/announce/index', where)}
              onSee={() => go('resident/announcement/index', where)}
            />
          )
        }}
      </DeskGate>
    </Frame>
  )
}

export default DeskAnnouncementPage
