import { useEffect, useState } from 'react'
import { countReaders } from './desk-actions'

/** How many it will reach; null until these are counted, for the number of other groups would be wrong. */
export const useReaderCount = (
  communityId: string,
  groupIds: readonly string[] | null,
): number | null => {
  const [counted, setCounted] = useState<{ of: string; count: number } | null>(null)
  const of = groupIds === null ? null : `${communityId}/${groupIds.join()}`
  useEffect(() => {
    if (groupIds === null || of === null) return
    let isOld = false
    countReaders(communityId, groupIds).then(
      (count) => !isOld && setCounted({ of, count }),
      () => undefined, // without a network nothing can go out either
    )
    return () => {
      isOld = true
    }
  }, [of]) // eslint-disable-line react-hooks/exhaustive-deps -- `of` names community and groups
  return counted?.of === of ? counted.count : null
}
