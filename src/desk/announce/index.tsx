import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { loadAnnouncements } from '@/features/announcements/actions'
import { AnnouncementCard } from '@/features/announcements/components/announcement-card'
import { AnnounceForm } from '@/features/desk/components/announce-form'
import { DeskGate } from '@/features/desk/components/desk-gate'
import { ANNOUNCE_TEXT } from '@/features/desk/text'
import { useLiveReading } from '@/features/desk/live'
import { Frame } from '@/features/frame/frame'
import { go } from '@/platform/go'
import { useShown } from '@/platform/use-shown'
import { useLoaded } from '@/stores/use-loaded'
import { Group } from '@/ui/cell'
import { Shown } from '@/ui/shown'

const DeskAnnouncePage = () => {
  const { communityId } = useRouter().params
  return (
    <Frame isWide>
      <DeskGate asked={communityId}>
        {(desk) => <Announce communityId={desk.communityId} />}
      </DeskGate>
    </Frame>
  )
}

const Announce = ({ communityId }: { communityId: string }) => {
  const latest = useLoaded(() => loadAnnouncements(communityId))
  const { reload } = latest
  useShown(reload)
  // The page may have come to the front before the session was there.
  useEffect(() => void reload(), [reload])
  useLiveReading(communityId, ['announcement.posted'], reload)
  return (
    <View>
      <AnnounceForm
        communityId={communityId}
        preview={(announcement) => <AnnouncementCard announcement={announcement} />}
        onPosted={() => void reload()}
      />
      <View className="group__title">{ANNOUNCE_TEXT.latest}</View>
      <Shown load={latest.state} onRetry={() => void reload()}>
        {({ items }) =>
          items.length === 0 ? (
            <Group foot={ANNOUNCE_TEXT.latestNone} />
          ) : (
            <View className="entries">
              {items.slice(0, 10).map((announcement) => (
                <AnnouncementCard
                  key={announcement.announcementId}
                  announcement={announcement}
                  onOpen={() =>
                    go('resident/announcement/index', {
                      communityId,
                      announcementId: announcement.announcementId,
                    })
                  }
                />
              ))}
            </View>
          )
        }
      </Shown>
    </View>
  )
}

export default DeskAnnouncePage
