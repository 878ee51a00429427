import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const ResidentMyTicketsPage = () => (
  <Frame>
    <Text>我的上报</Text>
  </Frame>
)

export default ResidentMyTicketsPage
