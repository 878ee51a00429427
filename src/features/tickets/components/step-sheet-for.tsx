import { View } from '@tarojs/components'
import { useEffect, useRef } from 'react'
import type { TicketCard } from '../../../../contract/tickets'
import type { TicketStep } from '../../../../domain/ticket/names'
import { errorText } from '../../../../contract/error-text'
import { toast } from '@/platform/dialogs'
import { useAct } from '@/stores/use-act'
import { Sheet } from '@/ui/sheet'
import { Failed, Skeleton } from '@/ui/states'
import { ticketAfter, useMySteps, wholeOf } from '../after-kept'
import { useTicket } from '../hooks'
import type { KeptStep } from '../kept-steps'
import type { TicketLoad } from '../store'
import { STEP_BUTTON_TEXT } from '../text'
import { StepSheet } from './step-sheet'

interface Props {
  communityId: string
  ticketId: string
  step: TicketStep
  /** What the list knows of it: enough to act where it cannot be read. */
  card?: TicketCard
  onDone: () => void
  onClose: () => void
}

/** The sheet of one step straight from a list: the ticket is read while it opens. */
export const StepSheetFor = ({ communityId, ticketId, step, card, onDone, onClose }: Props) => {
  const { load: found, read } = useTicket(communityId, ticketId)
  const steps = useMySteps()
  const load = afterKept(found, card, steps)
  const { act } = useAct()
  const opened = useRef(false)
  const offer =
    load.is === 'ready' ? load.ticket.offers.find((one) => one.step === step) : undefined
  const isClosed = load.is === 'ready' && !opened.current && !offer?.ok
  useEffect(() => {
    if (!isClosed) return
    toast(errorText(offer?.reason ?? 'wrong-state'))
    onClose()
  }, [isClosed]) // eslint-disable-line react-hooks/exhaustive-deps -- said once, when it is found closed

  if (load.is === 'ready' && offer && !isClosed) {
    // From now on the sheet itself says when the step closes, and keeps what was typed.
    opened.current = true
    return <StepSheet ticket={load.ticket} offer={offer} onDone={onDone} onClose={onClose} />
  }
  return (
    <Sheet title={STEP_BUTTON_TEXT[step]} onClose={onClose}>
      <View>
        {load.is === 'failed' ? (
          <Failed words={errorText(load.code)} onRetry={() => void act(read)} />
        ) : (
          <Skeleton count={1} />
        )}
      </View>
    </Sheet>
  )
}

const ON_THE_WAY: readonly string[] = ['offline', 'timeout', 'no-answer', 'unavailable']

/** As it will stand when everything kept on this phone has arrived; without a network, as the list knows it. */
const afterKept = (
  load: TicketLoad,
  card: TicketCard | undefined,
  steps: readonly KeptStep[],
): TicketLoad => {
  const isUnread = load.is === 'failed' && ON_THE_WAY.includes(load.code)
  if (isUnread && card) return { is: 'ready', ticket: ticketAfter(wholeOf(card), steps) }
  return load.is === 'ready' ? { ...load, ticket: ticketAfter(load.ticket, steps) } : load
}
