import { Text, View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import { AnnouncementCard } from '@/features/announcements/components/announcement-card'
import { Frame } from '@/features/frame/frame'
import { loadOverview, type Overview } from '@/features/groups/actions'
import { CommunityHead } from '@/features/groups/components/community-head'
import { GroupList } from '@/features/groups/components/group-list'
import { Happenings } from '@/features/groups/components/happenings'
import { Welcome } from '@/features/groups/components/welcome'
import { isNewsHere } from '@/features/groups/live'
import { GROUPS_TEXT } from '@/features/groups/text'
import { go } from '@/platform/go'
import { useShown } from '@/platform/use-shown'
import { useMembership } from '@/stores/community'
import { useDisplay } from '@/stores/display'
import { useSession } from '@/stores/session'
import { useLiveReading } from '@/stores/use-live-reading'
import { useLoaded } from '@/stores/use-loaded'
import { Shown } from '@/ui/shown'
import { Skeleton } from '@/ui/states'
import { Tap } from '@/ui/tap'
import './index.scss'

const ELDER_HAPPENINGS = 5

const GroupPage = () => {
  const session = useSession((state) => state.session)
  const membership = useMembership()
  const communityId = membership?.communityId
  useShareAppMessage(() => ({ title: GROUPS_TEXT.welcomeTitle, path: '/pages/group/index' }))

  if (session.is === 'starting')
    return (
      <Frame>
        <Skeleton />
      </Frame>
    )
  if (!membership || !communityId)
    return (
      <Frame>
        <Welcome
          me={session.is === 'signed-in' ? session.me : null}
          onSignIn={() => go('resident/sign-in/index')}
          onJoin={() => go('resident/join/index')}
        />
      </Frame>
    )
  return (
    <Frame>
      <Home key={communityId} communityId={communityId} nickname={membership.nickname} />
    </Frame>
  )
}

const Home = ({ communityId, nickname }: { communityId: string; nickname: string }) => {
  const { state, reload } = useLoaded(() => loadOverview(communityId))
  useShown(reload)
  useLiveReading(communityId, isNewsHere, reload)
  return (
    <Shown load={state} onRetry={() => void reload()}>
      {(overview) => (
        <View>
          <CommunityHead community={overview.community} nickname={nickname} />
          <Announcements communityId={communityId} overview={overview} />
          <Groups overview={overview} />
        </View>
      )}
    </Shown>
  )
}

/** In elder mode one alone: what one has not read yet, else what stands first. */
const Announcements = ({
  communityId,
  overview: { announcements },
}: {
  communityId: string
  overview: Overview
}) => {
  const isElder = useDisplay((display) => display.isElder)
  const unread = announcements.filter(({ isRead }) => !isRead)
  const shown = isElder ? [...unread, ...announcements].slice(0, 1) : announcements
  return (
    <View>
      <View className="section">
        <Text>{GROUPS_TEXT.announcements}</Text>
        {announcements.length > 0 ? (
          <Tap
            className="section__more"
            onTap={() => go('resident/announcements/index', { communityId })}
          >
            {GROUPS_TEXT.all}
          </Tap>
        ) : null}
      </View>
      {shown.length === 0 ? (
        <View className="card quiet">{GROUPS_TEXT.noAnnouncements}</View>
      ) : (
        shown.map((one) => (
          <AnnouncementCard
            key={one.announcementId}
            announcement={one}
            onOpen={() =>
              go('resident/announcement/index', { communityId, announcementId: one.announcementId })
            }
          />
        ))
      )}
    </View>
  )
}

/** In elder mode what happens comes first and the groups last: fewer things at once. */
const Groups = ({ overview: { community, groups, happenings } }: { overview: Overview }) => {
  const isElder = useDisplay((display) => display.isElder)
  const list = (
    <GroupList
      groups={groups}
      onOpen={(groupId) => go('talk/chat/index', { communityId: community.communityId, groupId })}
      onAll={() => go('talk/groups/index', { communityId: community.communityId })}
    />
  )
  return (
    <View>
      {isElder ? null : list}
      <Happenings
        happenings={isElder ? happenings.slice(0, ELDER_HAPPENINGS) : happenings}
        onOpen={(ticketId) =>
          go('resident/ticket/index', { communityId: community.communityId, ticketId })
        }
        onAll={() => go('resident/community-tickets/index')}
      />
      {isElder ? list : null}
    </View>
  )
}

export default GroupPage
