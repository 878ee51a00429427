import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { TicketDetail } from '../../../../contract/tickets'
import { toast } from '@/platform/dialogs'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { acceptAndDispatch } from '../dispatch'
import { DISPATCH_TEXT } from '../text'
import { isOfGrid, useWorkers } from '../workers'
import { WorkerList } from './worker-list'

/** Accepts where that is still to be done, and gives it to the worker chosen: one tap when the grid's own is right. */
export const DispatchPanel = ({ ticket }: { ticket: TicketDetail }) => {
  const { communityId, gridCode, version } = ticket
  const { state, read } = useWorkers(communityId, gridCode, version)
  const [picked, setPicked] = useState<string | null>(null)
  const { isBusy, act } = useAct()

  const workers = state.is === 'ready' ? state.workers : []
  const first = workers[0]
  const chosen =
    workers.find(({ personId }) => personId === picked) ??
    // Nobody is chosen for a ticket outside every grid: that is for a person to decide.
    (first && isOfGrid(first, gridCode) ? first : undefined)
  const isNew = ticket.state === 'submitted'

  const send = () =>
    act(async () => {
      if (!chosen) return
      await acceptAndDispatch(ticket, chosen.personId)
      toast(DISPATCH_TEXT.done(chosen.name))
    })

  return (
    <View className="card">
      <Text className="dispatch__title">
        {ticket.gridName ? DISPATCH_TEXT.titleIn(ticket.gridName) : DISPATCH_TEXT.title}
      </Text>
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
            isNew
              ? DISPATCH_TEXT.acceptAndDispatch(chosen?.name)
              : DISPATCH_TEXT.dispatch(chosen?.name)
          }
          isBusy={isBusy}
          hint={chosen || state.is !== 'ready' ? undefined : DISPATCH_TEXT.choose}
          isOff={!chosen}
          onTap={() => void send()}
        />
      </View>
    </View>
  )
}
