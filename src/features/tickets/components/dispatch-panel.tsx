import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { TicketDetail } from '../../../../contract/tickets'
import { toast } from '@/platform/dialogs'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Tap } from '@/ui/tap'
import { acceptAndDispatch } from '../dispatch'
import { DISPATCH_TEXT } from '../text'
import { useRoute } from '../use-route'
import { isOfGrid, useWorkers } from '../workers'
import { WorkerList } from './worker-list'

/** Accepts where that is still to be done, and gives it to the worker chosen: one tap when the grid's own is right. */
export const DispatchPanel = ({ ticket }: { ticket: TicketDetail }) => {
  const { communityId, gridCode, version } = ticket
  const { state, read } = useWorkers(communityId, gridCode, version)
  const [picked, setPicked] = useState<string | null>(null)
  const { isBusy, act } = useAct()
  const isNew = ticket.state === 'submitted'
  // What is already accepted has been past the table.
  const route = useRoute(ticket, isNew)
  const isByRule = route !== null && picked === null

  const workers = state.is === 'ready' ? state.workers : []
  const first = workers[0]
  const chosen = isByRule
    ? undefined
    : (workers.find(({ personId }) => personId === picked) ??
      // Nobody is chosen for a ticket outside every grid: that is for a person to decide.
      (first && isOfGrid(first, gridCode) ? first : undefined))

  const send = () =>
    act(async () => {
      if (!chosen && !isByRule) return
      const to = chosen ? { toPersonId: chosen.personId } : ('by-rule' as const)
      const { assigneeName } = await acceptAndDispatch(ticket, to)
      toast(assigneeName ? DISPATCH_TEXT.done(assigneeName) : DISPATCH_TEXT.sent)
    })

  return (
    <View className="card">
      <Text className="dispatch__title">
        {ticket.gridName ? DISPATCH_TEXT.titleIn(ticket.gridName) : DISPATCH_TEXT.title}
      </Text>
      {route ? (
        <Tap
          role="radio"
          isOn={isByRule}
          className={`workers__one ${isByRule ? 'workers__one--on' : ''}`}
          onTap={() => setPicked(null)}
        >
          <Text className="workers__name">{DISPATCH_TEXT.byRule(route.then)}</Text>
          <Text className="workers__load">{route.when}</Text>
        </Tap>
      ) : null}
      <WorkerList
        state={state}
        gridCode={gridCode}
        value={chosen?.personId ?? null}
        onChoose={setPicked}
        onRetry={read}
      />
      <View className="dispatch__act">
        <Button
          text={
            isByRule
              ? DISPATCH_TEXT.acceptByRule
              : isNew
                ? DISPATCH_TEXT.acceptAndDispatch(chosen?.name)
                : DISPATCH_TEXT.dispatch(chosen?.name)
          }
          isBusy={isBusy}
          hint={chosen || isByRule || state.is !== 'ready' ? undefined : DISPATCH_TEXT.choose}
          isOff={!chosen && !isByRule}
          onTap={() => void send()}
        />
      </View>
    </View>
  )
}
