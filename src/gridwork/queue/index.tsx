import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const GridworkQueuePage = () => (
  <Frame>
    <Text>我的待办</Text>
  </Frame>
)

export default GridworkQueuePage
