import { Text } from '@tarojs/components'
import { Frame } from '@/features/frame/frame'

const ResidentSignInPage = () => (
  <Frame>
    <Text>登录</Text>
  </Frame>
)

export default ResidentSignInPage
