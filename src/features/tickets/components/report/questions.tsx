import { Text, View } from '@tarojs/components'
import type { Question } from '../../../../../contract/tickets'
import { LONGEST_ANSWER } from '../../../../../domain/ticket/names'
import { DateInput } from '@/platform/date-input'
import { nowMs } from '@/platform/now'
import { Choices, ManyChoices } from '@/ui/choices'
import { Field } from '@/ui/field'
import { REPORT_TEXT } from '../../report-text'
import { dayAfter } from '../../until'

type Given = string | string[]

interface Props {
  questions: readonly Question[]
  answers: Readonly<Record<string, Given>>
  onAnswer: (code: string, answer: Given) => void
}

/** What this category asks more. Most of it may be left open: whoever is in a hurry sends without. */
export const Questions = ({ questions, answers, onAnswer }: Props) => (
  <View>
    {questions.map((question) => (
      <OneQuestion
        key={question.code}
        question={question}
        answer={answers[question.code]}
        onAnswer={(answer) => onAnswer(question.code, answer)}
      />
    ))}
  </View>
)

const YEAR_DAYS = 366

const OneQuestion = ({
  question: { kind, words, isRequired, hint, choices },
  answer,
  onAnswer,
}: {
  question: Question
  answer: Given | undefined
  onAnswer: (answer: Given) => void
}) => {
  const label = REPORT_TEXT.question(words, isRequired)
  const text = typeof answer === 'string' ? answer : ''
  const options = choices.map(({ key, name }) => ({ value: key, text: name }))
  switch (kind) {
    case 'choice':
      // A second tap takes it back: it may have been a slip.
      return (
        <Choices
          label={label}
          options={options}
          value={text || null}
          onChoose={(key) => onAnswer(key === text ? '' : key)}
        />
      )
    case 'several':
      return (
        <ManyChoices
          label={label}
          options={options}
          values={Array.isArray(answer) ? answer : []}
          onChange={onAnswer}
        />
      )
    case 'date':
      return (
        <View className="field">
          <Text className="field__label">{label}</Text>
          <DateInput
            label={label}
            value={text}
            from={dayAfter(nowMs(), -10 * YEAR_DAYS)}
            to={dayAfter(nowMs(), YEAR_DAYS)}
            onChoose={onAnswer}
          />
        </View>
      )
    default:
      return (
        <Field
          label={label}
          hint={hint ?? ''}
          kind={kind}
          maxLength={LONGEST_ANSWER}
          value={text}
          onInput={onAnswer}
        />
      )
  }
}
