/** A channel's name stands in LISTEN as it is, so it must be plain. */
export const channelName = (name: string): string => {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error(`not a name for a channel: ${name}`)
  return name
}
