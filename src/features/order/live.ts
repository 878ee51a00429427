import { named } from '@/stores/use-live-reading'

/** What moderators hear of. */
export const isOfTheDesk = named('order.changed')
/** What is told to whom it is about. */
export const isAboutMe = named('inbox.added', 'membership.changed', 'group.changed')
