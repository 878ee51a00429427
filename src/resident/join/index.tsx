import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const ResidentJoinPage = () => (
  <Frame>
    <Text>加入社区</Text>
  </Frame>
)

export default ResidentJoinPage
