export interface MapPoint {
  lat: number
  lng: number
}

export interface PinMapProps {
  center: MapPoint
  /** Drawn with their names: all there is to see without tiles. */
  marks: readonly { point: MapPoint; name: string }[]
  /** Address of tiles in GCJ-02, `https://…/{z}/{x}/{y}`; null draws our own data alone. */
  tiles: string | null
  /** The place under the pin, told whenever the map has come to rest. */
  onMove: (point: MapPoint) => void
}
