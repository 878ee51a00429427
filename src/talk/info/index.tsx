import { useRouter } from '@tarojs/taro'
import { GroupInfo } from '@/features/chat/components/group-info'
import { CHAT_TEXT } from '@/features/chat/text'
import { Frame } from '@/features/frame/frame'
import { JoinFirst } from '@/features/frame/join-first'
import { useMe } from '@/stores/session'

const InfoPage = () => {
  const { communityId = '', groupId = '' } = useRouter().params
  const me = useMe()
  if (!me) return <JoinFirst hint={CHAT_TEXT.emptyHint} />
  return (
    <Frame>
      <GroupInfo where={{ communityId, groupId }} />
    </Frame>
  )
}

export default InfoPage
