import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { ApiError, textOf } from '@/api/api-error'
import { Frame } from '@/features/frame/frame'
import { loadTicket } from '@/features/tickets/actions'
import { TicketView } from '@/features/tickets/components/ticket-view'
import { ticketKey, useTickets } from '@/features/tickets/store'
import { REPORT_TEXT } from '@/features/tickets/report-text'
import { TICKETS_TEXT } from '@/features/tickets/text'
import { toast } from '@/platform/dialogs'
import { go } from '@/platform/go'
import { useShown } from '@/platform/use-shown'
import { useMe } from '@/stores/session'
import { Empty, Failed, Skeleton } from '@/ui/states'

const TicketPage = () => {
  const { communityId = '', ticketId = '' } = useRouter().params
  const load = useTickets(({ byId }) => byId[ticketKey(communityId, ticketId)])
  const me = useMe()
  const read = () =>
    loadTicket(communityId, ticketId).catch((error: unknown) => toast(textOf(error)))
  useShown(read)
  useShareAppMessage(() => ({
    title: load?.is === 'ready' ? load.ticket.categoryName : TICKETS_TEXT.shared,
    path: `/resident/ticket/index?communityId=${communityId}&ticketId=${ticketId}`,
  }))

  if (!me)
    return (
      <Frame>
        <Empty
          title={TICKETS_TEXT.signInToSee}
          act={REPORT_TEXT.signIn}
          onAct={() => go('resident/sign-in/index')}
        />
      </Frame>
    )
  return (
    <Frame>
      {!load || load.is === 'loading' ? (
        <Skeleton />
      ) : load.is === 'failed' ? (
        <Failed words={textOf(new ApiError(load.code, 0))} onRetry={() => void read()} />
      ) : (
        <TicketView
          ticket={load.ticket}
          onOpenTicket={(other) => go('resident/ticket/index', { communityId, ticketId: other })}
        />
      )}
    </Frame>
  )
}

export default TicketPage
