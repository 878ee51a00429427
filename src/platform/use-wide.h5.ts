import { useEffect, useState } from 'react'

const WIDE = '(min-width: 900px)'

/** Whether there is room for a desktop page; follows the window. */
export const useWide = (): boolean => {
  const [isWide, setWide] = useState(() => window.matchMedia(WIDE).matches)
  useEffect(() => {
    const query = window.matchMedia(WIDE)
    const follow = () => setWide(query.matches)
    query.addEventListener('change', follow)
    return () => query.removeEventListener('change', follow)
  }, [])
  return isWide
}
