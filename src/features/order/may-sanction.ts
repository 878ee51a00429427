import type { Role } from '../../../domain/group/names'
import { maySanction } from '../../../domain/group/order'

/** Whether the button is there: for somebody without the office, of somebody else. The server decides again. */
export const canBeSanctioned = (asked: {
  keepsOrder: boolean
  isSelf: boolean
  role: Role | 'operator'
}): boolean =>
  maySanction({
    role: asked.keepsOrder ? 'moderator' : 'resident',
    isSelf: asked.isSelf,
    subjectRole: asked.role,
    isAlready: false,
    reason: '…',
  }).ok
