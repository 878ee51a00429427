/** A request's number tells its community, so that it is found without a table of all numbers. */
export const requestIdOf = (communityId: string, number: string): string =>
  `${communityId}-${number}`

const REQUEST_ID = /^(\d{12})-(\d{8}-\d{4,9})$/

export const ticketOfRequestId = (id: string): { communityId: string; number: string } | null => {
  const [, communityId, number] = REQUEST_ID.exec(id.trim()) ?? []
  return communityId && number ? { communityId, number } : null
}

const TOKEN = /^(\d{12})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i

export const tokenOf = (communityId: string, ticketId: string): string =>
  `${communityId}-${ticketId}`

export const ticketOfToken = (token: string): { communityId: string; ticketId: string } | null => {
  const [, communityId, ticketId] = TOKEN.exec(token.trim()) ?? []
  return communityId && ticketId ? { communityId, ticketId } : null
}
