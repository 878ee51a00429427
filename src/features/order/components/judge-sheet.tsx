import type { Judgement } from '../../../../domain/group/order'
import { JUDGE_BEGINNINGS, JUDGE_TEXT } from '../text'
import { WordsSheet } from './words-sheet'

/** Judgements that the author will want to understand. */
export type Explained = Extract<Judgement, 'refuse' | 'hide'>
export const isExplained = (act: Judgement): act is Explained => act in JUDGE_TEXT.title

/** Refusing or hiding, with a reason that its author will read. */
export const JudgeSheet = ({
  act,
  isBusy,
  onSend,
  onClose,
}: {
  act: Explained
  isBusy: boolean
  onSend: (reason: string) => void
  onClose: () => void
}) => (
  <WordsSheet
    title={JUDGE_TEXT.title[act]}
    label={JUDGE_TEXT.reason}
    hint={JUDGE_TEXT.hint}
    beginnings={JUDGE_BEGINNINGS}
    send={JUDGE_TEXT.send[act]}
    isDangerous
    isBusy={isBusy}
    onSend={onSend}
    onClose={onClose}
  />
)
