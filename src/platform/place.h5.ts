export type Whereabouts =
  | { is: 'known'; lat: number; lng: number; accuracyM: number }
  | { is: 'refused' }
  | { is: 'unknown' }

const WAIT_MS = 10_000

const turner = () => import('gcoord')

/** Fetches what is needed to tell a place where no network is. */
export const getReadyForPlaces = (): void => void turner().catch(() => undefined) // then the place stays unknown

/** Where the phone is, in GCJ-02. Browsers give WGS-84; it is turned here, at the edge. */
export const whereAmI = (): Promise<Whereabouts> =>
  new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve({ is: 'unknown' })
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        turner().then(
          ({ default: gcoord }) => {
            const [lng, lat] = gcoord.transform(
              [coords.longitude, coords.latitude],
              gcoord.WGS84,
              gcoord.GCJ02,
            )
            resolve({ is: 'known', lat, lng, accuracyM: Math.round(coords.accuracy) })
          },
          // Without a network this part may not be there, and nobody must wait for it.
          () => resolve({ is: 'unknown' }),
        )
      },
      (error) => resolve({ is: error.code === error.PERMISSION_DENIED ? 'refused' : 'unknown' }),
      { enableHighAccuracy: true, timeout: WAIT_MS, maximumAge: 30_000 },
    )
  })

/** WeChat’s own picker; the browser has our map instead. */
export const pickPlace: null | (() => Promise<{ lat: number; lng: number; name: string } | null>) =
  null
