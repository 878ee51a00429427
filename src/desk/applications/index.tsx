import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const DeskApplicationsPage = () => (
  <Frame>
    <Text>入群审批</Text>
  </Frame>
)

export default DeskApplicationsPage
