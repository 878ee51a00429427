import { Text, View } from '@tarojs/components'
import { Tap } from './tap'

const FIVE = [1, 2, 3, 4, 5]

export const Stars = ({
  value,
  onChoose,
}: {
  value: number
  onChoose: (stars: number) => void
}) => (
  <View className="stars">
    {FIVE.map((star) => (
      <Tap
        key={star}
        role="radio"
        isOn={star === value}
        label={`${star} 星`}
        className={`stars__one ${star <= value ? 'stars__one--on' : ''}`}
        onTap={() => onChoose(star)}
      >
        <Text>★</Text>
      </Tap>
    ))}
  </View>
)
