/** Walking pace of an adult, metres a second. */
export const WALKING_M_PER_S = 1.2
/** Streets are longer than the straight line; 1.3 is what block-built quarters come to. */
export const DETOUR = 1.3

/** Minutes on foot, estimated from the straight line; to be labelled as an estimate wherever it is shown. */
export const estimateMinutes = (straightM: number): number =>
  Math.max(1, Math.ceil((straightM * DETOUR) / WALKING_M_PER_S / 60))
