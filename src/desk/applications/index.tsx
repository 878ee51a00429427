import { useRouter } from '@tarojs/taro'
import { DeskGate } from '@/features/desk/components/desk-gate'
import { Applications } from '@/features/desk/components/applications'
import { Frame } from '@/features/frame/frame'

const DeskApplicationsPage = () => {
  const { communityId } = useRouter().params
  return (
    <Frame isWide>
      <DeskGate asked={communityId}>
        {(desk) => <Applications communityId={desk.communityId} />}
      </DeskGate>
    </Frame>
  )
}

export default DeskApplicationsPage
