import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { HiddenMessage, Sanction } from '../../../../contract/order'
import { useShown } from '@/platform/use-shown'
import { useLiveReading } from '@/stores/use-live-reading'
import { useLoaded } from '@/stores/use-loaded'
import { Button } from '@/ui/button'
import { Shown } from '@/ui/shown'
import { Empty } from '@/ui/states'
import { appealMessage, appealSanction, readMyRecord } from '../actions'
import { isAboutMe } from '../live'
import { APPEAL_TEXT, RECORD_TEXT } from '../text'
import { AppealSheet } from './appeal-sheet'
import { HiddenCard } from './hidden-card'
import { LogEntries } from './log-entries'
import { SanctionCard } from './sanction-card'
import './order.scss'

/** Against what I appeal. */
interface Appealed {
  about: string
  send: (words: string, commandId: string) => Promise<unknown>
}

/** What was decided about me: every sanction with its reason and end, my appeal and its answer, the whole log. */
export const OrderRecord = ({ communityId }: { communityId: string }) => {
  const { state, reload } = useLoaded(() => readMyRecord(communityId))
  const [appealing, setAppealing] = useState<Appealed | null>(null)
  const appealOne = ({ sanctionId }: Sanction): void =>
    setAppealing({
      about: sanctionId,
      send: (words, id) => appealSanction({ communityId, sanctionId }, words, id),
    })
  const appealHidden = ({ message: { groupId, seq } }: HiddenMessage): void =>
    setAppealing({
      about: `${groupId}/${seq}`,
      send: (words, id) => appealMessage({ communityId, groupId, seq }, words, id),
    })
  useShown(reload)
  useLiveReading(communityId, isAboutMe, reload)
  return (
    <View>
      <Shown load={state} onRetry={() => void reload()}>
        {({ sanctions, hidden, items }) => {
          if (sanctions.length === 0 && hidden.length === 0 && items.length === 0)
            return <Empty sign="✓" title={RECORD_TEXT.empty} hint={RECORD_TEXT.emptyHint} />
          const now = sanctions.filter(({ isInForce }) => isInForce)
          const past = sanctions.filter(({ isInForce }) => !isInForce)
          return (
            <View>
              <Mine title={RECORD_TEXT.now} sanctions={now} onAppeal={appealOne} />
              <Hidden hidden={hidden} onAppeal={appealHidden} />
              <Mine title={RECORD_TEXT.past} sanctions={past} onAppeal={appealOne} />
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
          about={appealing.about}
          onSend={appealing.send}
          onDone={() => void reload()}
          onClose={() => setAppealing(null)}
        />
      ) : null}
    </View>
  )
}

const Hidden = ({
  hidden,
  onAppeal,
}: {
  hidden: readonly HiddenMessage[]
  onAppeal: (hidden: HiddenMessage) => void
}) => {
  if (hidden.length === 0) return null
  return (
    <View>
      <View className="group__title">{RECORD_TEXT.hidden}</View>
      <View className="order-cards">
        {hidden.map((one) => (
          <HiddenCard key={`${one.message.groupId}/${one.message.seq}`} hidden={one} isMine>
            {one.mayAppeal ? (
              <View className="order-card__acts">
                <Button text={APPEAL_TEXT.act} onTap={() => onAppeal(one)} />
              </View>
            ) : null}
          </HiddenCard>
        ))}
      </View>
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
