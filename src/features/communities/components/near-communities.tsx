import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { CommunityCard } from '../../../../contract/communities'
import { textOf } from '@/api/api-error'
import { whereAmI } from '@/platform/place'
import { Button } from '@/ui/button'
import { Skeleton } from '@/ui/states'
import { findNearCommunities } from '../actions'
import { FINDER_TEXT } from '../text'
import { CommunityCells } from './community-cells'

type Near =
  | { is: 'looking' }
  | { is: 'nothing'; words: string; mayRetry: boolean }
  | { is: 'found'; cards: CommunityCard[] }

const look = async (): Promise<Near> => {
  const where = await whereAmI()
  if (where.is === 'refused')
    return { is: 'nothing', words: FINDER_TEXT.nearRefused, mayRetry: false }
  if (where.is === 'unknown')
    return { is: 'nothing', words: FINDER_TEXT.nearUnknown, mayRetry: true }
  try {
    const cards = await findNearCommunities({ lat: where.lat, lng: where.lng })
    return cards.length > 0
      ? { is: 'found', cards }
      : { is: 'nothing', words: FINDER_TEXT.nearNothing, mayRetry: false }
  } catch (error) {
    return { is: 'nothing', words: textOf(error), mayRetry: true }
  }
}

/** Open communities around the phone. Without permission nothing is lost: the other ways stand below. */
export const NearCommunities = ({ onChoose }: { onChoose: (card: CommunityCard) => void }) => {
  const [near, setNear] = useState<Near>({ is: 'looking' })
  const [tries, setTries] = useState(0)
  useEffect(() => {
    let isLate = false
    void look().then((found) => !isLate && setNear(found))
    return () => {
      isLate = true
    }
  }, [tries])

  if (near.is === 'looking')
    return (
      <View>
        <Text className="group__title">{FINDER_TEXT.nearLooking}</Text>
        <Skeleton count={1} />
      </View>
    )
  if (near.is === 'found')
    return <CommunityCells title={FINDER_TEXT.nearTitle} cards={near.cards} onChoose={onChoose} />
  return (
    <View className="card">
      <Text className="words">{near.words}</Text>
      {near.mayRetry ? (
        <View className="finder__again">
          <Button
            kind="plain"
            isSmall
            text={FINDER_TEXT.again}
            onTap={() => {
              setNear({ is: 'looking' })
              setTries((count) => count + 1)
            }}
          />
        </View>
      ) : null}
    </View>
  )
}
