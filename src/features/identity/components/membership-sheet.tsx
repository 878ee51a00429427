import { View } from '@tarojs/components'
import type { Membership } from '../../../../contract/identity'
import { confirm, toast } from '@/platform/dialogs'
import { chooseCommunity } from '@/stores/community'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Cell } from '@/ui/cell'
import { Sheet } from '@/ui/sheet'
import { leaveCommunity } from '../actions'
import { ME_TEXT, RELATION_TEXT, ROLE_TEXT } from '../text'

interface Props {
  membership: Membership
  isShownNow: boolean
  onClose: () => void
}

/** One of my communities: how I am known there, the way to look at it, the way out. */
export const MembershipSheet = ({ membership, isShownNow, onClose }: Props) => {
  const { communityId, communityName, nickname, role, address, relation } = membership
  const { isBusy, act } = useAct()
  const show = () => {
    chooseCommunity(communityId)
    onClose()
  }
  const leave = async () => {
    const isSure = await confirm({
      title: ME_TEXT.leaveTitle(communityName),
      words: ME_TEXT.leaveWords,
      yes: ME_TEXT.leaveYes,
      isDangerous: true,
    })
    if (!isSure || !(await act(() => leaveCommunity(communityId)))) return
    toast(ME_TEXT.left(communityName))
    onClose()
  }
  return (
    <Sheet title={communityName} onClose={onClose}>
      <Cell title={ME_TEXT.nickname} value={nickname} />
      <Cell title={ME_TEXT.role} value={ROLE_TEXT[role]} />
      {address ? (
        <Cell
          title={ME_TEXT.address}
          value={ME_TEXT.door(address.building, address.unit, address.room)}
        />
      ) : null}
      {relation ? <Cell title={ME_TEXT.relation} value={RELATION_TEXT[relation]} /> : null}
      <View className="buttons">
        {isShownNow ? null : <Button text={ME_TEXT.show} onTap={show} />}
        <Button kind="danger" text={ME_TEXT.leave} isBusy={isBusy} onTap={() => void leave()} />
      </View>
    </Sheet>
  )
}
