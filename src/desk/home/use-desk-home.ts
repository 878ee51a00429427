import { useEffect, useRef, useState } from 'react'
import {
  countDesk,
  deskCards,
  keepPlace,
  moveInList,
  narrowCards,
  overdueCards,
  type DeskTab,
} from '@/features/desk/desk-work'
import { useCommunity } from '@/features/desk/use-community'
import { loadMoreTickets } from '@/features/tickets/actions'
import { useTicketCards, type Card as TicketCard } from '@/features/tickets/hooks'
import { useArrivals } from '@/ui/use-arrivals'
import { useDeskLists } from './use-desk-lists'

/** What the desk shows: a tab, or what is overdue over all tabs. */
export type DeskView = DeskTab | 'overdue'

const ALL = { view: 'desk', limit: 30 } as const

/** Everything that both faces of the desk, phone and desktop, show and do. */
export const useDeskHome = (communityId: string) => {
  const [view, setView] = useState<DeskView>('triage')
  const [typed, setTyped] = useState('')
  const [gridCode, setGrid] = useState<string | null>(null)
  const community = useCommunity(communityId)
  const work = useDeskLists(communityId)
  const all = useTicketCards(communityId, ALL, view === 'all')
  const news = useArrivals(
    communityId,
    work.isReady ? work.lists.submitted.map(({ ticketId }) => ticketId) : null,
  )

  const listed = cardsOf(view, work.lists, all.cards)
  const cards = narrowCards(listed, { typed, gridCode })
  const ids = cards.map(({ ticketId }) => ticketId)
  const { cursor, setCursor } = useCursor(ids)
  const newest = work.lists.submitted.find(({ ticketId }) => ticketId === news.fresh.at(-1))

  return {
    view,
    show: (next: DeskView) => {
      setView(next)
      setCursor(null)
    },
    typed,
    setTyped,
    gridCode,
    setGrid,
    clear: () => {
      setTyped('')
      setGrid(null)
    },
    isNarrowed: typed.trim() !== '' || gridCode !== null,
    community: community.state.is === 'ready' ? community.state.value : null,
    counts: work.isReady ? countDesk(work.lists) : null,
    isMore: work.isMore,
    cards,
    listedCount: listed.length,
    list: listState(view, work, all.list),
    more: view === 'all' && all.list.is === 'ready' && all.list.next ? moreOf(communityId) : null,
    isLoadingMore: all.list.is === 'ready' && all.list.isLoadingMore,
    fresh: news.fresh,
    newest,
    seen: news.seen,
    cursor,
    setCursor,
    move: (by: 1 | -1) => {
      const next = moveInList(ids, cursor, by)
      setCursor(next)
      return next
    },
    readAll: async () => {
      await Promise.all([
        work.readAll(),
        community.reload(),
        view === 'all' ? all.read() : undefined,
      ])
    },
  }
}

export type DeskHome = ReturnType<typeof useDeskHome>

const moreOf = (communityId: string) => () => loadMoreTickets(communityId, ALL)

const cardsOf = (
  view: DeskView,
  lists: Parameters<typeof overdueCards>[0],
  all: readonly TicketCard[],
): readonly TicketCard[] => {
  if (view === 'all') return all
  return view === 'overdue' ? overdueCards(lists) : deskCards(view, lists)
}

type Work = ReturnType<typeof useDeskLists>
type AllList = ReturnType<typeof useTicketCards>['list']
const listState = (view: DeskView, work: Work, all: AllList): AllList['is'] => {
  if (view === 'all') return all.is
  if (work.failed) return 'failed'
  return work.isReady ? 'ready' : 'loading'
}

/** Where the keyboard stands. When its entry leaves the list, it goes to what has come into that place. */
const useCursor = (ids: readonly string[]) => {
  const [cursor, setCursor] = useState<string | null>(null)
  const before = useRef(ids)
  const key = ids.join()
  useEffect(() => {
    const old = before.current
    before.current = ids
    setCursor((at) => keepPlace(old, ids, at))
  }, [key]) // eslint-disable-line react-hooks/exhaustive-deps -- `key` stands for the ids
  return { cursor, setCursor }
}
