import { readFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import type { FromCodeThread, ToCodeThread } from './messages'

// Of itself the library would fetch this from a stranger's server.
const wasm = readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'))
prepareZXingModule({
  overrides: {
    wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength),
  },
})

const hasCode = async ({ data, width, height }: ToCodeThread): Promise<boolean> => {
  const pixels = {
    data: new Uint8ClampedArray(data),
    width,
    height,
    colorSpace: 'srgb' as const,
  }
  const found = await readBarcodes(pixels, {
    formats: ['QRCode'],
    maxNumberOfSymbols: 1,
    tryHarder: true,
  })
  return found.length > 0
}

parentPort?.on('message', (asked: ToCodeThread) => {
  void hasCode(asked)
    .catch(() => null) // the library knows no error classes; that it could not look is the answer
    .then((found) => {
      const answer: FromCodeThread = { id: asked.id, hasCode: found }
      parentPort?.postMessage(answer)
    })
})
