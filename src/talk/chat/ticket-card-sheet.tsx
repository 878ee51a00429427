import { Input, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { SHARE_TEXT } from '@/features/chat/text'
import { listName, loadMoreTickets, loadTickets } from '@/features/tickets/actions'
import { isShareable } from '@/features/tickets/shareable'
import { TicketCard } from '@/features/tickets/components/ticket-card'
import { useTickets } from '@/features/tickets/store'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Tabs } from '@/ui/choices'
import { Sheet } from '@/ui/sheet'
import { Empty, Skeleton } from '@/ui/states'

const VIEWS = ['community', 'mine'] as const
const OPTIONS = VIEWS.map((value) => ({ value, text: SHARE_TEXT.tabs[value] }))

interface Props {
  communityId: string
  onChoose: (ticket: { ticketId: string; name: string }) => void
  onClose: () => void
}

/** Which ticket is sent into the group: only one that every neighbour may see. */
export const TicketCardSheet = ({ communityId, onChoose, onClose }: Props) => {
  const [view, setView] = useState<(typeof VIEWS)[number]>('community')
  const [typed, setTyped] = useState('')
  const query = { view }
  const list = useTickets(({ lists }) => lists[listName(communityId, query)])
  const { isBusy, act } = useAct()
  useEffect(() => {
    void act(() => loadTickets(communityId, { view }))
  }, [communityId, view]) // eslint-disable-line react-hooks/exhaustive-deps -- `act` is made anew with each drawing
  const sought = typed.trim()
  const found =
    list?.is === 'ready'
      ? list.cards.filter(
          (card) =>
            isShareable(card) &&
            [card.categoryName, card.words, card.placeText, card.number].some((part) =>
              part.includes(sought),
            ),
        )
      : []
  return (
    <Sheet title={SHARE_TEXT.sheetTitle} onClose={onClose}>
      <View className="field">
        <Input
          className="field__input"
          value={typed}
          placeholder={SHARE_TEXT.find}
          aria-label={SHARE_TEXT.find}
          onInput={({ detail }) => setTyped(detail.value)}
        />
      </View>
      <Tabs options={OPTIONS} value={view} onChoose={setView} />
      <View className="talk-cards">
        {!list || list.is === 'loading' ? <Skeleton count={2} /> : null}
        {list?.is === 'ready' && found.length === 0 ? (
          <Empty sign="单" title={SHARE_TEXT.nothing} hint={SHARE_TEXT.nothingHint} />
        ) : null}
        {found.map((card) => (
          <TicketCard
            key={card.ticketId}
            card={card}
            onOpen={({ ticketId, categoryName }) => onChoose({ ticketId, name: categoryName })}
          />
        ))}
        {list?.is === 'failed' ? (
          <View className="buttons">
            <Button
              text={SHARE_TEXT.again}
              onTap={() => void act(() => loadTickets(communityId, query))}
            />
          </View>
        ) : null}
        {list?.is === 'ready' && list.next ? (
          <View className="buttons">
            <Button
              kind="plain"
              text={SHARE_TEXT.more}
              isBusy={isBusy || list.isLoadingMore}
              onTap={() => void act(() => loadMoreTickets(communityId, query))}
            />
          </View>
        ) : null}
      </View>
    </Sheet>
  )
}
