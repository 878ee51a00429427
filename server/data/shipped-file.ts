import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The text of a file that lies beside this one. */
export const readShipped = (name: string): string => readFileSync(join(__dirname, name), 'utf8')

/** What our own JSON lists hold; tests walk every entry, so the shape is asserted rather than checked at each start. */
export const readShippedList = <Entry>(name: string): readonly Entry[] =>
  (JSON.parse(readShipped(name)) as { entries: readonly Entry[] }).entries
