import type { Message } from '../../../contract/chat'
import type { SanctionKind } from '../../../domain/group/names'
import { judgementsFor, mayReport, type Judgement } from '../../../domain/group/order'
import { canBeSanctioned } from './may-sanction'

export type MessageAct =
  { do: 'report' } | { do: 'judge'; act: Judgement } | { do: 'sanction'; kind: SanctionKind }

export const SANCTIONS: readonly SanctionKind[] = ['mute', 'remove']

/** What may be done for order with a message, by who looks at it: neighbours point, those who keep order act. */
export const actsOn = (
  { state, authorId, authorRole }: Pick<Message, 'state' | 'authorId' | 'authorRole'>,
  { meId, keepsOrder }: { meId: string; keepsOrder: boolean },
): MessageAct[] => {
  const isMine = authorId === meId
  if (!keepsOrder) {
    const verdict = mayReport({
      state,
      isAuthor: isMine,
      hasReported: false,
      isOther: false,
      words: '',
    })
    return verdict.ok ? [{ do: 'report' }] : []
  }
  if (isMine) return []
  const judgements = judgementsFor(state).map((act) => ({ do: 'judge', act }) as const)
  const canSanction =
    authorId !== null && canBeSanctioned({ keepsOrder, isSelf: false, role: authorRole })
  return canSanction
    ? [...judgements, ...SANCTIONS.map((kind) => ({ do: 'sanction', kind }) as const)]
    : judgements
}
