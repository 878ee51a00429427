import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { textOf, ApiError } from '@/api/api-error'
import { toast } from '@/platform/dialogs'
import { useShown } from '@/platform/use-shown'
import { Button } from '@/ui/button'
import { Empty, Failed, Skeleton } from '@/ui/states'
import type { TicketCard as Card } from '../../../../contract/tickets'
import { listName, loadMoreTickets, loadTickets } from '../actions'
import { useTickets, type ListQuery } from '../store'
import { TICKETS_TEXT } from '../text'
import { TicketCard } from './ticket-card'

interface Props {
  communityId: string
  query: ListQuery
  onOpen: (card: Card) => void
  chosenId?: string | null
  empty: { title: string; hint?: string; act?: string; onAct?: () => void }
}

/** A list of tickets that keeps itself right: read when shown, again when something changed. */
export const TicketList = ({ communityId, query, onOpen, chosenId, empty }: Props) => {
  const name = listName(communityId, query)
  const list = useTickets(({ lists }) => lists[name])
  const read = () => loadTickets(communityId, query).catch((error: unknown) => toast(textOf(error)))
  useShown(read)
  // Another view of the same page is another list.
  useEffect(() => void read(), [name]) // eslint-disable-line react-hooks/exhaustive-deps -- `read` follows from `name`

  if (!list || list.is === 'loading') return <Skeleton />
  if (list.is === 'failed')
    return <Failed words={textOf(new ApiError(list.code, 0))} onRetry={() => void read()} />
  if (list.cards.length === 0) return <Empty sign="✓" {...empty} />
  return (
    <View>
      {list.cards.map((card) => (
        <TicketCard
          key={card.ticketId}
          card={card}
          onOpen={onOpen}
          isChosen={card.ticketId === chosenId}
        />
      ))}
      {list.next ? (
        <View className="buttons">
          <Button
            kind="plain"
            text={TICKETS_TEXT.more}
            isBusy={list.isLoadingMore}
            onTap={() =>
              void loadMoreTickets(communityId, query).catch((error: unknown) =>
                toast(textOf(error)),
              )
            }
          />
        </View>
      ) : null}
    </View>
  )
}
