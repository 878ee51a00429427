import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const ResidentInboxPage = () => (
  <Frame>
    <Text>消息</Text>
  </Frame>
)

export default ResidentInboxPage
