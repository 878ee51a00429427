import { create } from 'zustand'
import type { Group, Message } from '../../../contract/chat'
import { NO_TALK, withMessage, type Talk } from './talk'

interface Open {
  group: Group
  talk: Talk
  /** Where the line "new from here" stands; null when everything had been read. */
  unreadFrom: number | null
}

/** The group whose talk is open; one at a time, as there is one page on top. */
export const useOpenTalk = create<{ open: Open | null }>(() => ({ open: null }))

export const openTalk = (open: Open | null): void => useOpenTalk.setState({ open })

export const changeTalk = (groupId: string, how: (talk: Talk) => Talk): void =>
  useOpenTalk.setState(({ open }) =>
    open?.group.groupId === groupId ? { open: { ...open, talk: how(open.talk) } } : { open },
  )

export const changeGroup = (group: Group): void =>
  useOpenTalk.setState(({ open }) =>
    open?.group.groupId === group.groupId ? { open: { ...open, group } } : { open },
  )

/** From the socket or as the answer of a command: it may be known already. */
export const hearMessage = (message: Message): void =>
  changeTalk(message.groupId, (talk) => withMessage(talk, message))

export const talkNow = (groupId: string): Talk => {
  const { open } = useOpenTalk.getState()
  return open?.group.groupId === groupId ? open.talk : NO_TALK
}
