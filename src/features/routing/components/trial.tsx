import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { RoutingDraft, RoutingTrial } from '../../../../contract/routing'
import { DateInput } from '@/platform/date-input'
import { nowMs } from '@/platform/now'
import { TimeInput } from '@/platform/time-input'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Choices } from '@/ui/choices'
import { tryLine, type RoutingChoices } from '../actions'
import { ROUTING_TEXT, SKIP_TEXT } from '../text'
import { GridChoices } from './grid-choices'
import type { PickCategory } from './routing-desk'
import './routing.scss'

interface Props {
  communityId: string
  choices: RoutingChoices
  pickCategory: PickCategory
  /** A line that is being written, tried as if it were kept. */
  draft?: RoutingDraft
  /** Why it cannot be tried yet. */
  hint?: string
}

const WHEN = [
  { value: 'now', text: ROUTING_TEXT.tryNow },
  { value: 'at', text: ROUTING_TEXT.tryAt },
] as const
const YEAR_MS = 366 * 24 * 3_600_000
const BEIJING_MS = 8 * 3_600_000
const dayOf = (ms: number): string => new Date(ms + BEIJING_MS).toISOString().slice(0, 10)

/** "A broken road in grid 2 on Sunday at 21:00 goes to …", without touching a ticket. */
export const Trial = ({ communityId, choices, pickCategory, draft, hint }: Props) => {
  const [category, setCategory] = useState<{ id: string; name: string } | null>(null)
  const [gridCode, setGrid] = useState<string | null>(choices.grids[0]?.gridCode ?? null)
  const [when, setWhen] = useState<'now' | 'at'>('now')
  const [date, setDate] = useState(dayOf(nowMs()))
  const [time, setTime] = useState('09:00')
  const [trial, setTrial] = useState<RoutingTrial | null>(null)
  const { isBusy, act } = useAct()

  const missing = hint ?? (category ? undefined : ROUTING_TEXT.chooseCategory)
  const run = () =>
    act(async () => {
      if (!category) return
      const at = when === 'at' ? { at: new Date(`${date}T${time}:00+08:00`).toISOString() } : {}
      setTrial(
        await tryLine(communityId, {
          categoryId: category.id,
          gridCode,
          ...at,
          ...(draft && { draft }),
        }),
      )
    })
  return (
    <View>
      <View className="field">
        <Text className="field__label">{ROUTING_TEXT.category}</Text>
        {pickCategory(category, (id, name) => setCategory({ id, name }))}
      </View>
      <GridChoices grids={choices.grids} value={gridCode} onChoose={setGrid} />
      <Choices label={ROUTING_TEXT.hours} options={WHEN} value={when} onChoose={setWhen} />
      {when === 'at' ? (
        <View className="field routing-times">
          <DateInput
            label={ROUTING_TEXT.date}
            value={date}
            from={dayOf(nowMs() - YEAR_MS)}
            to={dayOf(nowMs() + YEAR_MS)}
            onChoose={setDate}
          />
          <TimeInput label={ROUTING_TEXT.time} value={time} onChoose={setTime} />
        </View>
      ) : null}
      <View className="buttons">
        <Button
          kind="plain"
          text={ROUTING_TEXT.run}
          isBusy={isBusy}
          hint={missing}
          onTap={() => void run()}
        />
      </View>
      {trial ? <Outcome trial={trial} draft={draft} /> : null}
    </View>
  )
}

const Outcome = ({ trial, draft }: { trial: RoutingTrial; draft?: RoutingDraft }) => {
  const { won, passedOver, isCalendarKnown } = trial
  const isDraft = won !== null && draft !== undefined && isSame(won.line.ruleId, draft)
  return (
    <View className="routing-outcome">
      {won ? (
        <>
          <Text className="routing-outcome__to">
            {won.toName === null ? ROUTING_TEXT.wouldBeOpen : ROUTING_TEXT.wouldGo(won.toName)}
          </Text>
          <Text className="quiet">
            {isDraft ? ROUTING_TEXT.byDraft : ROUTING_TEXT.because(won.line.when, won.line.then)}
          </Text>
        </>
      ) : (
        <Text className="routing-outcome__to">{ROUTING_TEXT.nobody}</Text>
      )}
      {passedOver.map(({ line, why }) => (
        <Text className="small" key={line.ruleId}>
          {ROUTING_TEXT.passedOver(line.when, SKIP_TEXT[why])}
        </Text>
      ))}
      {isCalendarKnown ? null : <Text className="small">{ROUTING_TEXT.calendarUnknown}</Text>}
    </View>
  )
}

/** A line without an id comes back under the last of all ids. */
const isSame = (ruleId: string, { ruleId: own }: RoutingDraft): boolean =>
  own === undefined ? ruleId.startsWith('ffffffff') : ruleId === own
