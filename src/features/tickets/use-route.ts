import { useEffect, useState } from 'react'
import type { TicketDetail } from '../../../contract/tickets'
import { call } from '@/api/client'

/** What the routing table would do with a ticket if it were accepted now; null where it says nothing. */
export const useRoute = (
  {
    communityId,
    categoryId,
    gridCode,
    version,
  }: Pick<TicketDetail, 'communityId' | 'categoryId' | 'gridCode' | 'version'>,
  isAsked: boolean,
): { when: string; then: string } | null => {
  const [route, setRoute] = useState<{ when: string; then: string } | null>(null)
  useEffect(() => {
    if (!isAsked) return
    let isOver = false
    call('tryRouting', { params: { communityId }, body: { categoryId, gridCode } }).then(
      ({ won }) => {
        if (!isOver) setRoute(won && { when: won.line.when, then: won.line.then })
      },
      () => undefined, // then the desk chooses by hand
    )
    return () => {
      isOver = true
    }
  }, [communityId, categoryId, gridCode, version, isAsked])
  return isAsked ? route : null
}
