import type { GroupMember } from '../../../../contract/chat'
import { Cell } from '@/ui/cell'
import { Sheet } from '@/ui/sheet'
import type { Where } from '../actions'
import { CHAT_TEXT } from '../text'
import { MemberSearch } from './member-search'

interface Props {
  where: Where
  title?: string
  mayCallEveryone: boolean
  onChoose: (who: GroupMember | 'everyone') => void
  onClose: () => void
}

/** Whom to call. */
export const MemberPicker = ({
  where,
  title = CHAT_TEXT.mentionWho,
  mayCallEveryone,
  onChoose,
  onClose,
}: Props) => (
  <Sheet title={title} onClose={onClose}>
    {mayCallEveryone ? (
      <Cell title={`@${CHAT_TEXT.everyone}`} onTap={() => onChoose('everyone')} />
    ) : null}
    <MemberSearch where={where}>
      {(one) => (
        <Cell
          key={one.personId}
          title={one.nickname}
          value={CHAT_TEXT.office[one.role]}
          onTap={() => onChoose(one)}
        />
      )}
    </MemberSearch>
  </Sheet>
)
