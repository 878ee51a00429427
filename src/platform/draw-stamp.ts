/** What both kinds of canvas have of what a stamp needs. */
export interface Pen {
  font: string
  fillStyle: string | object
  textBaseline: string
  fillRect(x: number, y: number, width: number, height: number): void
  fillText(text: string, x: number, y: number, atMost?: number): void
}

/** Lines at the lower edge, white on dark, large enough to be read on a small picture. */
export const drawStamp = (
  pen: Pen,
  { width, height }: { width: number; height: number },
  lines: readonly string[],
): void => {
  const size = Math.max(14, Math.round(Math.min(width, height) / 28))
  const line = Math.round(size * 1.4)
  const edge = Math.round(size * 0.6)
  const band = lines.length * line + edge
  pen.fillStyle = 'rgba(0, 0, 0, 0.55)'
  pen.fillRect(0, height - band, width, band)
  pen.fillStyle = '#fff'
  pen.font = `${size}px sans-serif`
  pen.textBaseline = 'top'
  lines.forEach((words, at) =>
    pen.fillText(words, edge, height - band + edge / 2 + at * line, width - 2 * edge),
  )
}
