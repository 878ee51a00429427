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

/** My groups; the others of the community behind one tap. */
export const GroupList = ({ groups }: { groups: readonly GroupCard[] }) => {
  const [isAll, setAll] = useState(false)
  const mine = groups.filter(({ isMine }) => isMine)
  const shown = isAll ? groups : mine
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
          {shown.map(({ groupId, kind, name, memberCount }) => (
            <Cell
              key={groupId}
              title={name}
              value={GROUPS_TEXT.members(memberCount)}
              left={<View className={`sign sign--${kind}`}>{SIGN[kind]}</View>}
            />
          ))}
        </Group>
      </View>
    </View>
  )
}
