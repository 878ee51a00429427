import { View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { Frame } from '@/features/frame/frame'
import { TicketView } from '@/features/tickets/components/ticket-view'
import { failureText, useShownTicket } from '@/features/tickets/hooks'
import { REPORT_TEXT } from '@/features/tickets/report-text'
import { isShareable } from '@/features/tickets/shareable'
import { KEPT_TEXT, TICKETS_TEXT } from '@/features/tickets/text'
import { go } from '@/platform/go'
import { nowMs } from '@/platform/now'
import { useMe } from '@/stores/session'
import { Button } from '@/ui/button'
import { Empty, Failed, Skeleton } from '@/ui/states'
import { whenText } from '@/ui/time'

const TicketPage = () => {
  const { communityId = '', ticketId = '' } = useRouter().params
  const { load, read } = useShownTicket(communityId, ticketId)
  const me = useMe()
  useShareAppMessage(() => ({
    title: load.is === 'ready' ? load.ticket.categoryName : TICKETS_TEXT.shared,
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
      {load.is === 'loading' ? (
        <Skeleton />
      ) : load.is === 'failed' ? (
        <Failed words={failureText(load)} onRetry={() => void read()} />
      ) : (
        <View>
          {load.keptAt !== undefined ? (
            <View className="page__offline">
              {KEPT_TEXT.keptAt(whenText(new Date(load.keptAt).toISOString(), nowMs()))}
            </View>
          ) : null}
          <TicketView
            ticket={load.ticket}
            onOpenTicket={(other) => go('resident/ticket/index', { communityId, ticketId: other })}
          />
          {isShareable(load.ticket) ? (
            <View className="buttons">
              <Button
                kind="plain"
                text={TICKETS_TEXT.toGroup}
                onTap={() =>
                  go('talk/share/index', {
                    communityId,
                    ticketId,
                    name: load.ticket.categoryName,
                  })
                }
              />
            </View>
          ) : null}
        </View>
      )}
    </Frame>
  )
}

export default TicketPage
