import { View } from '@tarojs/components'
import { useState } from 'react'
import type { HiddenMessage } from '../../../../contract/order'
import { toast } from '@/platform/dialogs'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { answerMessageAppeal } from '../actions'
import { keyOfItem } from '../reports'
import { APPEAL_TEXT, HIDDEN_TEXT } from '../text'
import { useCommand } from '../use-command'
import { HiddenCard } from './hidden-card'
import { WordsSheet } from './words-sheet'

interface Props {
  communityId: string
  appeals: readonly HiddenMessage[]
  onAnswered: () => void
}

type Answer = 'keep' | 'restore'

/** Hidden messages whose authors ask for another look: another than who hid them restores or keeps, with words. */
export const MessageAppeals = ({ communityId, appeals, onAnswered }: Props) => {
  const [asked, setAsked] = useState<{ hidden: HiddenMessage; answer: Answer } | null>(null)
  const { isBusy, act } = useAct()
  const command = useCommand()
  const send = (words: string) =>
    act(async () => {
      if (!asked) return
      const { answer, hidden } = asked
      const { groupId, seq } = hidden.message
      await command([keyOfItem(hidden), answer, words], (id) =>
        answerMessageAppeal({ communityId, groupId, seq }, { answer, words }, id),
      )
      toast(HIDDEN_TEXT.done[answer])
      setAsked(null)
    }).finally(onAnswered)
  return (
    <View className="order-cards">
      {appeals.map((hidden) => (
        <HiddenCard key={keyOfItem(hidden)} hidden={hidden}>
          <View className="order-card__acts">
            {(['keep', 'restore'] as const).map((answer) => (
              <Button
                key={answer}
                text={HIDDEN_TEXT[answer]}
                kind={answer === 'restore' ? 'main' : 'plain'}
                isOff={!hidden.mayAnswer}
                onTap={() => setAsked({ hidden, answer })}
              />
            ))}
          </View>
          {hidden.mayAnswer ? null : (
            <View className="order-card__note">{HIDDEN_TEXT.another}</View>
          )}
        </HiddenCard>
      ))}
      {asked ? (
        <WordsSheet
          title={HIDDEN_TEXT.title[asked.answer]}
          label={APPEAL_TEXT.words}
          beginnings={HIDDEN_TEXT.beginnings[asked.answer]}
          send={HIDDEN_TEXT.send[asked.answer]}
          isBusy={isBusy}
          onSend={(words) => void send(words)}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </View>
  )
}
