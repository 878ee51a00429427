import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { Sanction } from '../../../../contract/order'
import { toast } from '@/platform/dialogs'
import { useAct } from '@/stores/use-act'
import { useLiveReading } from '@/stores/use-live-reading'
import { useLoaded } from '@/stores/use-loaded'
import { Button } from '@/ui/button'
import { Shown } from '@/ui/shown'
import { Empty } from '@/ui/states'
import { liftSanction, readSanctions } from '../actions'
import { isOfTheDesk } from '../live'
import { SANCTION_TEXT } from '../text'
import { useCommand } from '../use-command'
import { SanctionCard } from './sanction-card'
import { WordsSheet } from './words-sheet'

/** Who may not speak or be there at present, and the way to end it. */
export const Sanctions = ({ communityId }: { communityId: string }) => {
  const { state, reload } = useLoaded(() => readSanctions(communityId))
  const [lifting, setLifting] = useState<Sanction | null>(null)
  const { isBusy, act } = useAct()
  const command = useCommand()
  useEffect(() => void reload(), [reload])
  useLiveReading(communityId, isOfTheDesk, reload)
  const lift = (words: string) =>
    act(async () => {
      if (!lifting) return
      const { sanctionId } = lifting
      await command([sanctionId, words], (id) =>
        liftSanction({ communityId, sanctionId }, words, id),
      )
      toast(SANCTION_TEXT.liftDone)
      setLifting(null)
    }).finally(() => void reload())
  return (
    <View>
      <Shown load={state} onRetry={() => void reload()}>
        {(sanctions) =>
          sanctions.length === 0 ? (
            <Empty sign="✓" title={SANCTION_TEXT.empty} hint={SANCTION_TEXT.emptyHint} />
          ) : (
            <View className="order-cards">
              {sanctions.map((sanction) => (
                <SanctionCard key={sanction.sanctionId} sanction={sanction}>
                  <View className="order-card__acts">
                    <Button
                      text={SANCTION_TEXT.lift}
                      kind="plain"
                      onTap={() => setLifting(sanction)}
                    />
                  </View>
                </SanctionCard>
              ))}
            </View>
          )
        }
      </Shown>
      {lifting ? (
        <WordsSheet
          title={SANCTION_TEXT.liftTitle(lifting.kind, lifting.personName)}
          label={SANCTION_TEXT.liftReason}
          isOptional
          send={SANCTION_TEXT.lift}
          isBusy={isBusy}
          onSend={(words) => void lift(words)}
          onClose={() => setLifting(null)}
        />
      ) : null}
    </View>
  )
}
