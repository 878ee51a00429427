const HEX = '0123456789abcdef'

/** 128 random bits as 32 hex digits. WeChat has no crypto at hand; an id need only be unlike the person's own others. */
export const newCommandId = (): string =>
  Array.from({ length: 32 }, () => HEX[Math.floor(Math.random() * 16)]).join('')
