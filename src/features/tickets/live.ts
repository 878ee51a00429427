import { onLive, onReload } from '@/api/live'
import { onPersonChange } from '@/stores/session'
import { loadTicket, loadTickets } from './actions'
import { forgetAllTickets } from './kept-tickets'
import { listQueries, ticketKey, useTickets } from './store'
import { dropAllTyped } from './typed'

/** A list is read anew at most this often, however many tickets change. */
const RELOAD_AFTER_MS = 400

const due = new Map<string, ReturnType<typeof setTimeout>>()

/** Hears of changed tickets: one that is shown is read again, a list that should hold a new one too. */
export const listenToTickets = (): (() => void) => {
  const stopLive = onLive((communityId, event) => {
    if (event.name !== 'ticket.changed') return
    const { byId, lists } = useTickets.getState()
    const known = byId[ticketKey(communityId, event.ticketId)]
    const isOld = known?.is !== 'ready' || known.ticket.version < event.version
    if (known && isOld) void loadTicket(communityId, event.ticketId).catch(() => undefined) // shown as it was; the next event or pull reads it
    // Also after one's own act, whose answer has brought the ticket already: it belongs into another list now.
    for (const name of Object.keys(lists)) if (name.startsWith(`${communityId}/`)) reloadSoon(name)
  })
  const stopReload = onReload(readAnew)
  // What a moderator saw is not for whoever signs in next on this phone.
  const stopPerson = onPersonChange(() => {
    listQueries.clear()
    useTickets.setState({ byId: {}, lists: {} })
    forgetAllTickets()
    dropAllTyped()
  })
  return () => {
    stopLive()
    stopReload()
    stopPerson()
  }
}

/** For a page that was opened before anybody listened. */
export const readShownTickets = (): void => {
  const { byId, lists } = useTickets.getState()
  const places = [...Object.keys(byId), ...Object.keys(lists)].map((key) => key.split('/')[0] ?? '')
  new Set(places).forEach(readAnew)
}

/** What is shown of a community may have changed unheard. */
const readAnew = (communityId: string): void => {
  const { byId, lists } = useTickets.getState()
  for (const key of Object.keys(byId)) {
    const [place, ticketId] = key.split('/')
    if (place === communityId && ticketId)
      void loadTicket(communityId, ticketId).catch(() => undefined) // shown as it was
  }
  for (const name of Object.keys(lists)) if (name.startsWith(`${communityId}/`)) reloadSoon(name)
}

const reloadSoon = (name: string): void => {
  if (due.has(name)) return
  const reload = (): void => {
    due.delete(name)
    const asked = listQueries.get(name)
    if (!asked) return
    void loadTickets(asked.communityId, asked.query).catch(() => undefined) // the old list stays on the screen
  }
  due.set(name, setTimeout(reload, RELOAD_AFTER_MS))
}
