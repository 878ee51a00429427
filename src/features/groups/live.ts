import type { LiveChange } from '../../../contract/events'
import { named } from '@/stores/use-live-reading'

/** My inbox has its own count; and who has read an announcement is for the desk. */
const showsNothingHere = named('inbox.added', 'announcement.reminded', 'announcement.read')

export const isNewsHere = (change: LiveChange): boolean => !showsNothingHere(change)
