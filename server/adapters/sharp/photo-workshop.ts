import sharp from 'sharp'
import type { Photo, PhotoWorkshop, ProcessedPhoto } from '../../ports/photos'
import { atMost } from '../at-most'
import { createCodeReader } from '../zxing/code-reader'
import type { Rgba } from '../zxing/messages'
import { sniffImage } from './sniff-image'

export type PhotoLimits = {
  maxBytes: number
  /** Of the picture as it comes, before it is made smaller. */
  maxPixels: number
  /** Pictures worked on at once. */
  atOnce: number
}

const DEFAULT_LIMITS: PhotoLimits = {
  maxBytes: 20 * 1024 * 1024,
  maxPixels: 50_000_000,
  atOnce: 2,
}

const SIDES_PX = { full: 1600, medium: 800, thumb: 240 } as const
const QUALITY = { full: 82, medium: 78, thumb: 72 } as const
const MAX_SECONDS = 20

/** Decoded pixels, upright, in sRGB, not larger than the full size. */
type Pixels = { data: Buffer; info: { width: number; height: number; channels: 1 | 2 | 3 | 4 } }

export const createPhotoWorkshop = (limits: Partial<PhotoLimits> = {}): PhotoWorkshop => {
  const { maxBytes, maxPixels, atOnce } = { ...DEFAULT_LIMITS, ...limits }
  const inTurn = atMost(atOnce)
  const codes = createCodeReader()
  // One thread a picture, since pictures already run side by side; no cache, since none comes twice. Both hold for the whole process.
  sharp.concurrency(1)
  sharp.cache(false)

  const processNow = async (bytes: Uint8Array): Promise<ProcessedPhoto> => {
    const header = await readHeader(bytes)
    if (header === null) return { ok: false, reason: 'broken' }
    if (header.width * header.height > maxPixels) return { ok: false, reason: 'too-many-pixels' }
    const pixels = await decode(bytes, maxPixels)
    if (pixels === null) return { ok: false, reason: 'broken' }
    const [kept, hasCode] = await Promise.all([encode(pixels), codes.hasCode(await rgbaOf(pixels))])
    // What could not be looked at is looked at by people, as a picture with a code would be.
    return { ok: true, photo: { ...kept, hasCode: hasCode ?? true } }
  }

  return {
    async process(bytes) {
      if (bytes.byteLength > maxBytes) return { ok: false, reason: 'too-large' }
      const sniffed = sniffImage(bytes)
      if (!sniffed.accepted)
        return { ok: false, reason: 'not-an-image', ...pick(sniffed.looksLike) }
      return inTurn(() => processNow(bytes))
    },
    close: () => codes.close(),
  }
}

const pick = <Value>(looksLike: Value | undefined) => (looksLike === undefined ? {} : { looksLike })

/** Size by the header alone, so that a bomb is refused before a pixel of it exists. */
const readHeader = async (bytes: Uint8Array): Promise<{ width: number; height: number } | null> => {
  try {
    return await sharp(bytes, { limitInputPixels: false }).metadata()
  } catch {
    // The decoder knows no error classes; that it cannot read the header is the answer.
    return null
  }
}

const decode = async (bytes: Uint8Array, maxPixels: number): Promise<Pixels | null> => {
  try {
    return await sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' })
      .timeout({ seconds: MAX_SECONDS })
      .autoOrient()
      .resize({
        width: SIDES_PX.full,
        height: SIDES_PX.full,
        fit: 'inside',
        withoutEnlargement: true,
      })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
  } catch {
    // Whatever the decoder stumbles over lies in the file.
    return null
  }
}

/** At the size that is kept: a code too small to be read in it can be read by nobody who is shown it. */
const rgbaOf = async ({ data, info }: Pixels): Promise<Rgba> => ({
  data: await sharp(data, { raw: info }).toColourspace('srgb').ensureAlpha().raw().toBuffer(),
  width: info.width,
  height: info.height,
})

/** Written anew from bare pixels: place, phone and owner's name have nowhere to hide. */
const encode = async ({ data, info }: Pixels): Promise<Omit<Photo, 'hasCode'>> => {
  const { width, height, channels } = info
  const picture = () => sharp(data, { raw: { width, height, channels } })
  const full = await picture().jpeg({ quality: QUALITY.full }).toBuffer()
  const medium = await picture()
    .resize({
      width: SIDES_PX.medium,
      height: SIDES_PX.medium,
      fit: 'inside',
      withoutEnlargement: true,
    })
    .jpeg({ quality: QUALITY.medium })
    .toBuffer()
  const thumbSide = Math.min(SIDES_PX.thumb, width, height)
  const thumb = await picture()
    .resize({ width: thumbSide, height: thumbSide, fit: 'cover' })
    .jpeg({ quality: QUALITY.thumb })
    .toBuffer()
  const bytes = full.length + medium.length + thumb.length
  return { sizes: { full, medium, thumb }, width, height, bytes }
}
