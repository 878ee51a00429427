import { Frame } from '@/features/frame/frame'
import { InboxList } from '@/features/inbox/components/inbox-list'
import { SubscribeCard } from '@/features/inbox/components/subscribe-card'
import { whereTo } from '@/features/inbox/where-to'
import { INBOX_TEXT } from '@/features/inbox/text'
import { SIGN_IN_TEXT } from '@/features/identity/text'
import { go } from '@/platform/go'
import { chooseCommunity } from '@/stores/community'
import { useMe } from '@/stores/session'
import { Empty } from '@/ui/states'

const InboxPage = () => {
  const me = useMe()
  if (!me)
    return (
      <Frame>
        <Empty
          sign="信"
          title={INBOX_TEXT.nothing}
          hint={INBOX_TEXT.nothingHint}
          act={SIGN_IN_TEXT.signIn}
          onAct={() => go('resident/sign-in/index')}
        />
      </Frame>
    )
  return (
    <Frame>
      <SubscribeCard />
      <InboxList
        onReport={() => go('pages/report/index')}
        onOpen={(item) => {
          const { page, query } = whereTo(item)
          // The group's tab shows the chosen community; the other pages are told which.
          if (!query) chooseCommunity(item.communityId)
          go(page, query)
        }}
      />
    </Frame>
  )
}

export default InboxPage
