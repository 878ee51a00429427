/**
 * Tells the other server processes that a community has news. It carries ids only and may lose one:
 * whoever hears it reads the events after the last one it knows, so a loss costs time and never an event.
 */
export interface Bus {
  tell(communityIds: readonly string[]): void
  hear(listener: (communityIds: readonly string[]) => void): void
  close(): Promise<void>
}
