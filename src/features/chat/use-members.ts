import { useEffect, useState } from 'react'
import type { GroupMember } from '../../../contract/chat'
import { textOf } from '@/api/api-error'
import { findMembers, type Where } from './actions'

/** Somebody types; the server is asked when they pause. */
const PAUSE_MS = 250

/** Members of a group by a part of their name; null until the first answer. */
export const useMembers = ({ communityId, groupId }: Where, typed: string) => {
  const [members, setMembers] = useState<GroupMember[] | null>(null)
  const [problem, setProblem] = useState('')
  useEffect(() => {
    let isOld = false
    const timer = setTimeout(() => {
      findMembers({ communityId, groupId }, typed.trim()).then(
        (items) => {
          if (isOld) return
          setMembers(items)
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
  return { members, problem }
}
