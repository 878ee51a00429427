/** What was committed, by id only. */
export interface News {
  /** These have new events. */
  communityIds: readonly string[]
  /** These joined, left, changed office or ended a session: what their open screens may hear is asked anew. */
  personIds: readonly string[]
}

/**
 * Tells the other server processes that there is news. It carries ids only and may lose some: whoever
 * hears it reads the events after the last one it knows, so a loss costs time and never an event.
 */
export interface Bus {
  tell(news: News): void
  hear(listener: (news: News) => void): void
  close(): Promise<void>
}
