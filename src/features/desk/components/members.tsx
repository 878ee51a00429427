import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { MemberCard } from '../../../../contract/communities'
import { nowMs } from '@/platform/now'
import { useShown } from '@/platform/use-shown'
import { useAct } from '@/stores/use-act'
import { named, useLiveReading } from '@/stores/use-live-reading'
import { usePaged } from '@/stores/use-paged'
import { Button } from '@/ui/button'
import { Field } from '@/ui/field'
import { Shown } from '@/ui/shown'
import { Empty } from '@/ui/states'
import { Tag } from '@/ui/tag'
import { Tap } from '@/ui/tap'
import { whenText } from '@/ui/time'
import { loadMembers } from '../actions'
import { APPLICATIONS_TEXT, MEMBERS_TEXT, RELATION_TEXT, ROLE_TEXT } from '../text'
import { useCommunity } from '../use-community'
import './members.scss'

const ASK_AFTER_MS = 300

/** Who is in the community: by name, by address, house by house. */
export const Members = ({ communityId }: { communityId: string }) => {
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  const community = useCommunity(communityId)
  const list = usePaged(`${communityId}/${q}`, (before) => loadMembers(communityId, q, before))
  const { act, isBusy } = useAct()
  useShown(list.reload)
  useLiveReading(communityId, named('membership.changed', 'application.changed'), list.reload)
  useEffect(() => {
    const due = setTimeout(() => setQ(typed.trim()), ASK_AFTER_MS)
    return () => clearTimeout(due)
  }, [typed])

  const value = community.state.is === 'ready' ? community.state.value : null
  return (
    <View>
      <Field
        label={value ? MEMBERS_TEXT.count(value.memberCount) : MEMBERS_TEXT.title}
        value={typed}
        onInput={setTyped}
        hint={MEMBERS_TEXT.search}
        maxLength={40}
      />
      <View className="members__ways">
        {waysOf(value?.buildings ?? []).map((way) => (
          <Tap
            key={way.q}
            role="radio"
            isOn={way.q === q}
            className={`choice ${way.q === q ? 'choice--on' : ''}`}
            onTap={() => {
              setTyped(way.q)
              setQ(way.q)
            }}
          >
            <Text>{way.text}</Text>
          </Tap>
        ))}
      </View>
      <Shown load={list.state} onRetry={() => void list.reload()}>
        {({ items, hasMore }) =>
          items.length === 0 ? (
            <Empty sign="?" title={MEMBERS_TEXT.empty} hint={MEMBERS_TEXT.emptyHint} />
          ) : (
            <View className="members">
              {items.map((member, at) => (
                <View key={member.personId}>
                  {startsHouse(items, at) ? (
                    <Text className="group__title members__house">{houseOf(member)}</Text>
                  ) : null}
                  <MemberRow member={member} />
                </View>
              ))}
              {hasMore ? (
                <View className="buttons">
                  <Button
                    kind="plain"
                    text={MEMBERS_TEXT.more}
                    isBusy={isBusy}
                    onTap={() => void act(list.more)}
                  />
                </View>
              ) : null}
            </View>
          )
        }
      </Shown>
    </View>
  )
}

/** The server finds by a piece of the name, which begins with the office, or by the beginning of the address. */
const waysOf = (buildings: readonly { name: string }[]): { q: string; text: string }[] => [
  { q: '', text: MEMBERS_TEXT.every },
  { q: ROLE_TEXT.moderator, text: ROLE_TEXT.moderator },
  { q: ROLE_TEXT.worker, text: ROLE_TEXT.worker },
  ...buildings.map(({ name }) => ({ q: `${name}-`, text: MEMBERS_TEXT.buildingName(name) })),
]

const houseOf = ({ address, role }: MemberCard): string => {
  if (address) return MEMBERS_TEXT.buildingName(address.building)
  return role === 'resident' ? MEMBERS_TEXT.elsewhere : MEMBERS_TEXT.office
}

const startsHouse = (members: readonly MemberCard[], at: number): boolean => {
  const [before, here] = [members[at - 1], members[at]]
  return !before || !here || houseOf(before) !== houseOf(here)
}

const whereText = ({ address, gridCodes }: MemberCard): string => {
  if (address) return APPLICATIONS_TEXT.address(address.building, address.unit, address.room)
  return gridCodes.length > 0 ? MEMBERS_TEXT.grids(gridCodes.length) : ''
}

const MemberRow = ({ member }: { member: MemberCard }) => {
  const { nickname, role, relation, joinedAt } = member
  return (
    <View className="cell members__row">
      <View className="members__name">
        <Text>{nickname}</Text>
        {role === 'resident' ? null : (
          <Tag kind={role === 'moderator' ? 'go' : 'info'} text={ROLE_TEXT[role]} />
        )}
      </View>
      <Text className="members__address">{whereText(member)}</Text>
      <Text className="members__relation">{relation ? RELATION_TEXT[relation] : ''}</Text>
      <Text className="members__joined">{MEMBERS_TEXT.joined(whenText(joinedAt, nowMs()))}</Text>
    </View>
  )
}
