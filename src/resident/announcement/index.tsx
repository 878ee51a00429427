import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const ResidentAnnouncementPage = () => (
  <Frame>
    <Text>公告</Text>
  </Frame>
)

export default ResidentAnnouncementPage
