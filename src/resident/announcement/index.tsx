import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Frame } from '@/features/frame/frame'
import { loadAnnouncements, type AnnouncementPage } from '@/features/announcements/actions'
import { AnnouncementCard } from '@/features/announcements/components/announcement-card'
import { ANNOUNCEMENTS_TEXT } from '@/features/announcements/text'
import { useShown } from '@/platform/use-shown'
import { useMembership } from '@/stores/community'
import { useAct } from '@/stores/use-act'
import { useLoaded } from '@/stores/use-loaded'
import { Button } from '@/ui/button'
import { Shown } from '@/ui/shown'
import { Empty } from '@/ui/states'

/** All announcements whole, the one that was tapped first. */
const AnnouncementPageRoot = () => {
  const { announcementId, communityId: asked } = useRouter().params
  const membership = useMembership()
  const communityId = asked ?? membership?.communityId ?? ''
  const [older, setOlder] = useState<AnnouncementPage | null>(null)
  const { isBusy, act } = useAct()
  const { state, reload } = useLoaded(() => loadAnnouncements(communityId))
  useShown(reload)
  const loadOlder = (before: string) =>
    act(async () => {
      const page = await loadAnnouncements(communityId, before)
      setOlder((old) => ({ items: [...(old?.items ?? []), ...page.items], next: page.next }))
    })
  return (
    <Frame>
      <Shown load={state} onRetry={() => void reload()}>
        {(first) => {
          const all = [...first.items, ...(older?.items ?? [])]
          const next = older ? older.next : first.next
          const asked = all.filter((one) => one.announcementId === announcementId)
          const others = all.filter((one) => one.announcementId !== announcementId)
          if (all.length === 0)
            return <Empty title={ANNOUNCEMENTS_TEXT.empty} hint={ANNOUNCEMENTS_TEXT.emptyHint} />
          return (
            <View>
              {[...asked, ...others].map((one) => (
                <AnnouncementCard key={one.announcementId} announcement={one} />
              ))}
              {next ? (
                <View className="buttons">
                  <Button
                    kind="plain"
                    text={ANNOUNCEMENTS_TEXT.more}
                    isBusy={isBusy}
                    onTap={() => void loadOlder(next)}
                  />
                </View>
              ) : null}
            </View>
          )
        }}
      </Shown>
    </Frame>
  )
}

export default AnnouncementPageRoot
