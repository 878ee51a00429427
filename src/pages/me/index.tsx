import { View } from '@tarojs/components'
import { openApplications } from '@/features/communities/where-i-stand'
import { Frame } from '@/features/frame/frame'
import { CommunitiesGroup } from '@/features/identity/components/communities-group'
import { MeHead, SignedOutHead } from '@/features/identity/components/me-head'
import { ME_TEXT } from '@/features/identity/text'
import { useDrafts } from '@/features/tickets/drafts'
import { go } from '@/platform/go'
import { useShown } from '@/platform/use-shown'
import { useDesks, useMembership } from '@/stores/community'
import { useDisplay } from '@/stores/display'
import { currentMe, refreshMe, useMe, useSession } from '@/stores/session'
import { Cell, Group } from '@/ui/cell'
import { Skeleton } from '@/ui/states'

/** What is stored of me is shown at once; the server is asked behind it. */
const readMe = async (): Promise<void> => {
  if (currentMe()) await refreshMe().catch(() => undefined) // the frame says when there is no network
}

const MePage = () => {
  const isStarting = useSession(({ session }) => session.is === 'starting')
  const me = useMe()
  useShown(readMe)
  return (
    <Frame>
      {isStarting ? <Skeleton /> : me ? <SignedIn /> : <SignedOut />}
      <Group>
        <Cell
          title={ME_TEXT.settings}
          note={ME_TEXT.settingsNote}
          onTap={() => go('resident/settings/index')}
        />
      </Group>
    </Frame>
  )
}

const SignedOut = () => (
  <View>
    <SignedOutHead onSignIn={() => go('resident/sign-in/index')} />
    <Drafts />
  </View>
)

const SignedIn = () => {
  const me = useMe()
  const membership = useMembership()
  if (!me) return null
  return (
    <View>
      <MeHead me={me} membership={membership} />
      <Group>
        <Cell
          title={ME_TEXT.inbox}
          badge={me.unreadCount}
          onTap={() => go('resident/inbox/index')}
        />
      </Group>
      <Work />
      {membership ? <Mine /> : <Drafts />}
      <CommunitiesGroup
        me={me}
        current={membership}
        applications={openApplications(me)}
        onOpenApplication={(communityId) => go('resident/join/index', { communityId })}
        onJoin={() => go('resident/join/index')}
      />
    </View>
  )
}

/** In elder mode only what one comes for, and drafts when there are any. */
const Mine = () => {
  const isElder = useDisplay((display) => display.isElder)
  const count = useDrafts(({ drafts }) => drafts.length)
  return (
    <Group title={ME_TEXT.mine}>
      <Cell
        title={ME_TEXT.reports}
        note={ME_TEXT.reportsNote}
        onTap={() => go('resident/my-tickets/index')}
      />
      {isElder ? null : (
        <Cell
          title={ME_TEXT.following}
          onTap={() => go('resident/my-tickets/index', { view: 'following' })}
        />
      )}
      {isElder && count === 0 ? null : (
        <Cell
          title={ME_TEXT.drafts}
          value={count > 0 ? ME_TEXT.draftsCount(count) : undefined}
          onTap={() => go('resident/drafts/index')}
        />
      )}
    </Group>
  )
}

/** Whoever wrote something before signing in finds it again. */
const Drafts = () => {
  const count = useDrafts(({ drafts }) => drafts.length)
  if (count === 0) return null
  return (
    <Group>
      <Cell
        title={ME_TEXT.drafts}
        value={ME_TEXT.draftsCount(count)}
        onTap={() => go('resident/drafts/index')}
      />
    </Group>
  )
}

/** The tools of one's office in the community that is shown; an operator chooses one first. */
const Work = () => {
  const me = useMe()
  const membership = useMembership()
  const desks = useDesks((state) => state.desks)
  if (membership && membership.role !== 'resident')
    return (
      <Group title={ME_TEXT.work}>
        {membership.role === 'moderator' ? (
          <Cell
            title={ME_TEXT.desk}
            note={ME_TEXT.deskNote}
            onTap={() => go('desk/home/index', { communityId: membership.communityId })}
          />
        ) : (
          <Cell
            title={ME_TEXT.queue}
            note={ME_TEXT.queueNote}
            onTap={() => go('gridwork/queue/index', { communityId: membership.communityId })}
          />
        )}
      </Group>
    )
  if (!me?.isOperator) return null
  return (
    <Group title={ME_TEXT.work}>
      {desks.map(({ communityId, name }) => (
        <Cell
          key={communityId}
          title={name}
          note={ME_TEXT.desk}
          onTap={() => go('desk/home/index', { communityId })}
        />
      ))}
      <Cell
        title={ME_TEXT.chooseCommunity}
        note={ME_TEXT.chooseCommunityNote}
        onTap={() => go('resident/join/index', { purpose: 'desk' })}
      />
    </Group>
  )
}

export default MePage
