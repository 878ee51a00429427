import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const DeskHomePage = () => (
  <Frame>
    <Text>工作台</Text>
  </Frame>
)

export default DeskHomePage
