const SIGNS = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** The first so many characters, without half a sign at the end: half an emoji is no text that a database takes. */
export const beginningOf = (text: string, length: number): string => {
  let kept = ''
  for (const { segment } of SIGNS.segment(text)) {
    if (kept.length + segment.length > length) break
    kept += segment
  }
  return kept
}
