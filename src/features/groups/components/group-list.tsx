import { Text, View } from '@tarojs/components'
import type { GroupCard } from '../../../../contract/communities'
import type { GroupKind } from '../../../../domain/group/names'
import { Cell, Group } from '@/ui/cell'
import { isolated } from '@/ui/isolated'
import { Tap } from '@/ui/tap'
import { GROUPS_TEXT } from '../text'

const SIGN = { community: '社', building: '楼', grid: '格', interest: '趣' } satisfies Record<
  GroupKind,
  string
>

interface Props {
  groups: readonly GroupCard[]
  onOpen: (groupId: string) => void
  onAll: () => void
}

/** Pinned first, then by the last word. */
const inOrder = (groups: readonly GroupCard[]): GroupCard[] =>
  [...groups].sort(
    (one, other) =>
      Number(other.isPinned) - Number(one.isPinned) ||
      (other.last?.at ?? '').localeCompare(one.last?.at ?? ''),
  )

const noteOf = ({ last, callsMe }: GroupCard): string | undefined =>
  last
    ? `${callsMe ? GROUPS_TEXT.callsMe : ''}${isolated(last.authorName)}：${isolated(last.beginning)}`
    : callsMe
      ? GROUPS_TEXT.callsMe
      : undefined

/** My groups; all of the community have a page of their own. */
export const GroupList = ({ groups, onOpen, onAll }: Props) => {
  const mine = groups.filter(({ isMine }) => isMine)
  const shown = inOrder(mine)
  return (
    <View>
      <View className="section">
        <Text>{GROUPS_TEXT.groups}</Text>
        <Tap className="section__more" onTap={onAll}>
          {GROUPS_TEXT.allGroups(groups.length)}
        </Tap>
      </View>
      <View className="list-card">
        <Group>
          {shown.map((group) => (
            <Cell
              key={group.groupId}
              title={group.name}
              note={noteOf(group)}
              value={GROUPS_TEXT.members(group.memberCount)}
              badge={group.isMuted ? undefined : group.unreadCount}
              left={<View className={`sign sign--${group.kind}`}>{SIGN[group.kind]}</View>}
              onTap={() => onOpen(group.groupId)}
            />
          ))}
        </Group>
      </View>
    </View>
  )
}
