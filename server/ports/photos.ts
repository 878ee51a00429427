/** Three sizes of one picture, all jpeg, upright, without anything the phone wrote into it. */
export type PhotoSizes = {
  /** At most 1600 px at the longer side; never enlarged. */
  full: Buffer
  /** At most 800 px. */
  medium: Buffer
  /** A square of at most 240 px, cut from the middle. */
  thumb: Buffer
}

export type Photo = {
  sizes: PhotoSizes
  /** Of the full size. */
  width: number
  height: number
  /** Of all sizes together. */
  bytes: number
  /** A QR picture is in it, or nobody can say that none is. */
  hasCode: boolean
}

export const PHOTO_TYPE = 'image/jpeg'

export type PhotoRefusal = 'not-an-image' | 'too-large' | 'too-many-pixels' | 'broken'

/** What a refused file seems to be, where people can be told what to do about it. */
export type RefusedFormat = 'heic' | 'avif' | 'gif' | 'svg' | 'tiff' | 'bmp' | 'pdf' | 'video'

export type ProcessedPhoto =
  { ok: true; photo: Photo } | { ok: false; reason: PhotoRefusal; looksLike?: RefusedFormat }

/** Makes uploaded pictures fit to keep: judged by content, whatever the file is called. */
export type PhotoWorkshop = {
  process(bytes: Uint8Array): Promise<ProcessedPhoto>
  close(): Promise<void>
}
