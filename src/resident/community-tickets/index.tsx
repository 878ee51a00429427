import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const ResidentCommunityTicketsPage = () => (
  <Frame>
    <Text>社区工单</Text>
  </Frame>
)

export default ResidentCommunityTicketsPage
