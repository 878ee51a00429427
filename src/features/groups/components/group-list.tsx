import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { GroupCard } from '../../../../contract/communities'
import type { GroupKind } from '../../../../domain/group/names'
import { Cell, Group } from '@/ui/cell'
import { Tap } from '@/ui/tap'
import { GROUPS_TEXT } from '../text'

const SIGN = { community: '社', building: '楼', grid: '格', interest: '趣' } satisfies Record<
  GroupKind,
  string
>

interface Props {
  groups: readonly GroupCard[]
  onOpen: (groupId: string) => void
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
    ? `${callsMe ? GROUPS_TEXT.callsMe : ''}${last.authorName}：${last.beginning}`
    : callsMe
      ? GROUPS_TEXT.callsMe
      : undefined

/** My groups; the others of the community behind one tap. */
export const GroupList = ({ groups, onOpen }: Props) => {
  const [isAll, setAll] = useState(false)
  const mine = groups.filter(({ isMine }) => isMine)
  const shown = inOrder(isAll ? groups : mine)
  return (
    <View>
      <View className="section">
        <Text>{GROUPS_TEXT.groups}</Text>
        {groups.length > mine.length ? (
          <Tap className="section__more" onTap={() => setAll(!isAll)}>
            {isAll ? GROUPS_TEXT.lessGroups : GROUPS_TEXT.allGroups(groups.length)}
          </Tap>
        ) : null}
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
