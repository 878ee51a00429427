import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const ResidentPrivacyPage = () => (
  <Frame>
    <Text>隐私说明</Text>
  </Frame>
)

export default ResidentPrivacyPage
