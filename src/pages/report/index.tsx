import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const ReportPage = () => (
  <Frame>
    <Text>上报</Text>
  </Frame>
)

export default ReportPage
