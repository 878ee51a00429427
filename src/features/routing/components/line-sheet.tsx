import { Text, View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { ROUTING_DAYS, ROUTING_MODES } from '../../../../domain/ticket/names'
import { toast } from '@/platform/dialogs'
import { newCommandId } from '@/platform/ids'
import { TimeInput } from '@/platform/time-input'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Choices } from '@/ui/choices'
import { Sheet } from '@/ui/sheet'
import { Tap } from '@/ui/tap'
import { keepLine, type RoutingChoices } from '../actions'
import { clockText, lineOf, minuteOf, missingIn, type LineDraft } from '../line-draft'
import { DAYS_TEXT, MODE_TEXT, ROUTING_TEXT, WEEKDAY_TEXT } from '../text'
import { GridChoices } from './grid-choices'
import type { PickCategory } from './routing-desk'
import { Trial } from './trial'
import './routing.scss'

interface Props {
  communityId: string
  choices: RoutingChoices
  categoryGroups: readonly string[]
  pickCategory: PickCategory
  draft: LineDraft
  onClose: () => void
  onKept: () => void
}

const SCOPES = [
  { value: 'any', text: ROUTING_TEXT.anyCategory },
  { value: 'group', text: ROUTING_TEXT.oneGroup },
  { value: 'one', text: ROUTING_TEXT.oneCategory },
] as const
const HOURS = [
  { value: 'all', text: ROUTING_TEXT.allDay },
  { value: 'some', text: ROUTING_TEXT.someHours },
] as const

/** Writes one line: which tickets, when, to whom; it can be tried out before it is kept. */
export const LineSheet = ({
  communityId,
  choices,
  categoryGroups,
  pickCategory,
  draft: begun,
  onClose,
  onKept,
}: Props) => {
  const [draft, setDraft] = useState(begun)
  const [isTrying, setTrying] = useState(false)
  const sent = useRef({ key: '', commandId: '' })
  const { isBusy, act } = useAct()
  const change = (part: Partial<LineDraft>) => setDraft((old) => ({ ...old, ...part }))
  const missing = missingIn(draft)
  const { fromMinute, untilMinute } = draft
  const save = () =>
    act(async () => {
      const line = lineOf(draft)
      // Written differently it is another act; the same line sent twice is one.
      const key = JSON.stringify(line)
      if (sent.current.key !== key) sent.current = { key, commandId: newCommandId() }
      await keepLine(communityId, line, sent.current.commandId)
      toast(ROUTING_TEXT.saved)
      onKept()
    })
  return (
    <Sheet
      title={begun.ruleId ? ROUTING_TEXT.changeTitle : ROUTING_TEXT.newTitle}
      onClose={onClose}
    >
      <Choices
        label={ROUTING_TEXT.category}
        options={SCOPES}
        value={draft.scope}
        onChoose={(scope) => change({ scope })}
      />
      {draft.scope === 'group' ? (
        <Choices
          label={ROUTING_TEXT.group}
          options={categoryGroups.map((name) => ({ value: name, text: name }))}
          value={draft.categoryGroup}
          onChoose={(categoryGroup) => change({ categoryGroup })}
        />
      ) : null}
      {draft.scope === 'one' ? (
        <View className="field">
          {pickCategory(
            draft.categoryId ? { id: draft.categoryId, name: draft.categoryName } : null,
            (categoryId, categoryName) => change({ categoryId, categoryName }),
          )}
        </View>
      ) : null}
      <GridChoices
        grids={choices.grids}
        value={draft.gridCode}
        onChoose={(gridCode) => change({ gridCode })}
      />
      <Choices
        label={ROUTING_TEXT.days}
        options={ROUTING_DAYS.map((days) => ({ value: days, text: DAYS_TEXT[days] }))}
        value={draft.days}
        onChoose={(days) => change({ days })}
      />
      <Weekdays value={draft.weekdays} onChoose={(weekdays) => change({ weekdays })} />
      <Choices
        label={ROUTING_TEXT.hours}
        options={HOURS}
        value={draft.hasHours ? 'some' : 'all'}
        onChoose={(hours) => change({ hasHours: hours === 'some' })}
      />
      {draft.hasHours ? (
        <View className="field routing-times">
          <TimeInput
            label={ROUTING_TEXT.from}
            value={clockText(fromMinute)}
            onChoose={(clock) => change({ fromMinute: minuteOf(clock) })}
          />
          <Text>–</Text>
          <TimeInput
            label={ROUTING_TEXT.until}
            value={clockText(untilMinute)}
            onChoose={(clock) => change({ untilMinute: minuteOf(clock) })}
          />
          {fromMinute !== null && untilMinute !== null && untilMinute < fromMinute ? (
            <Text className="small">{ROUTING_TEXT.overnight}</Text>
          ) : null}
        </View>
      ) : null}
      <Choices
        label={ROUTING_TEXT.mode}
        options={ROUTING_MODES.map((mode) => ({ value: mode, text: MODE_TEXT[mode] }))}
        value={draft.mode}
        onChoose={(mode) => change({ mode })}
      />
      {draft.mode === 'assigned' ? (
        <Choices
          label={ROUTING_TEXT.worker}
          options={choices.workers.map(({ personId, name }) => ({ value: personId, text: name }))}
          value={draft.toPersonId}
          onChoose={(toPersonId) => change({ toPersonId, toDepartmentId: null })}
        />
      ) : null}
      {isTrying ? (
        <Trial
          communityId={communityId}
          choices={choices}
          pickCategory={pickCategory}
          draft={lineOf(draft)}
          hint={missing}
        />
      ) : null}
      <View className="buttons">
        {isTrying ? null : (
          <Button kind="plain" text={ROUTING_TEXT.tryDraft} onTap={() => setTrying(true)} />
        )}
        <Button text={ROUTING_TEXT.save} isBusy={isBusy} hint={missing} onTap={() => void save()} />
      </View>
    </Sheet>
  )
}

const Weekdays = ({
  value,
  onChoose,
}: {
  value: readonly number[]
  onChoose: (weekdays: number[]) => void
}) => (
  <View className="field">
    <Text className="field__label">{ROUTING_TEXT.weekdays}</Text>
    <View className="choices">
      {WEEKDAY_TEXT.map((name, index) => {
        const day = index + 1
        const isOn = value.includes(day)
        return (
          <Tap
            key={name}
            role="checkbox"
            isOn={isOn}
            label={`星期${name}`}
            className={`choice ${isOn ? 'choice--on' : ''}`}
            onTap={() => onChoose(isOn ? value.filter((one) => one !== day) : [...value, day])}
          >
            <Text>{name}</Text>
          </Tap>
        )
      })}
    </View>
  </View>
)
