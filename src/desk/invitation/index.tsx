import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const DeskInvitationPage = () => (
  <Frame>
    <Text>邀请邻居</Text>
  </Frame>
)

export default DeskInvitationPage
