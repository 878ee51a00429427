import { useEffect, useState } from 'react'
import { fileUrl } from '@/platform/kept-files'

/** Addresses under which pictures that this phone keeps can be shown. */
export const useFileUrls = (photos: readonly { file: string }[]): string[] => {
  const [urls, setUrls] = useState<Record<string, string>>({})
  const files = photos.map(({ file }) => file).join('|')
  useEffect(() => {
    let isGone = false
    const read = async () => {
      const found = await Promise.all(
        photos.map(async ({ file }) => [file, await fileUrl(file)] as const),
      )
      if (!isGone) setUrls(Object.fromEntries(found))
    }
    void read().catch(() => undefined) // a picture that cannot be read shows as an empty square
    return () => {
      isGone = true
    }
  }, [files]) // eslint-disable-line react-hooks/exhaustive-deps -- `files` names the pictures
  return photos.map(({ file }) => urls[file] ?? '')
}
