import { useRouter } from '@tarojs/taro'
import { DeskGate } from '@/features/desk/components/desk-gate'
import { Frame } from '@/features/frame/frame'
import { OrderDesk } from '@/features/order/components/order-desk'
import { go } from '@/platform/go'

const DeskOrderPage = () => {
  const { communityId } = useRouter().params
  return (
    <Frame isWide>
      <DeskGate asked={communityId}>
        {(desk) => (
          <OrderDesk
            key={desk.communityId}
            communityId={desk.communityId}
            onOpenMessage={(groupId, seq) =>
              go('talk/chat/index', { communityId: desk.communityId, groupId, seq: String(seq) })
            }
          />
        )}
      </DeskGate>
    </Frame>
  )
}

export default DeskOrderPage
