import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { Statistics } from '../../../../contract/statistics'
import { COUNTED_BY, RATES, rateOf, type Figures } from '../../../../domain/ticket/rates'
import { toast } from '@/platform/dialogs'
import { useAct } from '@/stores/use-act'
import { useLoaded } from '@/stores/use-loaded'
import { Button } from '@/ui/button'
import { Tabs } from '@/ui/choices'
import { Shown } from '@/ui/shown'
import { Empty } from '@/ui/states'
import { readStatistics, saveStatistics, type Scope } from '../actions'
import { FIGURE_TEXT, STATISTICS_TEXT } from '../text'
import { Bars, type Bar } from './bars'
import { MonthChoice } from './month-choice'
import { RateCards } from './rate-cards'
import './statistics.scss'

interface Props {
  communityId: string
  /** The street sees all of its communities side by side. */
  isOperator: boolean
}

const SCOPES = [
  { value: 'community', text: STATISTICS_TEXT.community },
  { value: 'street', text: STATISTICS_TEXT.street },
] as const

/** The figures of a month: the three rates with their definitions, and what they are made of. */
export const StatisticsDesk = ({ communityId, isOperator }: Props) => {
  const [scope, setScope] = useState<Scope>('community')
  const [month, setMonth] = useState<string | undefined>(undefined)
  return (
    <View>
      {isOperator ? <Tabs options={SCOPES} value={scope} onChoose={setScope} /> : null}
      <Month
        // Another month is another page: its own bones, its own failure.
        key={`${scope} ${month ?? ''}`}
        communityId={communityId}
        scope={scope}
        month={month}
        onMonth={setMonth}
      />
    </View>
  )
}

const Month = ({
  communityId,
  scope,
  month,
  onMonth,
}: {
  communityId: string
  scope: Scope
  month: string | undefined
  onMonth: (month: string) => void
}) => {
  const { state, reload } = useLoaded(() => readStatistics(communityId, scope, month))
  useEffect(() => void reload(), [reload])
  return (
    <Shown load={state} onRetry={() => void reload()}>
      {(statistics) => (
        <>
          <MonthChoice
            month={statistics.month}
            months={statistics.byMonth.map((one) => ({
              month: one.month,
              count: one.figures.reported,
            }))}
            onChoose={onMonth}
          />
          <MonthFigures statistics={statistics} />
        </>
      )}
    </Shown>
  )
}

const MonthFigures = ({ statistics }: { statistics: Statistics }) => {
  const { month, total, byMonth, byGrid, byCategory, byCommunity } = statistics
  const { isBusy, act } = useAct()
  const save = () =>
    act(async () => {
      const saved = await saveStatistics(statistics)
      if (saved !== 'not-saved') toast(STATISTICS_TEXT[saved])
    })
  if (total.reported === 0)
    return (
      <>
        <Empty sign="数" title={STATISTICS_TEXT.empty(month)} hint={STATISTICS_TEXT.emptyHint} />
        <Bars title={STATISTICS_TEXT.byMonth} bars={byMonth.map(barOfMonth)} />
      </>
    )
  return (
    <>
      <RateCards figures={total} />
      <View className="figures-wide">
        <Bars title={STATISTICS_TEXT.closedHow} bars={closedBars(total)} />
        <Bars title={STATISTICS_TEXT.more} bars={otherBars(total)} />
        <Bars title={STATISTICS_TEXT.byCommunity} bars={byCommunity.map(barOf)} />
        <Bars title={STATISTICS_TEXT.byGrid} bars={byGrid.map(barOf)} />
        <Bars title={STATISTICS_TEXT.byCategory} bars={byCategory.map(barOf)} />
        <Bars title={STATISTICS_TEXT.byMonth} bars={byMonth.map(barOfMonth)} />
      </View>
      <View className="figures-foot">
        <Text className="small">{COUNTED_BY}</Text>
        <Button
          text={STATISTICS_TEXT.save}
          kind="plain"
          isBusy={isBusy}
          onTap={() => void save()}
        />
      </View>
    </>
  )
}

const figureBars = (names: readonly (keyof Figures)[], figures: Figures): Bar[] =>
  names.map((name) => ({ key: name, name: FIGURE_TEXT[name], count: figures[name] }))

/** Closed never silently means solved: each way of closing has its line. */
const closedBars = (figures: Figures): Bar[] => [
  ...figureBars(['solved', 'unconfirmed', 'cannotSolve', 'forced'], figures),
  {
    key: 'open',
    name: STATISTICS_TEXT.open,
    count: figures.reported - figures.closed - figures.refused,
  },
]

const otherBars = (figures: Figures): Bar[] =>
  figureBars(['reported', 'refused', 'disputed', 'late'], figures)

const sharesText = (figures: Figures): string =>
  RATES.flatMap((rate) => {
    const share = rateOf(rate, figures)
    return share === null ? [] : [`${rate.name} ${Math.floor(share * 100)}%`]
  }).join('，')

const barOf = ({ key, name, figures }: Statistics['byGrid'][number]): Bar => ({
  key,
  name,
  count: figures.reported,
  note: sharesText(figures),
})

const barOfMonth = ({ month, figures }: Statistics['byMonth'][number]): Bar => ({
  key: month,
  name: STATISTICS_TEXT.month(month),
  count: figures.reported,
  note: sharesText(figures),
})
