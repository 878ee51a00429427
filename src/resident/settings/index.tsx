import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const ResidentSettingsPage = () => (
  <Frame>
    <Text>设置</Text>
  </Frame>
)

export default ResidentSettingsPage
