import { drawStamp } from './draw-stamp'

const QUALITY = 0.9

/** Writes lines into a picture. A picture that cannot be drawn stays as it is: it still proves what it shows. */
export const stampPicture = async (url: string, lines: readonly string[]): Promise<string> => {
  try {
    const picture = await createImageBitmap(await (await fetch(url)).blob())
    const canvas = document.createElement('canvas')
    canvas.width = picture.width
    canvas.height = picture.height
    const pen = canvas.getContext('2d')
    if (!pen) return url
    pen.drawImage(picture, 0, 0)
    picture.close()
    drawStamp(pen, canvas, lines)
    const blob = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, 'image/jpeg', QUALITY),
    )
    if (!blob) return url
    URL.revokeObjectURL(url)
    return URL.createObjectURL(blob)
  } catch {
    return url
  }
}
