import type { RefusedFormat } from '../../ports/photos'

export type AcceptedFormat = 'jpeg' | 'png' | 'webp'

/** What a file is by its first bytes; names and declared types are not asked. */
export type Sniffed =
  { accepted: true; format: AcceptedFormat } | { accepted: false; looksLike?: RefusedFormat }

const startsWith = (bytes: Uint8Array, ...signature: number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte)

const textAt = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1')

const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']

const sniffIsoMedia = (bytes: Uint8Array): Sniffed => {
  const brand = textAt(bytes, 8, 12)
  if (HEIC_BRANDS.includes(brand)) return { accepted: false, looksLike: 'heic' }
  if (brand === 'avif' || brand === 'avis') return { accepted: false, looksLike: 'avif' }
  return { accepted: false, looksLike: 'video' }
}

const sniffText = (bytes: Uint8Array): Sniffed =>
  /<svg[\s>]/i.test(textAt(bytes, 0, 1024))
    ? { accepted: false, looksLike: 'svg' }
    : { accepted: false }

export const sniffImage = (bytes: Uint8Array): Sniffed => {
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return { accepted: true, format: 'jpeg' }
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))
    return { accepted: true, format: 'png' }
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 12) === 'WEBP')
    return { accepted: true, format: 'webp' }
  if (textAt(bytes, 4, 8) === 'ftyp') return sniffIsoMedia(bytes)
  if (textAt(bytes, 0, 4) === 'GIF8') return { accepted: false, looksLike: 'gif' }
  if (textAt(bytes, 0, 5) === '%PDF-') return { accepted: false, looksLike: 'pdf' }
  if (textAt(bytes, 0, 2) === 'BM') return { accepted: false, looksLike: 'bmp' }
  if (textAt(bytes, 0, 4) === 'II*\0' || textAt(bytes, 0, 4) === 'MM\0*')
    return { accepted: false, looksLike: 'tiff' }
  return sniffText(bytes)
}
