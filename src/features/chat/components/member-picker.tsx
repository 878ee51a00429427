import { Input, Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { GroupMember } from '../../../../contract/chat'
import { textOf } from '@/api/api-error'
import { Cell } from '@/ui/cell'
import { Sheet } from '@/ui/sheet'
import { findMembers, type Where } from '../actions'
import { CHAT_TEXT } from '../text'

/** Somebody types; the server is asked when they pause. */
const PAUSE_MS = 250

interface Props {
  where: Where
  mayCallEveryone: boolean
  onChoose: (who: GroupMember | 'everyone') => void
  onClose: () => void
}

/** Whom to call. */
export const MemberPicker = ({ where, mayCallEveryone, onChoose, onClose }: Props) => {
  const [typed, setTyped] = useState('')
  const [found, setFound] = useState<GroupMember[] | null>(null)
  const [problem, setProblem] = useState('')
  const { communityId, groupId } = where
  useEffect(() => {
    let isOld = false
    const timer = setTimeout(() => {
      findMembers({ communityId, groupId }, typed.trim()).then(
        (items) => {
          if (isOld) return
          setFound(items)
          setProblem('')
        },
        (error: unknown) => !isOld && setProblem(textOf(error)),
      )
    }, PAUSE_MS)
    return () => {
      isOld = true
      clearTimeout(timer)
    }
  }, [communityId, groupId, typed])
  return (
    <Sheet title={CHAT_TEXT.mentionWho} onClose={onClose}>
      <View className="field">
        <Input
          className="field__input"
          value={typed}
          placeholder={CHAT_TEXT.mentionFind}
          aria-label={CHAT_TEXT.mentionFind}
          onInput={({ detail }) => setTyped(detail.value)}
        />
      </View>
      {mayCallEveryone ? (
        <Cell title={`@${CHAT_TEXT.everyone}`} onTap={() => onChoose('everyone')} />
      ) : null}
      {problem ? <Text className="quiet said__line">{problem}</Text> : null}
      {found?.length === 0 ? (
        <Text className="quiet said__line">{CHAT_TEXT.nobodyFound}</Text>
      ) : null}
      {found?.map((one) => (
        <Cell
          key={one.personId}
          title={one.nickname}
          value={CHAT_TEXT.office[one.role]}
          onTap={() => onChoose(one)}
        />
      ))}
    </Sheet>
  )
}
