import { useShown } from '@/platform/use-shown'
import { Frame } from '@/features/frame/frame'
import { NoticeText } from '@/features/identity/components/notice-text'
import { loadStart } from '@/stores/session'

const PrivacyPage = () => {
  // Without a network the notice is there all the same, with what was last heard of who answers for it.
  useShown(() => loadStart().catch(() => undefined))
  return (
    <Frame>
      <NoticeText />
    </Frame>
  )
}

export default PrivacyPage
