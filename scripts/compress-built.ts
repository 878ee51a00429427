import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { ROOT } from './run'

const WEB_ROOT = join(ROOT, 'dist', 'h5')
const TEXT = /\.(js|css|html|svg)$/
/** Below this the header costs more than is won. */
const WORTH_IT = 1_024

/** Compresses the built browser app once and thoroughly, so that the server need not do it at every visit. */
const compressBuilt = (): void => {
  for (const entry of readdirSync(WEB_ROOT, { recursive: true, encoding: 'utf8' })) {
    const file = join(WEB_ROOT, entry)
    if (!TEXT.test(file) || statSync(file).size < WORTH_IT) continue
    const bytes = readFileSync(file)
    writeFileSync(
      `${file}.br`,
      brotliCompressSync(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
    )
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
  }
}

compressBuilt()
