import { useRouter } from '@tarojs/taro'
import { DeskGate } from '@/features/desk/components/desk-gate'
import { Frame } from '@/features/frame/frame'
import { StatisticsDesk } from '@/features/statistics/components/statistics-desk'
import { useMe } from '@/stores/session'

const DeskStatisticsPage = () => {
  const { communityId } = useRouter().params
  const me = useMe()
  return (
    <Frame isWide>
      <DeskGate asked={communityId}>
        {(desk) => (
          <StatisticsDesk
            key={desk.communityId}
            communityId={desk.communityId}
            isOperator={me?.isOperator ?? false}
          />
        )}
      </DeskGate>
    </Frame>
  )
}

export default DeskStatisticsPage
