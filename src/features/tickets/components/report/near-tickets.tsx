import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { Point } from '../../../../../contract/route'
import type { TicketCard as Card } from '../../../../../contract/tickets'
import { Button } from '@/ui/button'
import { findNearTickets } from '../../actions'
import { REPORT_TEXT } from '../../report-text'
import { TicketCard } from '../ticket-card'

interface Props {
  communityId: string
  categoryId: string | null
  point: Point | null
  onOpen: (card: Card) => void
  onJoin: (card: Card) => void
}

/** Open tickets of this kind close by, shown before sending: joining one helps more than a second one. */
export const NearTickets = ({ communityId, categoryId, point, onOpen, onJoin }: Props) => {
  const [found, setFound] = useState<{ asked: string; cards: Card[] } | null>(null)
  const { lat, lng } = point ?? {}
  const asked = [communityId, categoryId, lat, lng].join()
  // What was found for another place or kind is not shown.
  const near = found?.asked === asked ? found.cards : []
  useEffect(() => {
    let isGone = false
    if (!categoryId || lat === undefined || lng === undefined) return
    findNearTickets(communityId, { categoryId, lat, lng }).then(
      (cards) => {
        if (!isGone) setFound({ asked, cards })
      },
      () => undefined, // only a help: without a network the report goes its way
    )
    return () => {
      isGone = true
    }
  }, [communityId, categoryId, lat, lng, asked])
  if (near.length === 0) return null
  return (
    <View className="near" aria-live="polite">
      <Text className="near__title">{REPORT_TEXT.nearTitle(near.length)}</Text>
      <Text className="quiet">{REPORT_TEXT.nearHint}</Text>
      {near.slice(0, 3).map((card) => (
        <View key={card.ticketId} className="near__one">
          <TicketCard card={card} onOpen={onOpen} />
          {card.isMine ? null : (
            <View className="near__join">
              <Button isSmall text={REPORT_TEXT.joinThis} onTap={() => onJoin(card)} />
            </View>
          )}
        </View>
      ))}
    </View>
  )
}
