import { newCommandId } from '@/platform/ids'
import { readStored, removeStored, store } from '@/platform/storage'
import { EMPTY_FORM, type JoinForm } from './join-form'

/** A form begun for one community. `commandId` stays until something is changed, so that sent twice it is one application. */
export interface JoinDraft {
  form: JoinForm
  commandId: string
}

const KEY = 'join-drafts'
const isDrafts = (value: unknown): value is Record<string, JoinDraft> =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every(
    (one: unknown) =>
      typeof one === 'object' && one !== null && 'form' in one && 'commandId' in one,
  )
const stored = (): Record<string, JoinDraft> => readStored(KEY, isDrafts) ?? {}

/** What was begun earlier, on top of what is known otherwise. */
export const readDraft = (communityId: string, known: Partial<JoinForm>): JoinDraft => {
  const begun = stored()[communityId]
  return begun
    ? { ...begun, form: { ...EMPTY_FORM, ...begun.form } }
    : { form: { ...EMPTY_FORM, ...known }, commandId: newCommandId() }
}

export const saveDraft = (communityId: string, form: JoinForm): JoinDraft => {
  const draft = { form, commandId: newCommandId() }
  store(KEY, { ...stored(), [communityId]: draft })
  return draft
}

export const dropDraft = (communityId: string): void => {
  const { [communityId]: _, ...others } = stored()
  store(KEY, others)
}

/** For somebody who deletes their account: a form begun here holds their door and name. */
export const dropAllJoinDrafts = (): void => removeStored(KEY)
