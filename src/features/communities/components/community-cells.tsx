import { Text } from '@tarojs/components'
import type { CommunityCard } from '../../../../contract/communities'
import { Cell, Group } from '@/ui/cell'
import { Tag } from '@/ui/tag'
import { metresText } from '@/ui/time'
import { FINDER_TEXT } from '../text'

const whereOf = ({ district, street, distanceM }: CommunityCard): string =>
  [`${district} ${street}`, distanceM !== null && metresText(distanceM)].filter(Boolean).join(' · ')

/** Communities to choose from; those that are not open yet say so. */
export const CommunityCells = ({
  title,
  cards,
  onChoose,
}: {
  title: string
  cards: readonly CommunityCard[]
  onChoose: (card: CommunityCard) => void
}) => (
  <Group title={title}>
    {cards.map((card) => (
      <Cell
        key={card.communityId}
        title={card.name}
        note={whereOf(card)}
        right={
          card.isOpen ? (
            <Tag kind="go" text={FINDER_TEXT.open} />
          ) : (
            <Text className="small">{FINDER_TEXT.notOpen}</Text>
          )
        }
        onTap={() => onChoose(card)}
      />
    ))}
  </Group>
)
