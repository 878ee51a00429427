import type { PinMapProps } from './pin-map-props'

/** WeChat has a picker of its own (`pickPlace`), so no map is drawn here. */
export const PinMap = (_: PinMapProps) => null
