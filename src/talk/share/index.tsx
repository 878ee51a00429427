import { useRouter } from '@tarojs/taro'
import { ShareTicket } from '@/features/chat/components/share-ticket'
import { openTalkPage } from '@/features/chat/open-message'
import { CHAT_TEXT } from '@/features/chat/text'
import { Frame } from '@/features/frame/frame'
import { JoinFirst } from '@/features/frame/join-first'
import { goInstead } from '@/platform/go'
import { keepsOrderIn } from '@/stores/community'
import { useMe } from '@/stores/session'

const SharePage = () => {
  const { communityId = '', ticketId = '', name = '' } = useRouter().params
  const me = useMe()
  if (!me) return <JoinFirst hint={CHAT_TEXT.emptyHint} />
  return (
    <Frame>
      <ShareTicket
        communityId={communityId}
        ticket={{ ticketId, name: decodeURIComponent(name) }}
        keepsOrder={keepsOrderIn(me, communityId)}
        onShared={(groupId) => openTalkPage({ communityId, groupId }, goInstead)}
      />
    </Frame>
  )
}

export default SharePage
