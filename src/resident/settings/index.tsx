import { dropAllTalkDrafts } from '@/features/chat/draft'
import { dropAllOutgoing } from '@/features/chat/outbox'
import { dropAllJoinDrafts } from '@/features/communities/join-draft'
import { AboutGroup } from '@/features/identity/components/about-group'
import { AccountGroups, SignOutButton } from '@/features/identity/components/account-groups'
import { DisplayGroup } from '@/features/identity/components/display-group'
import { Frame } from '@/features/frame/frame'
import { dropAllDrafts } from '@/features/tickets/drafts'
import { go } from '@/platform/go'
import { useMe } from '@/stores/session'

const SettingsPage = () => {
  const me = useMe()
  const leave = () => go('pages/me/index')
  return (
    <Frame>
      <DisplayGroup />
      <AccountGroups
        onDeleted={() => {
          dropAllDrafts()
          dropAllOutgoing()
          dropAllTalkDrafts()
          dropAllJoinDrafts()
          leave()
        }}
      />
      <AboutGroup onReadNotice={() => go('resident/privacy/index')} />
      {me ? <SignOutButton onSignedOut={leave} /> : null}
    </Frame>
  )
}

export default SettingsPage
