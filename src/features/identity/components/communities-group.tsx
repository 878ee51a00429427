import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Me, Membership, MyApplication } from '../../../../contract/identity'
import { Cell, Group } from '@/ui/cell'
import { Tag } from '@/ui/tag'
import { ME_TEXT } from '../text'
import { MembershipSheet } from './membership-sheet'

interface Props {
  me: Me
  current: Membership | null
  /** Those that wait or were refused, one a community. */
  applications: readonly MyApplication[]
  onOpenApplication: (communityId: string) => void
  onJoin: () => void
}

/** Where I belong, where I have applied, and the way to one more. */
export const CommunitiesGroup = ({
  me,
  current,
  applications,
  onOpenApplication,
  onJoin,
}: Props) => {
  const [openedId, setOpenedId] = useState<string | null>(null)
  const opened = me.memberships.find(({ communityId }) => communityId === openedId)
  const isShownNow = ({ communityId }: Membership) => communityId === current?.communityId
  return (
    <View>
      <Group title={ME_TEXT.communities}>
        {me.memberships.map((one) => (
          <Cell
            key={one.communityId}
            title={one.communityName}
            note={one.nickname}
            right={
              isShownNow(one) && me.memberships.length > 1 ? (
                <Tag kind="go" text={ME_TEXT.shownNow} />
              ) : null
            }
            onTap={() => setOpenedId(one.communityId)}
          />
        ))}
        {applications.map(({ communityId, communityName, state }) => (
          <Cell
            key={communityId}
            title={communityName}
            right={
              state === 'waiting' ? (
                <Tag kind="wait" text={ME_TEXT.waiting} />
              ) : (
                <Tag kind="bad" text={ME_TEXT.refused} />
              )
            }
            onTap={() => onOpenApplication(communityId)}
          />
        ))}
        <Cell
          title={me.memberships.length > 0 ? ME_TEXT.joinAnother : ME_TEXT.join}
          onTap={onJoin}
        />
      </Group>
      {opened ? (
        <MembershipSheet
          membership={opened}
          isShownNow={isShownNow(opened)}
          onClose={() => setOpenedId(null)}
        />
      ) : null}
    </View>
  )
}
