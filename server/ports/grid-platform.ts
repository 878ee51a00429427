import type { GeoPoint } from '../../domain/place/geo'

/** The city's own ticket system, or our product in its place. */
export interface GridPlatform {
  kind: 'builtin' | 'open311'
  /** Files a ticket there. Never files twice what is uncertain: that is for a person to look at. */
  fileTicket(ticket: TicketToFile): Promise<FilingOutcome>
}

export interface TicketToFile {
  /** Ours, by which the platform can be asked whether it has the ticket already. */
  ticketId: string
  serviceCode: string
  words: string
  placeText: string
  /** GCJ-02. */
  point: GeoPoint | null
  reportedAt: Date
}

export type FilingOutcome =
  | { is: 'filed'; outsideId: string }
  | { is: 'try-later'; why: string }
  | { is: 'refused'; why: string }
  /** Perhaps it is there, perhaps not, and the platform does not tell. */
  | { is: 'uncertain'; why: string }
