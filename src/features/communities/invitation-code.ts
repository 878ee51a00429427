const WHOLE = /^[0-9A-Za-z]{6,20}$/

/** The code in what was scanned, typed or opened: the bare code, our link, or WeChat's scene. */
export const codeFrom = (text: string): string | null => {
  const said = decoded(text.trim()) // WeChat hands its scene over as it was encoded
  const linked = /[?&](?:code|scene)=([^&#]+)/.exec(said)?.[1]
  const code = (linked ?? said).replace(/^code=/, '').replace(/[\s-]/g, '')
  return WHOLE.test(code) ? code.toUpperCase() : null
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return '' // a broken escape: somebody else's code
  }
}
