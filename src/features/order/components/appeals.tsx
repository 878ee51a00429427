import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Sanction } from '../../../../contract/order'
import { toast } from '@/platform/dialogs'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { answerAppeal } from '../actions'
import { APPEAL_TEXT } from '../text'
import { useCommand } from '../use-command'
import { SanctionCard } from './sanction-card'
import { WordsSheet } from './words-sheet'

interface Props {
  communityId: string
  appeals: readonly Sanction[]
  onAnswered: () => void
}

type Answer = 'uphold' | 'lift'

/** Appeals that wait: another than who decided looks again and says what comes of it. */
export const Appeals = ({ communityId, appeals, onAnswered }: Props) => {
  const [asked, setAsked] = useState<{ sanctionId: string; answer: Answer } | null>(null)
  const { isBusy, act } = useAct()
  const command = useCommand()
  const send = (words: string) =>
    act(async () => {
      if (!asked) return
      const { sanctionId, answer } = asked
      await command([sanctionId, answer, words], (id) =>
        answerAppeal({ communityId, sanctionId }, { answer, words }, id),
      )
      toast(APPEAL_TEXT.done[answer])
      setAsked(null)
    }).finally(onAnswered)
  return (
    <View className="order-cards">
      {appeals.map((sanction) => (
        <SanctionCard key={sanction.sanctionId} sanction={sanction}>
          <View className="order-card__acts">
            {(['uphold', 'lift'] as const).map((answer) => (
              <Button
                key={answer}
                text={APPEAL_TEXT[answer]}
                kind={answer === 'lift' ? 'main' : 'plain'}
                isOff={!sanction.mayAnswer}
                onTap={() => setAsked({ sanctionId: sanction.sanctionId, answer })}
              />
            ))}
          </View>
          {sanction.mayAnswer ? null : (
            <View className="order-card__note">{APPEAL_TEXT.another}</View>
          )}
        </SanctionCard>
      ))}
      {asked ? (
        <WordsSheet
          title={APPEAL_TEXT.title[asked.answer]}
          label={APPEAL_TEXT.words}
          beginnings={APPEAL_TEXT.beginnings[asked.answer]}
          send={APPEAL_TEXT.send[asked.answer]}
          isBusy={isBusy}
          onSend={(words) => void send(words)}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </View>
  )
}
