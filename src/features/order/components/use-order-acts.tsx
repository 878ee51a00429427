import { useState, type ReactNode } from 'react'
import type { Message } from '../../../../contract/chat'
import type { Role, SanctionKind } from '../../../../domain/group/names'
import { mustGiveReason, type Judgement } from '../../../../domain/group/order'
import { toast } from '@/platform/dialogs'
import { useAct } from '@/stores/use-act'
import { judgeMessage } from '../actions'
import { canBeSanctioned } from '../may-sanction'
import { actsOn, SANCTIONS, type MessageAct } from '../message-acts'
import { JUDGED_TEXT, JUDGEMENT_TEXT, KIND_TEXT, REPORT_SHEET, SANCTION_TEXT } from '../text'
import { useCommand } from '../use-command'
import { isExplained, JudgeSheet, type Explained } from './judge-sheet'
import { ReportSheet } from './report-sheet'
import { SanctionSheet, type SanctionSubject } from './sanction-sheet'
import './order.scss'

interface Where {
  communityId: string
  groupId: string
  meId: string
}

/** What of the group decides what may be done in it. */
interface InGroup {
  name: string
  me: { keepsOrder: boolean }
}

/** One more line in a menu. */
interface Entry {
  text: string
  onTap: () => void
}

type Asking =
  | { is: 'report'; seq: number }
  | { is: 'judge'; message: Message; act: Explained }
  | { is: 'sanction'; subject: SanctionSubject; kind: SanctionKind; groupName: string }

/** Acts for order where people talk: entries for the menus of messages and members, and the sheet that asks on. */
export const useOrderActs = (
  { communityId, groupId, meId }: Where,
  { onJudged, onSanctioned }: { onJudged?: (message: Message) => void; onSanctioned?: () => void },
) => {
  const [asking, setAsking] = useState<Asking | null>(null)
  const { isBusy, act: run } = useAct()
  const command = useCommand()
  const close = () => setAsking(null)

  const judge = ({ seq }: Message, act: Judgement, reason: string) =>
    run(async () => {
      const message = await command([String(seq), act, reason], (id) =>
        judgeMessage({ communityId, groupId, seq }, { act, reason }, id),
      )
      onJudged?.(message)
      toast(JUDGED_TEXT[act])
      close()
    })

  const entryOf = (message: Message, groupName: string, one: MessageAct): Entry => {
    const { seq, authorId, authorName } = message
    if (one.do === 'report')
      return { text: REPORT_SHEET.menu, onTap: () => setAsking({ is: 'report', seq }) }
    if (one.do === 'sanction')
      return {
        text: SANCTION_TEXT.menu(one.kind, authorName),
        onTap: askSanction({ personId: authorId ?? '', name: authorName }, one.kind, groupName),
      }
    const { act } = one
    return {
      text: JUDGEMENT_TEXT[act],
      onTap: () => {
        if (mustGiveReason(act) && isExplained(act)) setAsking({ is: 'judge', message, act })
        else void judge(message, act, '')
      },
    }
  }
  const askSanction = (subject: SanctionSubject, kind: SanctionKind, groupName: string) => () =>
    setAsking({ is: 'sanction', subject, kind, groupName })

  return {
    onMessage: (message: Message, { name, me }: InGroup): Entry[] =>
      actsOn(message, { meId, keepsOrder: me.keepsOrder }).map((one) =>
        entryOf(message, name, one),
      ),
    onMember: (
      member: { personId: string; nickname: string; role: Role | 'operator' },
      { name, me }: InGroup,
    ): Entry[] => {
      const { personId, nickname, role } = member
      const { keepsOrder } = me
      return canBeSanctioned({ keepsOrder, isSelf: personId === meId, role })
        ? SANCTIONS.map((kind) => ({
            text: KIND_TEXT[kind],
            onTap: askSanction({ personId, name: nickname }, kind, name),
          }))
        : []
    },
    sheet: sheetFor(asking),
  }

  function sheetFor(asked: Asking | null): ReactNode {
    switch (asked?.is) {
      case 'report':
        return <ReportSheet place={{ communityId, groupId, seq: asked.seq }} onClose={close} />
      case 'judge':
        return (
          <JudgeSheet
            act={asked.act}
            isBusy={isBusy}
            onSend={(reason) => void judge(asked.message, asked.act, reason)}
            onClose={close}
          />
        )
      case 'sanction':
        return (
          <SanctionSheet
            communityId={communityId}
            subject={asked.subject}
            group={{ groupId, name: asked.groupName }}
            kind={asked.kind}
            {...(onSanctioned && { onDone: onSanctioned })}
            onClose={close}
          />
        )
      default:
        return null
    }
  }
}
