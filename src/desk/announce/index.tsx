import Taro, { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { WriteAnnouncement } from '@/features/announcements/components/write-announcement'
import { ANNOUNCE_TEXT } from '@/features/announcements/desk-text'
import { DeskGate } from '@/features/desk/components/desk-gate'
import { Frame } from '@/features/frame/frame'
import { back, goInstead } from '@/platform/go'

const AnnouncePage = () => {
  const { communityId, announcementId } = useRouter().params
  useEffect(() => {
    if (announcementId) void Taro.setNavigationBarTitle({ title: ANNOUNCE_TEXT.change })
  }, [announcementId])
  return (
    <Frame isWide>
      <DeskGate asked={communityId}>
        {(desk) => (
          <WriteAnnouncement
            key={desk.communityId}
            communityId={desk.communityId}
            announcementId={announcementId}
            onDone={(done) => {
              if (announcementId) return back()
              goInstead('desk/announcement/index', {
                communityId: desk.communityId,
                announcementId: done.announcementId,
              })
            }}
          />
        )}
      </DeskGate>
    </Frame>
  )
}

export default AnnouncePage
