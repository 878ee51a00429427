/** A unit grid's 15 digits (DB11/T 2157-2023): the community's 12 and a sequence of 3. */
export const isGridCode = (code: string): boolean => /^[0-9]{15}$/.test(code)

export const gridCodeOf = (communityId: string, sequence: number): string =>
  communityId + String(sequence).padStart(3, '0')

/** The first free sequence after those in use; 999 is the last. */
export const nextGridCode = (communityId: string, used: readonly string[]): string | null => {
  const last = Math.max(0, ...used.map((code) => Number(code.slice(12))))
  return last < 999 ? gridCodeOf(communityId, last + 1) : null
}
