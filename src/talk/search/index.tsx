import { useRouter } from '@tarojs/taro'
import { TalkSearch } from '@/features/chat/components/talk-search'
import { openMessage } from '@/features/chat/open-message'
import { SEARCH_TEXT } from '@/features/chat/text'
import { Frame } from '@/features/frame/frame'
import { JoinFirst } from '@/features/frame/join-first'
import { useMe } from '@/stores/session'

const SearchPage = () => {
  const { communityId = '', groupId = '' } = useRouter().params
  const me = useMe()
  if (!me) return <JoinFirst hint={SEARCH_TEXT.startHint} />
  const where = { communityId, groupId }
  return (
    <Frame>
      <TalkSearch where={where} onOpen={({ seq }) => openMessage(where, seq)} />
    </Frame>
  )
}

export default SearchPage
