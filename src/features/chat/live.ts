import { useEffect } from 'react'
import { onLive, onReload } from '@/api/live'
import { currentMe } from '@/stores/session'
import { catchUp, loadMessage, reloadGroup, type Where } from './actions'
import { hearMessage } from './store'

/** While a talk is open: every message as it comes, and after a long absence what was missed. */
export const useLiveTalk = (where: Where): void => {
  const { communityId, groupId } = where
  useEffect(() => {
    const here = { communityId, groupId }
    const stopLive = onLive((from, event) => {
      if (from !== communityId) return
      const isAboutMe = event.name === 'membership.changed'
      if (isAboutMe || (event.name === 'group.changed' && event.groupId === groupId))
        void reloadGroup(here).catch(() => undefined) // the page says by itself when it cannot read
      if (event.name !== 'message.changed' || event.groupId !== groupId || !event.message) return
      // What the group may not see comes without its content; who may see it asks.
      const isForFew = event.message.state === 'held' || event.message.state === 'refused'
      const isHidden = event.message.state === 'hidden'
      if (!isForFew) hearMessage(event.message)
      if ((isForFew || isHidden) && mayAsk(event.message.authorId))
        void loadMessage(here, event.messageSeq).catch(() => undefined) // not for me
    })
    const stopReload = onReload((from) => {
      if (from === communityId) void catchUp(here).catch(() => undefined) // heard again on the next return
    })
    return () => {
      stopLive()
      stopReload()
    }
  }, [communityId, groupId])
}

/** Told of something held, one is its author or keeps order. */
const mayAsk = (authorId: string | null): boolean => {
  const me = currentMe()
  return (
    me !== null &&
    (authorId === me.personId ||
      me.isOperator ||
      me.memberships.some(({ role }) => role === 'moderator'))
  )
}
