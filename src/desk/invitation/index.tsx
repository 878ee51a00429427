import { useRouter } from '@tarojs/taro'
import { DeskGate } from '@/features/desk/components/desk-gate'
import { Invitation } from '@/features/desk/components/invitation'
import { Frame } from '@/features/frame/frame'

const DeskInvitationPage = () => {
  const { communityId } = useRouter().params
  return (
    <Frame isWide>
      <DeskGate asked={communityId}>
        {(desk) => <Invitation communityId={desk.communityId} />}
      </DeskGate>
    </Frame>
  )
}

export default DeskInvitationPage
