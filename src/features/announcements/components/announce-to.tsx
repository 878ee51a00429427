import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/ui/button'
import { Choices } from '@/ui/choices'
import { Tag } from '@/ui/tag'
import type { AnnounceDraft } from '../announce-draft'
import type { GroupCard } from '../desk-actions'
import { ANNOUNCE_TEXT } from '../desk-text'
import type { ChangeDraft } from '../use-announce-draft'
import { GroupPicker } from './group-picker'

const WHOM = [
  { value: 'all', text: ANNOUNCE_TEXT.toAll },
  { value: 'groups', text: ANNOUNCE_TEXT.toGroups },
] as const

interface Props {
  groups: readonly GroupCard[]
  /** Groups that it is for already; one of them may be archived by now. */
  known: readonly { groupId: string; name: string }[]
  draft: AnnounceDraft
  onChange: ChangeDraft
}

/** To everybody, or to which groups. */
export const AnnounceTo = ({ groups, known, draft, onChange }: Props) => {
  const { isToAll, groupIds } = draft
  const [isChoosing, setChoosing] = useState(false)
  const nameOf = (groupId: string) =>
    [...groups, ...known].find((one) => one.groupId === groupId)?.name ?? ''
  return (
    <View>
      <Choices
        label={ANNOUNCE_TEXT.to}
        options={WHOM}
        value={isToAll ? 'all' : 'groups'}
        onChoose={(value) => {
          onChange({ isToAll: value === 'all' })
          if (value === 'groups' && groupIds.length === 0) setChoosing(true)
        }}
      />
      {isToAll ? null : (
        <View className="announce__groups">
          {groupIds.length > 0 ? (
            <View className="announce__chosen">
              {groupIds.map((groupId) => (
                <Tag key={groupId} kind="info" text={nameOf(groupId)} />
              ))}
            </View>
          ) : null}
          <Button
            kind="plain"
            text={
              groupIds.length > 0
                ? ANNOUNCE_TEXT.chosenGroups(groupIds.length)
                : ANNOUNCE_TEXT.chooseGroups
            }
            onTap={() => setChoosing(true)}
          />
        </View>
      )}
      {isChoosing ? (
        <GroupPicker
          groups={groups}
          chosen={groupIds}
          onChange={(ids) => onChange({ groupIds: ids })}
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </View>
  )
}
