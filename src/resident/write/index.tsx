import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const ResidentWritePage = () => (
  <Frame>
    <Text>上报问题</Text>
  </Frame>
)

export default ResidentWritePage
