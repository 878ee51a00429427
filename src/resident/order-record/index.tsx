import { useRouter } from '@tarojs/taro'
import { Frame } from '@/features/frame/frame'
import { JoinFirst } from '@/features/frame/join-first'
import { OrderRecord } from '@/features/order/components/order-record'
import { RECORD_TEXT } from '@/features/order/text'
import { useMembership } from '@/stores/community'
import { useSession } from '@/stores/session'
import { Skeleton } from '@/ui/states'

const OrderRecordPage = () => {
  const { communityId: asked } = useRouter().params
  const isStarting = useSession(({ session }) => session.is === 'starting')
  const membership = useMembership()
  const communityId = asked ?? membership?.communityId
  if (isStarting)
    return (
      <Frame>
        <Skeleton />
      </Frame>
    )
  if (!membership || !communityId) return <JoinFirst hint={RECORD_TEXT.signedOut} />
  return (
    <Frame>
      <OrderRecord key={communityId} communityId={communityId} />
    </Frame>
  )
}

export default OrderRecordPage
