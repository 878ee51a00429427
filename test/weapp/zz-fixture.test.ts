/** @jest-environment ./test/weapp/host/screen-environment.ts */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { launchPhone, type Phone } from './host/phone'
let server: Server, base: string, phone: Phone
beforeAll(async () => {
  server = createServer((req, res) => { const parts: Buffer[] = []; req.on('data', (d) => parts.push(d)); req.on('end', () => { const body = Buffer.concat(parts).toString('latin1'); res.setHeader('content-type', 'application/json'); res.end(JSON.stringify({ url: req.url, auth: req.headers.authorization, type: req.headers['content-type']?.slice(0, 20), body: body.slice(0, 300), n: body.length })) }) })
  const wss = new WebSocketServer({ server, path: '/live' }); wss.on('connection', (s) => s.on('message', (m) => { s.send('echo ' + m); if (String(m) === 'bye') s.close(4001) }))
  await new Promise<void>((r) => server.listen(0, '127.0.0.1', r)); base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => { server.closeAllConnections(); server.close() })
test('home', async () => {
  const t0 = performance.now()
  phone = await launchPhone({ dist: '/tmp/wfix/dist/weapp', server: base, person: { position: { latitude: 39.97, longitude: 116.43 } } })
  await phone.see('第 19 行'); console.log('ms', performance.now() - t0, JSON.stringify(phone.take()))
  await phone.settled(); phone.take()
  await phone.tap('赞', { near: '第 3 行' }); await phone.settled(); const like = phone.take(); console.log(JSON.stringify(like)); expect(like.calls).toBe(1)
  await phone.type('请输入姓名', '李四', { confirm: true }); await phone.see('你好，李四'); expect(phone.valueOf('姓名')).toBe('李四')
  await phone.type('说说情况', '12345678901234567'); await phone.see('ta 1234567890')
  console.log(phone.texts().slice(0, 40).join('|'))
  await phone.tap('switch' as never).catch((e) => console.log(String(e).slice(0, 200)))
})
