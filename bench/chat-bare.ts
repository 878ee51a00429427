import { WebSocketServer } from 'ws'

/** The reference: the same bytes to the same number of sockets, one send each, nothing stored and nothing gathered. */
const HIGH_WATER_BYTES = 256 * 1024
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
server.on('listening', () => {
  const address = server.address()
  if (typeof address === 'object' && address) console.log(`bare at ${address.port}`)
})
const rest = 'x'.repeat(Number(process.argv[2] ?? 500) - 13)

const broadcast = (): void => {
  const words = Buffer.from(String(Date.now()) + rest)
  let isFull = false
  for (const client of server.clients) {
    client.send(words, { binary: false })
    isFull ||= client.bufferedAmount > HIGH_WATER_BYTES
  }
  if (isFull) setTimeout(broadcast, 2)
  else setImmediate(broadcast)
}
process.on('message', () => broadcast())
