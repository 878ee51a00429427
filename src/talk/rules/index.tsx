import { useRouter } from '@tarojs/taro'
import { TalkRulesForm } from '@/features/chat/components/talk-rules-form'
import { CHAT_TEXT } from '@/features/chat/text'
import { Frame } from '@/features/frame/frame'
import { JoinFirst } from '@/features/frame/join-first'
import { useMe } from '@/stores/session'

const RulesPage = () => {
  const { communityId = '' } = useRouter().params
  const me = useMe()
  if (!me) return <JoinFirst hint={CHAT_TEXT.emptyHint} />
  return (
    <Frame>
      <TalkRulesForm communityId={communityId} />
    </Frame>
  )
}

export default RulesPage
