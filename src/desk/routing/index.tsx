import { useRouter } from '@tarojs/taro'
import { DeskGate } from '@/features/desk/components/desk-gate'
import { Frame } from '@/features/frame/frame'
import { RoutingDesk } from '@/features/routing/components/routing-desk'
import { CategoryPicker } from '@/features/tickets/components/category-picker'
import { useMe } from '@/stores/session'

const DeskRoutingPage = () => {
  const { communityId } = useRouter().params
  const me = useMe()
  return (
    <Frame isWide>
      <DeskGate asked={communityId}>
        {(desk) => (
          <RoutingDesk
            key={desk.communityId}
            communityId={desk.communityId}
            mayEdit={me?.isOperator ?? false}
            pickCategory={(value, onChoose) => (
              <CategoryPicker
                value={value?.id ?? null}
                onChoose={(categoryId, { name }) => onChoose(categoryId, name)}
              />
            )}
          />
        )}
      </DeskGate>
    </Frame>
  )
}

export default DeskRoutingPage
