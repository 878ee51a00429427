import { useRouter } from '@tarojs/taro'
import { AllGroups } from '@/features/chat/components/all-groups'
import { CHAT_TEXT } from '@/features/chat/text'
import { Frame } from '@/features/frame/frame'
import { JoinFirst } from '@/features/frame/join-first'
import { keepsOrderIn } from '@/stores/community'
import { useMe } from '@/stores/session'

const GroupsPage = () => {
  const { communityId = '' } = useRouter().params
  const me = useMe()
  if (!me) return <JoinFirst hint={CHAT_TEXT.emptyHint} />
  return (
    <Frame>
      <AllGroups communityId={communityId} keepsOrder={keepsOrderIn(me, communityId)} />
    </Frame>
  )
}

export default GroupsPage
