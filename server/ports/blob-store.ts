import type { Readable } from 'node:stream'

/**
 * Keeps photos under keys such as `110105006041/photo-id/full.jpg`.
 * Keys are segments divided by "/": letters, digits, "-", "_" and ".", no segment beginning with a dot.
 * Nothing here needs a disk: an object store keeps the same promises.
 */
export type BlobStore = {
  /** When it resolves, the bytes outlive a crash; until then the key holds what it held before. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Null when nothing is kept there. Who asks must read the stream to its end or destroy it. */
  get(key: string): Promise<Readable | null>
  has(key: string): Promise<boolean>
  /** Also fine when nothing is kept there. */
  delete(key: string): Promise<void>
  /** Everything below a folder: `110105006041/photo-id`, with or without a "/" at its end. */
  deletePrefix(prefix: string): Promise<void>
}

const MAX_KEY_LENGTH = 200
const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/

export const isBlobKey = (key: string): boolean =>
  key.length <= MAX_KEY_LENGTH && key.split('/').every((segment) => SEGMENT.test(segment))

/** A mistake of ours, not of people: keys are made by the server. */
export class BadBlobKey extends Error {
  constructor() {
    // The key itself may come from outside; it has no place in a log.
    super('not a blob key')
    this.name = 'BadBlobKey'
  }
}

export const mustBeBlobKey = (key: string): string => {
  if (!isBlobKey(key)) throw new BadBlobKey()
  return key
}
