import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const MePage = () => (
  <Frame>
    <Text>我的</Text>
  </Frame>
)

export default MePage
