import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'

/**
 * One file with everything: gzipped lines, each a JSON value. First the head, then each table with its
 * rows, then each photo, and last the counts, without which a file is not whole.
 */
export type BackupLine =
  | { is: 'head'; format: 1; madeAt: string; from: 'pglite' | 'postgres'; migrations: string[] }
  | { is: 'table'; name: string; columns: string[] }
  /** Values as PostgreSQL itself writes them, in the order of the table's columns. */
  | { is: 'rows'; rows: (string | null)[][] }
  | { is: 'photo'; key: string; base64: string }
  | { is: 'end'; rows: number; photos: number }

export interface BackupWriter {
  write(line: BackupLine): Promise<void>
  /** When it resolves, the file is whole on the disk. */
  finish(): Promise<void>
}

export const writeBackupFile = (path: string): BackupWriter => {
  const gzip = createGzip()
  const file: WriteStream = createWriteStream(path, { flags: 'wx', flush: true })
  const written = pipeline(gzip, file)
  // Told by whoever writes next, or by `finish`.
  written.catch(() => undefined)
  return {
    write: async (line) => {
      if (gzip.destroyed) await written
      if (!gzip.write(`${JSON.stringify(line)}\n`))
        await Promise.race([once(gzip, 'drain'), written])
    },
    finish: async () => {
      gzip.end()
      await written
    },
  }
}

/** The lines of a backup, one after the other; what is no backup ends it with an error of zlib or JSON. */
export async function* readBackupFile(path: string): AsyncGenerator<BackupLine> {
  const file = createReadStream(path)
  const text = createGunzip()
  const read = pipeline(file, text)
  // Told below, once the lines have come to their end.
  read.catch((error: unknown) => text.destroy(error instanceof Error ? error : undefined))
  for await (const line of createInterface({ input: text, crlfDelay: Infinity }))
    // Written by us: `restore` looks at the head first, and at each line's kind.
    yield JSON.parse(line) as BackupLine
  await read
}
