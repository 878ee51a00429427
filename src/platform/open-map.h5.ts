/** Hands the way to a map app; the address opens the app where it is installed, else its page. */
export const openMap = ({ lat, lng, name }: { lat: number; lng: number; name: string }): void => {
  window.open(
    `https://uri.amap.com/marker?position=${lng},${lat}&name=${encodeURIComponent(name)}&coordinate=gaode`,
    '_blank',
    'noopener',
  )
}
