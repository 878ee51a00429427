import { types } from 'pg'

const INT8 = 20

/** A bigint is a number as long as a number holds it exactly, so that counts can be counted with. */
const int8 = (text: string): number | bigint => {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : BigInt(text)
}

/** How text from the database becomes a value; the same for both databases, so they cannot differ. */
export const columnTypes = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): ((text: string) => unknown) =>
    // Only text is ever asked for; pg's own table is typed for both formats.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- pg lists the types it knows; any other number is text to it
    oid === INT8 ? int8 : (types.getTypeParser(oid, format) as (text: string) => unknown),
}
