import { useRouter } from '@tarojs/taro'
import { MakeGroup } from '@/features/chat/components/make-group'
import { CHAT_TEXT } from '@/features/chat/text'
import { Frame } from '@/features/frame/frame'
import { JoinFirst } from '@/features/frame/join-first'
import { goInstead } from '@/platform/go'
import { useMe } from '@/stores/session'

const MakePage = () => {
  const { communityId = '' } = useRouter().params
  const me = useMe()
  if (!me) return <JoinFirst hint={CHAT_TEXT.emptyHint} />
  return (
    <Frame>
      <MakeGroup
        communityId={communityId}
        onMade={({ groupId }) => goInstead('talk/chat/index', { communityId, groupId })}
      />
    </Frame>
  )
}

export default MakePage
