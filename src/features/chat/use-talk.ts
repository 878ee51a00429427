import { useCallback, useEffect, useState } from 'react'
import { textOf } from '@/api/api-error'
import { loadTalk } from './actions'
import { openTalk, useOpenTalk } from './store'

/** Opens a group's talk for whoever is signed in, at a message or where it is unread; closes it with the page. */
export const useTalk = (
  communityId: string,
  groupId: string,
  seq: number | undefined,
  personId: string | undefined,
) => {
  const open = useOpenTalk((state) => state.open)
  const [problem, setProblem] = useState('')
  const load = useCallback(() => {
    loadTalk({ communityId, groupId }, seq).then(
      () => setProblem(''),
      (error: unknown) => setProblem(textOf(error)),
    )
  }, [communityId, groupId, seq])
  useEffect(() => {
    if (personId) load()
    return () => openTalk(null)
  }, [load, personId])
  return { group: open?.group.groupId === groupId ? open.group : null, problem, load }
}
