import { Input, Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { GroupCard } from '../../../../contract/communities'
import { ANNOUNCING } from '../../../../domain/group/announcing'
import type { GroupKind } from '../../../../domain/group/names'
import { Button } from '@/ui/button'
import { Sheet } from '@/ui/sheet'
import { Tap } from '@/ui/tap'
import { GROUPS_TEXT } from '../desk-text'
import './group-picker.scss'

interface Props {
  groups: readonly GroupCard[]
  chosen: readonly string[]
  onChange: (groupIds: string[]) => void
  onClose: () => void
}

const KINDS: readonly GroupKind[] = ['building', 'grid', 'interest']
/** Fewer are seen at a glance. */
const SEARCH_FROM = 8

/** Which groups an announcement goes to: found by a part of the name, ticked one by one or a kind at once. */
export const GroupPicker = ({ groups, chosen, onChange, onClose }: Props) => {
  const [typed, setTyped] = useState('')
  const piece = typed.trim()
  const found = groups.filter(({ name }) => name.includes(piece))
  const isFull = chosen.length >= ANNOUNCING.groupsAtMost
  const toggle = (groupId: string) => {
    if (chosen.includes(groupId)) onChange(chosen.filter((one) => one !== groupId))
    else if (!isFull) onChange([...chosen, groupId])
  }
  return (
    <Sheet title={GROUPS_TEXT.title} onClose={onClose}>
      {groups.length < SEARCH_FROM ? null : (
        <View className="field">
          <Input
            className="field__input"
            value={typed}
            placeholder={GROUPS_TEXT.search}
            aria-label={GROUPS_TEXT.search}
            onInput={({ detail }) => setTyped(detail.value)}
          />
        </View>
      )}
      {found.length === 0 ? <View className="pick-groups__none">{GROUPS_TEXT.none}</View> : null}
      {KINDS.map((kind) => (
        <OfKind
          key={kind}
          kind={kind}
          groups={found.filter((group) => group.kind === kind)}
          chosen={chosen}
          onToggle={toggle}
          onChange={onChange}
        />
      ))}
      <View className="pick-groups__done">
        {isFull ? <Text className="small">{GROUPS_TEXT.tooMany}</Text> : null}
        <Button text={GROUPS_TEXT.done(chosen.length)} onTap={onClose} />
      </View>
    </Sheet>
  )
}

const OfKind = ({
  kind,
  groups,
  chosen,
  onToggle,
  onChange,
}: Pick<Props, 'groups' | 'chosen' | 'onChange'> & {
  kind: GroupKind
  onToggle: (groupId: string) => void
}) => {
  if (groups.length === 0) return null
  const ids = groups.map(({ groupId }) => groupId)
  const isAll = ids.every((id) => chosen.includes(id))
  const others = chosen.filter((id) => !ids.includes(id))
  return (
    <View>
      <View className="pick-groups__kind">
        <Text>{GROUPS_TEXT.kinds[kind]}</Text>
        <Tap
          className="pick-groups__all"
          label={`${GROUPS_TEXT.kinds[kind]}，${isAll ? GROUPS_TEXT.chooseNone : GROUPS_TEXT.chooseAll}`}
          onTap={() =>
            onChange(isAll ? others : [...others, ...ids].slice(0, ANNOUNCING.groupsAtMost))
          }
        >
          {isAll ? GROUPS_TEXT.chooseNone : GROUPS_TEXT.chooseAll}
        </Tap>
      </View>
      {groups.map(({ groupId, name, memberCount }) => {
        const isOn = chosen.includes(groupId)
        return (
          <Tap
            key={groupId}
            className="cell"
            role="checkbox"
            isOn={isOn}
            label={`${name}，${GROUPS_TEXT.members(memberCount)}`}
            onTap={() => onToggle(groupId)}
          >
            <View className={`pick-groups__box ${isOn ? 'pick-groups__box--on' : ''}`} />
            <View className="cell__main">
              <Text className="cell__title">{name}</Text>
            </View>
            <Text className="cell__value">{GROUPS_TEXT.members(memberCount)}</Text>
          </Tap>
        )
      })}
    </View>
  )
}
