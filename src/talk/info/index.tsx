import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { GroupInfo } from '@/features/chat/components/group-info'
import { CHAT_TEXT } from '@/features/chat/text'
import { Frame } from '@/features/frame/frame'
import { JoinFirst } from '@/features/frame/join-first'
import { useOrderActs } from '@/features/order/components/use-order-acts'
import { useMe } from '@/stores/session'

const InfoPage = () => {
  const { communityId = '', groupId = '' } = useRouter().params
  const me = useMe()
  if (!me) return <JoinFirst hint={CHAT_TEXT.emptyHint} />
  return (
    <Frame>
      <Info where={{ communityId, groupId }} meId={me.personId} />
    </Frame>
  )
}

const Info = ({
  where,
  meId,
}: {
  where: { communityId: string; groupId: string }
  meId: string
}) => {
  // Whoever was removed is no longer among the members: they are read anew.
  const [version, setVersion] = useState(0)
  const order = useOrderActs(
    { ...where, meId },
    { onSanctioned: () => setVersion((old) => old + 1) },
  )
  return (
    <>
      <GroupInfo key={version} where={where} memberActs={order.onMember} />
      {order.sheet}
    </>
  )
}

export default InfoPage
