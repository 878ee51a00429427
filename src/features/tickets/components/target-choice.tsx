import { Input, Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { TicketCard, TicketDetail } from '../../../../contract/tickets'
import { call } from '@/api/client'
import { nowMs } from '@/platform/now'
import { useAct } from '@/stores/use-act'
import { Tag } from '@/ui/tag'
import { Tap } from '@/ui/tap'
import { metresText, whenText } from '@/ui/time'
import { metresApart, sortTargets } from '../merge-targets'
import { STATE_TEXT, TARGET_TEXT } from '../text'
import './target-choice.scss'

const OPEN = ['submitted', 'accepted', 'dispatched', 'handling', 'handled', 'suspended'] as const
const SHOWN_AT_MOST = 20

interface Props {
  ticket: TicketDetail
  value: string | null
  onChoose: (ticketId: string) => void
}

/** Which open ticket is the same matter: nearest of the same kind first, each with the words one compares by. */
export const TargetChoice = ({ ticket, value, onChoose }: Props) => {
  const [cards, setCards] = useState<TicketCard[] | null>(null)
  const [typed, setTyped] = useState('')
  const { act } = useAct()
  const { communityId, ticketId } = ticket
  useEffect(() => {
    const read = async () => {
      const pages = await Promise.all(
        OPEN.map((state) =>
          call('listTickets', {
            params: { communityId },
            query: { view: 'desk', state, limit: 100 },
          }),
        ),
      )
      setCards(pages.flatMap(({ items }) => items))
    }
    void act(read)
  }, [communityId, ticketId]) // eslint-disable-line react-hooks/exhaustive-deps -- read once for one ticket

  if (!cards) return <View className="field quiet">{TARGET_TEXT.looking}</View>
  const shown = sortTargets(cards, ticket, typed).slice(0, SHOWN_AT_MOST)
  return (
    <View className="field">
      <Text className="field__label">{TARGET_TEXT.label}</Text>
      <Input
        className="field__input"
        value={typed}
        placeholder={TARGET_TEXT.search}
        onInput={({ detail }) => setTyped(detail.value)}
      />
      {shown.length === 0 ? <View className="quiet targets__none">{TARGET_TEXT.none}</View> : null}
      <View className="targets">
        {shown.map((card) => (
          <Tap
            key={card.ticketId}
            role="radio"
            isOn={card.ticketId === value}
            className={`targets__one ${card.ticketId === value ? 'targets__one--on' : ''}`}
            onTap={() => onChoose(card.ticketId)}
          >
            <View className="targets__head">
              <Text className="targets__name">{card.categoryName}</Text>
              <Tag text={STATE_TEXT[card.state]} />
              {card.categoryId === ticket.categoryId ? (
                <Tag kind="go" text={TARGET_TEXT.sameKind} />
              ) : null}
            </View>
            {card.words ? <Text className="clamp quiet">{card.words}</Text> : null}
            <Text className="small">
              {[card.placeText, distance(card, ticket), whenText(card.reportedAt, nowMs())]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </Tap>
        ))}
      </View>
      <Text className="small">{TARGET_TEXT.hint}</Text>
    </View>
  )
}

const distance = (card: TicketCard, ticket: TicketDetail): string => {
  const metres = metresApart(card, ticket)
  return metres === null ? '' : metresText(Math.round(metres))
}
