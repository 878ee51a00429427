import { useCallback, useEffect, useRef, useState } from 'react'
import { textOf } from '@/api/api-error'
import { useShown } from '@/platform/use-shown'
import { loadTalk } from './actions'
import { closeTalk, useOpenTalk } from './store'

/** Opens a group's talk for whoever is signed in, at a message or where it is unread; closes it with the page. */
export const useTalk = (
  communityId: string,
  groupId: string,
  seq: number | undefined,
  personId: string | undefined,
) => {
  const open = useOpenTalk((state) => state.open)
  const [problem, setProblem] = useState('')
  const isLoading = useRef(false)
  const load = useCallback(() => {
    if (isLoading.current) return
    isLoading.current = true
    loadTalk({ communityId, groupId }, seq)
      .then(
        () => setProblem(''),
        (error: unknown) => setProblem(textOf(error)),
      )
      .finally(() => {
        isLoading.current = false
      })
  }, [communityId, groupId, seq])
  useEffect(() => {
    if (personId) load()
    return () => closeTalk(groupId)
  }, [load, personId, groupId])
  // Come back to from a page that had opened another talk.
  useShown(async () => {
    if (personId && useOpenTalk.getState().open?.group.groupId !== groupId)
      await Promise.resolve(load())
  })
  return { group: open?.group.groupId === groupId ? open.group : null, problem, load }
}
