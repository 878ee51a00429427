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

/** Only what this page had opened: another page's talk may have taken its place. */
export const closeTalk = (groupId: string): void =>
  useOpenTalk.setState(({ open }) => (open?.group.groupId === groupId ? { open: null } : { open }))

/** A message that a page above wants to see in its talk, once the talk is shown again. */
let wanted: { groupId: string; seq: number } | null = null
export const wantMessage = (groupId: string, seq: number): void => {
  wanted = { groupId, seq }
}
export const takeWanted = (groupId: string): number | null => {
  if (wanted?.groupId !== groupId) return null
  const { seq } = wanted
  wanted = null
  return seq
}

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
