import { Input, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { DESK_TABS, type DeskTab } from '@/features/desk/desk-work'
import { DESK_TEXT, EMPTY_TEXT, TAB_TEXT } from '@/features/desk/text'
import { TicketCard } from '@/features/tickets/components/ticket-card'
import type { Card } from '@/features/tickets/hooks'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Tabs } from '@/ui/choices'
import { Empty, Failed, Skeleton } from '@/ui/states'
import { Tap } from '@/ui/tap'
import { DESK_FAILED } from './text'
import type { DeskHome } from './use-desk-home'

const AT_ONCE = 30
/** A list that fits on a screen needs no search. */
const SEARCH_FROM = 6

interface Props {
  desk: DeskHome
  openId: string | null
  isWide: boolean
  onOpen: (card: Card) => void
}

export const entryId = (ticketId: string): string => `entry-${ticketId}`

/** The desk's tickets: tabs, what narrows them, and the entries. */
export const DeskList = ({ desk, openId, isWide, onOpen }: Props) => {
  const { view, show, counts } = desk
  const options = DESK_TABS.map((tab) => ({ value: tab, text: tabText(tab, counts) }))
  const canNarrow = isWide || desk.isNarrowed || desk.listedCount > SEARCH_FROM
  return (
    <>
      <Tabs options={options} value={view === 'overdue' ? null : view} onChoose={show} />
      {canNarrow ? <Narrow desk={desk} hasGrids={isWide} /> : null}
      {view === 'overdue' ? (
        <View className="desk-chip">
          <Text>{DESK_TEXT.onlyOverdue}</Text>
          <Tap className="desk-chip__drop" onTap={() => show('working')}>
            {DESK_TEXT.showAll}
          </Tap>
        </View>
      ) : null}
      <View className="desk-entries">
        <Entries key={view} desk={desk} openId={openId} onOpen={onOpen} />
      </View>
    </>
  )
}

const tabText = (tab: DeskTab, counts: DeskHome['counts']): string =>
  tab === 'all' || !counts || counts[tab] === 0 ? TAB_TEXT[tab] : `${TAB_TEXT[tab]} ${counts[tab]}`

const Narrow = ({ desk, hasGrids }: { desk: DeskHome; hasGrids: boolean }) => {
  const grids = desk.community?.grids ?? []
  return (
    <View className="desk-narrow">
      <View id="desk-search">
        <Input
          className="field__input"
          value={desk.typed}
          placeholder={DESK_TEXT.search}
          onInput={({ detail }) => desk.setTyped(detail.value)}
        />
      </View>
      {hasGrids && grids.length > 1 ? (
        <View className="desk-narrow__grids">
          {[{ gridCode: null, name: DESK_TEXT.everyGrid }, ...grids].map(({ gridCode, name }) => (
            <Tap
              key={name}
              role="radio"
              isOn={gridCode === desk.gridCode}
              className={`desk-grid ${gridCode === desk.gridCode ? 'desk-grid--on' : ''}`}
              onTap={() => desk.setGrid(gridCode)}
            >
              <Text>{name}</Text>
            </Tap>
          ))}
        </View>
      ) : null}
    </View>
  )
}

const Entries = ({ desk, openId, onOpen }: Pick<Props, 'desk' | 'openId' | 'onOpen'>) => {
  // A phone draws a screen's worth at a time: every card is data that crosses WeChat's bridge.
  const [shownCount, setShownCount] = useState(AT_ONCE)
  const { isBusy, act } = useAct()
  if (desk.list === 'loading') return <Skeleton count={3} />
  if (desk.list === 'failed')
    return <Failed words={DESK_FAILED} onRetry={() => void act(desk.readAll)} />
  if (desk.cards.length === 0)
    return desk.isNarrowed ? (
      <Empty
        sign="?"
        title={DESK_TEXT.nothingFits}
        hint={DESK_TEXT.nothingFitsHint}
        act={DESK_TEXT.clear}
        onAct={desk.clear}
      />
    ) : (
      <Empty sign="✓" {...EMPTY_TEXT[desk.view]} />
    )
  const { more } = desk
  const isCut = desk.cards.length > shownCount
  return (
    <>
      {desk.cards.slice(0, shownCount).map((card) => (
        <View
          key={card.ticketId}
          id={entryId(card.ticketId)}
          className={entryClass(desk, card.ticketId)}
        >
          <TicketCard card={card} onOpen={onOpen} isChosen={card.ticketId === openId} />
        </View>
      ))}
      {isCut || more ? (
        <View className="buttons">
          <Button
            kind="plain"
            text={DESK_TEXT.more}
            isBusy={isBusy || desk.isLoadingMore}
            onTap={() => {
              setShownCount((old) => old + AT_ONCE)
              if (!isCut && more) void act(more)
            }}
          />
        </View>
      ) : null}
    </>
  )
}

const entryClass = ({ cursor, fresh }: DeskHome, ticketId: string): string =>
  [
    'desk-entry',
    cursor === ticketId && 'desk-entry--at',
    fresh.includes(ticketId) && 'desk-entry--fresh',
  ]
    .filter(Boolean)
    .join(' ')
