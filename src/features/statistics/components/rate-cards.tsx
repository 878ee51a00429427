import { Text, View } from '@tarojs/components'
import { RATES, rateOf, type Figures, type Rate } from '../../../../domain/ticket/rates'
import { STATISTICS_TEXT } from '../text'

/** The three rates, each with what it is a share of and the sentence that defines it. */
export const RateCards = ({ figures }: { figures: Figures }) => (
  <View className="figures-rates">
    {RATES.map((rate) => (
      <RateCard key={rate.key} rate={rate} figures={figures} />
    ))}
  </View>
)

const RateCard = ({ rate, figures }: { rate: Rate; figures: Figures }) => {
  const share = rateOf(rate, figures)
  return (
    <View className="card figures-rate">
      <Text className="figures-rate__name">{rate.name}</Text>
      <Text className="figures-rate__share">
        {share === null ? STATISTICS_TEXT.none : percentOf(share)}
      </Text>
      <View className="figures-bar__track" aria-hidden>
        <View
          className="figures-bar__line"
          style={{ width: `${Math.round((share ?? 0) * 100)}%` }}
        />
      </View>
      <Text className="figures-rate__of">
        {share === null
          ? STATISTICS_TEXT.nothingYet
          : STATISTICS_TEXT.rateOf(figures[rate.part], figures[rate.whole])}
      </Text>
      <Text className="small">{rate.definition}</Text>
    </View>
  )
}

/** Never rounded up to 100 %: one that is missing must show. */
const percentOf = (share: number): string => `${Math.floor(share * 1_000) / 10}%`
