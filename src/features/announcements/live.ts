import type { LiveChange } from '../../../contract/events'
import { named } from '@/stores/use-live-reading'

/** For a list of them: who reads one or is reminded changes nothing in what it says. */
export const isOfAny = named('announcement.posted', 'announcement.changed')

/** For whom one announcement is open: what it says, and what is said under it. */
export const isOf =
  (announcementId: string) =>
  (change: LiveChange): boolean =>
    isOfAny(change) && isAbout(announcementId)(change)

/** For the desk, which also shows who reads it. */
export const isAbout =
  (announcementId: string) =>
  (change: LiveChange): boolean =>
    'announcementId' in change && change.announcementId === announcementId
