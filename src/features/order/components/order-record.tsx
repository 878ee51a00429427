import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Sanction } from '../../../../contract/order'
import { useShown } from '@/platform/use-shown'
import { useLiveReading } from '@/stores/use-live-reading'
import { useLoaded } from '@/stores/use-loaded'
import { Button } from '@/ui/button'
import { Shown } from '@/ui/shown'
import { Empty } from '@/ui/states'
import { readMyRecord } from '../actions'
import { isAboutMe } from '../live'
import { APPEAL_TEXT, RECORD_TEXT } from '../text'
import { AppealSheet } from './appeal-sheet'
import { LogEntries } from './log-entries'
import { SanctionCard } from './sanction-card'
import './order.scss'

/** What was decided about me: every sanction with its reason and end, my appeal and its answer, the whole log. */
export const OrderRecord = ({ communityId }: { communityId: string }) => {
  const { state, reload } = useLoaded(() => readMyRecord(communityId))
  const [appealing, setAppealing] = useState<Sanction | null>(null)
  useShown(reload)
  useLiveReading(communityId, isAboutMe, reload)
  return (
    <View>
      <Shown load={state} onRetry={() => void reload()}>
        {({ sanctions, items }) => {
          if (sanctions.length === 0 && items.length === 0)
            return <Empty sign="✓" title={RECORD_TEXT.empty} hint={RECORD_TEXT.emptyHint} />
          const now = sanctions.filter(({ isInForce }) => isInForce)
          const past = sanctions.filter(({ isInForce }) => !isInForce)
          return (
            <View>
              <Mine title={RECORD_TEXT.now} sanctions={now} onAppeal={setAppealing} />
              <Mine title={RECORD_TEXT.past} sanctions={past} onAppeal={setAppealing} />
              {items.length > 0 ? (
                <View>
                  <View className="group__title">{RECORD_TEXT.log}</View>
                  <LogEntries entries={items} me={RECORD_TEXT.me} />
                  <Text className="group__foot order-record__foot">{RECORD_TEXT.logFoot}</Text>
                </View>
              ) : null}
            </View>
          )
        }}
      </Shown>
      {appealing ? (
        <AppealSheet
          communityId={communityId}
          sanction={appealing}
          onDone={() => void reload()}
          onClose={() => setAppealing(null)}
        />
      ) : null}
    </View>
  )
}

const Mine = ({
  title,
  sanctions,
  onAppeal,
}: {
  title: string
  sanctions: readonly Sanction[]
  onAppeal: (sanction: Sanction) => void
}) => {
  if (sanctions.length === 0) return null
  return (
    <View>
      <View className="group__title">{title}</View>
      <View className="order-cards">
        {sanctions.map((sanction) => (
          <SanctionCard key={sanction.sanctionId} sanction={sanction} isMine>
            {sanction.mayAppeal ? (
              <View className="order-card__acts">
                <Button text={APPEAL_TEXT.act} onTap={() => onAppeal(sanction)} />
              </View>
            ) : null}
          </SanctionCard>
        ))}
      </View>
    </View>
  )
}
