import Taro from '@tarojs/taro'
import { drawStamp, type Pen } from './draw-stamp'

const LONGEST_PX = 1600
const QUALITY = 0.85

/** WeChat's canvas off the screen, as far as it is used here; Taro's types leave out that it can be written to a file. */
interface Canvas {
  createImage(): { src: string; onload: () => void; onerror: () => void }
  getContext(kind: '2d'): Pen & {
    drawImage(image: unknown, x: number, y: number, width: number, height: number): void
  }
}

/**
 * Writes lines into a picture. An older WeChat has no canvas off the screen, and a picture that lies on its side would
 * be drawn so: both stay as they are, and still prove what they show.
 */
export const stampPicture = async (path: string, lines: readonly string[]): Promise<string> => {
  try {
    const { width, height, orientation } = await Taro.getImageInfo({ src: path })
    if (orientation && orientation !== 'up') return path
    const ratio = Math.min(1, LONGEST_PX / Math.max(width, height))
    const size = { width: Math.round(width * ratio), height: Math.round(height * ratio) }
    const made: unknown = Taro.createOffscreenCanvas({ type: '2d', ...size })
    const canvas = made as Canvas // see above
    const image = canvas.createImage()
    await new Promise<void>((resolve, reject) => {
      image.onload = resolve
      image.onerror = () => reject(new Error('image'))
      image.src = path
    })
    const pen = canvas.getContext('2d')
    pen.drawImage(image, 0, 0, size.width, size.height)
    drawStamp(pen, size, lines)
    const { tempFilePath } = await Taro.canvasToTempFilePath({
      canvas: made as Taro.Canvas, // WeChat takes one off the screen too
      fileType: 'jpg',
      quality: QUALITY,
    })
    return tempFilePath
  } catch {
    return path
  }
}
