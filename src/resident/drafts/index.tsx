import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const ResidentDraftsPage = () => (
  <Frame>
    <Text>草稿</Text>
  </Frame>
)

export default ResidentDraftsPage
