export interface Part {
  text: string
  isFound: boolean
}

/** So much stands before the first word that was found, that one sees what it was about. */
const BEFORE = 16
const AT_MOST = 90

/** A message in a list of what was found: from shortly before the first found word, with each of them marked. */
export const foundParts = (words: string, typed: string): Part[] => {
  const line = words.replace(/\s+/g, ' ').trim()
  const sought = typed.trim().toLowerCase()
  const low = line.toLowerCase()
  // A letter whose small form is longer would shift the places.
  const first = sought && low.length === line.length ? low.indexOf(sought) : -1
  if (first < 0) return [{ text: cut(line, 0), isFound: false }]
  const from = Math.max(0, first - BEFORE)
  const shown = cut(line, from)
  return marked(shown, sought)
}

const cut = (line: string, from: number): string => {
  const rest = [...line.slice(from)]
  return `${from > 0 ? '…' : ''}${rest.slice(0, AT_MOST).join('')}${rest.length > AT_MOST ? '…' : ''}`
}

const marked = (shown: string, sought: string): Part[] => {
  const parts: Part[] = []
  let done = 0
  for (;;) {
    const at = shown.toLowerCase().indexOf(sought, done)
    if (at < 0) break
    if (at > done) parts.push({ text: shown.slice(done, at), isFound: false })
    parts.push({ text: shown.slice(at, at + sought.length), isFound: true })
    done = at + sought.length
  }
  if (done < shown.length) parts.push({ text: shown.slice(done), isFound: false })
  return parts
}
