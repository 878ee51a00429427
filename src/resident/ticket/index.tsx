import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const ResidentTicketPage = () => (
  <Frame>
    <Text>工单</Text>
  </Frame>
)

export default ResidentTicketPage
