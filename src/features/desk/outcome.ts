import type { Application } from '../../../contract/communities'
import { whenText } from '@/ui/time'
import { APPLICATIONS_TEXT } from './text'

/** What became of an application, as whoever reads it needs it said: mine just now, somebody else's, or long ago. */
export const outcomeText = (
  { state, nickname, reason, decidedAt, decidedByName }: Application,
  decidedBy: 'me' | 'others' | undefined,
  nowMs: number,
): string => {
  const name = decidedByName ?? APPLICATIONS_TEXT.someone
  const when = decidedAt ? whenText(decidedAt, nowMs) : ''
  switch (state) {
    case 'waiting':
      return ''
    case 'withdrawn':
      return APPLICATIONS_TEXT.withdrawn
    case 'admitted':
      if (decidedBy === 'me') return APPLICATIONS_TEXT.admitted(nickname)
      return decidedBy === 'others'
        ? APPLICATIONS_TEXT.othersAdmitted(name, when)
        : APPLICATIONS_TEXT.decidedBy(name, when)
    case 'refused':
      if (decidedBy === 'me') return APPLICATIONS_TEXT.refused(reason ?? '')
      return decidedBy === 'others'
        ? APPLICATIONS_TEXT.othersRefused(name, when, reason ?? '')
        : APPLICATIONS_TEXT.refusedBy(name, when, reason ?? '')
  }
}
