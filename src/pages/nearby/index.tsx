import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const NearbyPage = () => (
  <Frame>
    <Text>服务</Text>
  </Frame>
)

export default NearbyPage
