import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const GroupPage = () => (
  <Frame>
    <Text>近邻</Text>
  </Frame>
)

export default GroupPage
