import { Input, Text, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import type { GroupMember } from '../../../../contract/chat'
import type { Where } from '../actions'
import { CHAT_TEXT } from '../text'
import { useMembers } from '../use-members'

interface Props {
  where: Where
  children: (member: GroupMember) => ReactNode
}

/** Neighbours of a group, found by a part of the name. */
export const MemberSearch = ({ where, children }: Props) => {
  const [typed, setTyped] = useState('')
  const { members, problem } = useMembers(where, typed)
  return (
    <View>
      <View className="field">
        <Input
          className="field__input"
          value={typed}
          placeholder={CHAT_TEXT.mentionFind}
          aria-label={CHAT_TEXT.mentionFind}
          onInput={({ detail }) => setTyped(detail.value)}
        />
      </View>
      {problem ? <Text className="quiet said__line">{problem}</Text> : null}
      {members?.length === 0 ? (
        <Text className="quiet said__line">{CHAT_TEXT.nobodyFound}</Text>
      ) : null}
      {members?.map(children)}
    </View>
  )
}
