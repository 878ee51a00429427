import { View } from '@tarojs/components'
import type { GroupCard } from '../../../../contract/communities'
import { confirm } from '@/platform/dialogs'
import { useShown } from '@/platform/use-shown'
import { useLoaded } from '@/stores/use-loaded'
import { Cell, Group } from '@/ui/cell'
import { Shown } from '@/ui/shown'
import { Empty } from '@/ui/states'
import { readAllGroups } from '../actions'
import { sayInGroup } from '../outbox'
import { GROUPS_TEXT, SHARE_TEXT } from '../text'

interface Props {
  communityId: string
  ticket: { ticketId: string; name: string }
  keepsOrder: boolean
  onShared: (groupId: string) => void
}

/** A ticket is brought into one of my groups, as a card that shows how it stands. */
export const ShareTicket = ({ communityId, ticket, keepsOrder, onShared }: Props) => {
  const { state, reload } = useLoaded(() => readAllGroups(communityId, false))
  useShown(reload)
  const share = async ({ groupId, name }: GroupCard) => {
    const isSure = await confirm({
      title: SHARE_TEXT.ask(name),
      words: SHARE_TEXT.askWords,
      yes: SHARE_TEXT.yes,
    })
    if (!isSure) return
    sayInGroup({ communityId, groupId, ticket })
    onShared(groupId)
  }
  return (
    <Shown load={state} onRetry={() => void reload()}>
      {({ groups }) => {
        const mine = groups.filter(({ isMine }) => isMine || keepsOrder)
        if (mine.length === 0) return <Empty sign="群" title={SHARE_TEXT.noGroups} />
        return (
          <Group title={SHARE_TEXT.which(ticket.name)}>
            {mine.map((group) => (
              <Cell
                key={group.groupId}
                title={group.name}
                note={GROUPS_TEXT.people(group.memberCount)}
                left={
                  <View className={`sign sign--${group.kind}`}>{GROUPS_TEXT.sign[group.kind]}</View>
                }
                onTap={() => void share(group)}
              />
            ))}
          </Group>
        )
      }}
    </Shown>
  )
}
