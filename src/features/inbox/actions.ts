import { textOf } from '@/api/api-error'
import { call } from '@/api/client'
import { newCommandId } from '@/platform/ids'
import { askToSubscribe } from '@/platform/wechat'
import { keepUnread, useSession } from '@/stores/session'
import { keepInbox, keepRead, useInbox } from './store'

/** Reads the inbox from its newest; what is shown stays until the new one is there. */
export const loadInbox = async (): Promise<void> => {
  try {
    const { items, next, unreadCount } = await call('listInbox', { query: {} })
    keepUnread(unreadCount)
    keepInbox({ is: 'ready', items, next, isLoadingMore: false })
  } catch (error) {
    if (useInbox.getState().load.is === 'ready') throw error
    keepInbox({ is: 'failed', words: textOf(error) })
  }
}

export const loadOlder = async (): Promise<void> => {
  const { load } = useInbox.getState()
  if (load.is !== 'ready' || !load.next || load.isLoadingMore) return
  keepInbox({ ...load, isLoadingMore: true })
  try {
    const { items, next } = await call('listInbox', { query: { before: load.next } })
    keepInbox({ is: 'ready', items: [...load.items, ...items], next, isLoadingMore: false })
  } catch (error) {
    keepInbox({ ...load, isLoadingMore: false })
    throw error
  }
}

/** The named ones, or all. The server's count is the one that holds. */
export const markRead = async (inboxIds?: string[]): Promise<void> => {
  keepRead(inboxIds)
  const { unreadCount } = await call('readInbox', {
    body: { commandId: newCommandId(), ...(inboxIds && { inboxIds }) },
  })
  keepUnread(unreadCount)
}

/** WeChat asks for at most three at once. */
const AT_ONCE = 3
const ANSWERS = ['accept', 'reject', 'ban', 'filter'] as const
type Answer = (typeof ANSWERS)[number]

/** Asks WeChat whether it may send messages; must run from a tap. Answers whether any was agreed to. */
export const subscribe = async (): Promise<boolean> => {
  const templates = (useSession.getState().start?.subscribeTemplates ?? []).slice(0, AT_ONCE)
  const said = await askToSubscribe(templates.map(({ templateId }) => templateId))
  const answers = templates.flatMap(({ key, templateId }) => {
    const answer = ANSWERS.find((one) => one === said[templateId])
    return answer ? [{ key, answer }] : []
  })
  if (answers.length > 0)
    await call('keepSubscriptions', { body: { commandId: newCommandId(), answers } })
  return answers.some(({ answer }: { answer: Answer }) => answer === 'accept')
}
