import { View } from '@tarojs/components'
import { useEffect, useRef } from 'react'
import type { PinMapProps } from './pin-map-props'
import './pin-map.scss'

const ZOOM = 17

/** A map under a fixed pin: it is dragged, or tapped, until the pin stands on the place. Leaflet comes only when it is opened. */
export const PinMap = ({ center, marks, tiles, onMove }: PinMapProps) => {
  const box = useRef<HTMLDivElement>(null)
  const told = useRef(onMove)
  told.current = onMove
  useEffect(() => {
    let end = (): void => undefined
    let isGone = false
    const draw = async () => {
      const [{ default: leaflet }] = await Promise.all([
        import('leaflet'),
        import('leaflet/dist/leaflet.css'),
      ])
      if (isGone || !box.current) return
      const map = leaflet.map(box.current, { attributionControl: false }).setView(center, ZOOM)
      if (tiles) leaflet.tileLayer(tiles, { maxZoom: 19 }).addTo(map)
      for (const { point, name } of marks)
        leaflet
          .marker(point, {
            icon: leaflet.divIcon({ className: 'pin-map__mark', html: escaped(name) }),
            interactive: false,
            keyboard: false,
          })
          .addTo(map)
      map.on('click', ({ latlng }) => map.panTo(latlng))
      map.on('moveend', () => {
        const { lat, lng } = map.getCenter()
        told.current({ lat, lng })
      })
      told.current(center)
      end = () => map.remove()
    }
    void draw()
    return () => {
      isGone = true
      end()
    }
  }, []) // eslint-disable-line react-hooks/exhaustive-deps -- the map is drawn once; it keeps its own place
  return (
    <View className="pin-map">
      <div ref={box} className="pin-map__map" />
      <View className="pin-map__pin" />
    </View>
  )
}

/** Leaflet takes a mark's content as HTML. */
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
