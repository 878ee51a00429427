import type { Config } from '../../config'
import type { Work } from '../../ports/work'

/** What WeChat is asked about here. Its answers about pictures are pushed, so they need the token of that. */
export interface ContentChecks {
  words: boolean
  pictures: boolean
}

export const contentChecksOf = ({ wechat }: Pick<Config, 'wechat'>): ContentChecks => ({
  words: wechat !== undefined,
  pictures: wechat?.pushToken !== undefined,
})

/** Kept with the message and done after it was told: nobody waits for WeChat in order to speak. */
export const promiseChecks = async (
  work: Work,
  checks: ContentChecks,
  {
    communityId,
    groupId,
    seq,
    hasWords,
    photoIds,
  }: {
    communityId: string
    groupId: string
    seq: number
    hasWords: boolean
    photoIds: readonly string[]
  },
): Promise<void> => {
  if (checks.words && hasWords)
    await work.promise(communityId, 'wechat.check-words', { groupId, seq })
  if (!checks.pictures) return
  for (const photoId of photoIds)
    await work.promise(communityId, 'wechat.check-picture', { groupId, seq, photoId })
}
