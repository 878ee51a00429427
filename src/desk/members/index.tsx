import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const DeskMembersPage = () => (
  <Frame>
    <Text>成员</Text>
  </Frame>
)

export default DeskMembersPage
