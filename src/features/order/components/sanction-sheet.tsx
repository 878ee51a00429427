import { View } from '@tarojs/components'
import { useState } from 'react'
import type { SanctionKind } from '../../../../domain/group/names'
import { MUTE_MS, type MuteTime } from '../../../../domain/group/order'
import { confirm, toast } from '@/platform/dialogs'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Choices } from '@/ui/choices'
import { Sheet } from '@/ui/sheet'
import { sanctionMember } from '../actions'
import { SANCTIONS } from '../message-acts'
import { KIND_TEXT, ORDER_TEXT, SANCTION_BEGINNINGS, SANCTION_TEXT, TIME_TEXT } from '../text'
import { useCommand } from '../use-command'
import { ReasonField } from './reason-field'

export interface SanctionSubject {
  personId: string
  name: string
}

interface Props {
  communityId: string
  subject: SanctionSubject
  group: { groupId: string; name: string }
  /** What was tapped; it can still be changed here. */
  kind: SanctionKind
  onDone?: () => void
  onClose: () => void
}

// The keys of a literal object are its union.
const TIMES = (Object.keys(MUTE_MS) as MuteTime[]).map((value) => ({
  value,
  text: TIME_TEXT[value],
}))
const KINDS = SANCTIONS.map((value) => ({ value, text: KIND_TEXT[value] }))

/** Silencing a neighbour for a time, or removing them: where, how long, why; asked once more before it counts. */
export const SanctionSheet = ({
  communityId,
  subject,
  group,
  kind: tapped,
  onDone,
  onClose,
}: Props) => {
  const { personId, name } = subject
  const [kind, setKind] = useState(tapped)
  const [time, setTime] = useState<MuteTime>('1d')
  const [where, setWhere] = useState<'here' | 'everywhere'>('here')
  const [reason, setReason] = useState('')
  const { isBusy, act } = useAct()
  const command = useCommand()
  const whereText = where === 'here' ? SANCTION_TEXT.here(group.name) : ORDER_TEXT.everyGroup

  const send = async () => {
    const isSure = await confirm({
      title: SANCTION_TEXT.askTitle(kind, name),
      words:
        kind === 'mute'
          ? SANCTION_TEXT.askMute(whereText, TIME_TEXT[time])
          : SANCTION_TEXT.askRemove(whereText),
      yes: SANCTION_TEXT.send[kind],
      isDangerous: true,
    })
    if (!isSure) return
    await act(async () => {
      const asked = {
        kind,
        time,
        groupId: where === 'here' ? group.groupId : null,
        reason: reason.trim(),
      }
      await command([kind, time, where, asked.reason], (id) =>
        sanctionMember({ communityId, personId }, asked, id),
      )
      toast(SANCTION_TEXT.done[kind])
      onDone?.()
      onClose()
    })
  }
  return (
    <Sheet title={SANCTION_TEXT.title(kind, name)} onClose={onClose}>
      <Choices label={SANCTION_TEXT.kind} options={KINDS} value={kind} onChoose={setKind} />
      {kind === 'mute' ? (
        <Choices label={SANCTION_TEXT.time} options={TIMES} value={time} onChoose={setTime} />
      ) : null}
      <Choices
        label={SANCTION_TEXT.where}
        options={[
          { value: 'here', text: SANCTION_TEXT.here(group.name) },
          { value: 'everywhere', text: ORDER_TEXT.everyGroup },
        ]}
        value={where}
        onChoose={setWhere}
      />
      <ReasonField
        label={SANCTION_TEXT.reason}
        hint={SANCTION_TEXT.hint}
        beginnings={SANCTION_BEGINNINGS}
        words={reason}
        onWords={setReason}
      />
      <View className="buttons">
        <Button
          text={SANCTION_TEXT.send[kind]}
          kind="danger"
          isBusy={isBusy}
          {...(!reason.trim() && { hint: ORDER_TEXT.needsReason })}
          onTap={() => void send()}
        />
      </View>
    </Sheet>
  )
}
