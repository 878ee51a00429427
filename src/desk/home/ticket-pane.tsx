import { View, type ViewProps } from '@tarojs/components'
import { ShortcutHelp } from '@/features/desk/components/shortcut-help'
import { TicketView } from '@/features/tickets/components/ticket-view'
import { failureText, useTicket } from '@/features/tickets/hooks'
import { useAct } from '@/stores/use-act'
import { Failed, Skeleton } from '@/ui/states'

export const PANE_ID = 'desk-ticket'

/** The right side: the open ticket whole, with its acts, or what the keys do. */
export const TicketPane = ({
  communityId,
  openId,
  onOpenTicket,
}: {
  communityId: string
  openId: string | null
  onOpenTicket: (ticketId: string) => void
}) => {
  // ViewProps knows no tabIndex; it lets the keyboard scroll this side.
  const takesKeys = { tabIndex: -1 } as ViewProps
  return (
    <View {...takesKeys} id={PANE_ID} className="desk__right">
      {openId ? (
        <OpenTicket
          key={openId}
          communityId={communityId}
          ticketId={openId}
          onOpenTicket={onOpenTicket}
        />
      ) : (
        <ShortcutHelp />
      )}
    </View>
  )
}

const OpenTicket = ({
  communityId,
  ticketId,
  onOpenTicket,
}: {
  communityId: string
  ticketId: string
  onOpenTicket: (ticketId: string) => void
}) => {
  const { load, read } = useTicket(communityId, ticketId)
  const { act } = useAct()
  if (load.is === 'loading') return <Skeleton />
  if (load.is === 'failed')
    return <Failed words={failureText(load)} onRetry={() => void act(read)} />
  return <TicketView ticket={load.ticket} onOpenTicket={onOpenTicket} />
}
