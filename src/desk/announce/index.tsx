import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const DeskAnnouncePage = () => (
  <Frame>
    <Text>发公告</Text>
  </Frame>
)

export default DeskAnnouncePage
