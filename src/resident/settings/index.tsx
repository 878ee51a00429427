import { dropAllAnnounceDrafts } from '@/features/announcements/announce-draft'
import { dropAllCommentDrafts } from '@/features/announcements/comment-draft'
import { dropAllTalkDrafts } from '@/features/chat/draft'
import { dropAllOutgoing } from '@/features/chat/outbox'
import { dropAllJoinDrafts } from '@/features/communities/join-draft'
import { AboutGroup } from '@/features/identity/components/about-group'
import { AccountGroups, SignOutButton } from '@/features/identity/components/account-groups'
import { DisplayGroup } from '@/features/identity/components/display-group'
import { Frame } from '@/features/frame/frame'
import { dropAllAppeals } from '@/features/order/appeal-draft'
import { ORDER_TEXT } from '@/features/order/text'
import { dropAllDrafts } from '@/features/tickets/drafts'
import { discardAllSteps } from '@/features/tickets/kept-steps'
import { go } from '@/platform/go'
import { useMembership } from '@/stores/community'
import { useMe } from '@/stores/session'
import { Cell, Group } from '@/ui/cell'

const SettingsPage = () => {
  const me = useMe()
  const membership = useMembership()
  const leave = () => go('pages/me/index')
  return (
    <Frame>
      <DisplayGroup />
      <AccountGroups
        onDeleted={() => {
          dropAllDrafts()
          discardAllSteps()
          dropAllOutgoing()
          dropAllTalkDrafts()
          dropAllJoinDrafts()
          dropAllAnnounceDrafts()
          dropAllCommentDrafts()
          dropAllAppeals()
          leave()
        }}
      />
      {membership ? (
        <Group>
          <Cell
            title={ORDER_TEXT.record}
            note={ORDER_TEXT.recordNote}
            onTap={() => go('resident/order-record/index', { communityId: membership.communityId })}
          />
        </Group>
      ) : null}
      <AboutGroup onReadNotice={() => go('resident/privacy/index')} />
      {me ? <SignOutButton onSignedOut={leave} /> : null}
    </Frame>
  )
}

export default SettingsPage
