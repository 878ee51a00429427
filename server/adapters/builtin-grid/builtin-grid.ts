import type { GridPlatform } from '../../ports/grid-platform'

/** Tickets are handled inside this product: filing is nothing more than keeping them. */
export const builtinGrid: GridPlatform = {
  kind: 'builtin',
  fileTicket: ({ ticketId }) => Promise.resolve({ is: 'filed', outsideId: ticketId }),
}
