/** A text as the bytes of one unmasked WebSocket frame (RFC 6455 §5.2), made once for all screens that hear the same. */
export type TextFrame = Buffer & { readonly isTextFrame: true }

const FINAL_TEXT = 0x81
/** Longer lengths stand in the two, or eight, bytes that follow. */
const IN_TWO_BYTES = 126
const IN_EIGHT_BYTES = 127

export const textFrame = (text: string): TextFrame => {
  const payload = Buffer.from(text)
  return Buffer.concat([headOf(payload.length), payload]) as TextFrame // the only maker of the brand
}

const headOf = (length: number): Buffer => {
  if (length < IN_TWO_BYTES) return Buffer.from([FINAL_TEXT, length])
  if (length <= 0xffff) {
    const head = Buffer.from([FINAL_TEXT, IN_TWO_BYTES, 0, 0])
    head.writeUInt16BE(length, 2)
    return head
  }
  const head = Buffer.alloc(10)
  head.set([FINAL_TEXT, IN_EIGHT_BYTES])
  head.writeBigUInt64BE(BigInt(length), 2)
  return head
}
