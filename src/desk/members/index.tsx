import { useRouter } from '@tarojs/taro'
import { DeskGate } from '@/features/desk/components/desk-gate'
import { Members } from '@/features/desk/components/members'
import { Frame } from '@/features/frame/frame'

const DeskMembersPage = () => {
  const { communityId } = useRouter().params
  return (
    <Frame isWide>
      <DeskGate asked={communityId}>
        {(desk) => <Members communityId={desk.communityId} />}
      </DeskGate>
    </Frame>
  )
}

export default DeskMembersPage
