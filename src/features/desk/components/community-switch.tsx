import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useMe } from '@/stores/session'
import { Sheet } from '@/ui/sheet'
import { Tap } from '@/ui/tap'
import { DESK_TEXT } from '../text'
import { moderated, type Desk } from '../which-desk'
import { CommunityChooser } from './community-chooser'
import './community-switch.scss'

/** Whose desk this is; whoever has several goes to another one from here. */
export const CommunitySwitch = ({
  desk,
  name,
  onSwitched,
}: {
  desk: Desk & { is: 'open' }
  name: string
  onSwitched: (communityId: string) => void
}) => {
  const me = useMe()
  const [isOpen, setOpen] = useState(false)
  const known = me?.memberships.find((one) => one.communityId === desk.communityId)?.communityName
  const hasOthers = Boolean(me && (me.isOperator || moderated(me).length > 1))
  return (
    <View className="switch-community">
      <Text className="switch-community__name">{name || known || ''}</Text>
      {desk.isOperator ? <Text className="quiet">{DESK_TEXT.operator}</Text> : null}
      {hasOthers ? (
        <Tap className="switch-community__other" onTap={() => setOpen(true)}>
          {DESK_TEXT.other}
        </Tap>
      ) : null}
      {isOpen ? (
        <Sheet title={DESK_TEXT.choose} onClose={() => setOpen(false)}>
          <CommunityChooser
            onChosen={(communityId) => {
              setOpen(false)
              onSwitched(communityId)
            }}
          />
        </Sheet>
      ) : null}
    </View>
  )
}
