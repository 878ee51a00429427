import QRCode from 'qrcode'
import sharp from 'sharp'
import { createPhotoWorkshop } from '../../server/adapters/sharp/photo-workshop'
import { createCodeReader } from '../../server/adapters/zxing/code-reader'

const workshop = createPhotoWorkshop()
afterAll(() => workshop.close())

/** A wall with light and shade and a grain, as a phone takes it. */
const drawWall = async (width: number): Promise<Buffer> => {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 50 }
  const grain = await sharp({
    create: { width: 400, height: 300, channels: 3, background: '#888888', noise },
  })
    .png()
    .toBuffer()
  return sharp(grain)
    .resize(width, (width * 3) / 4)
    .blur(2)
    .jpeg()
    .toBuffer()
}
let picture: Promise<Buffer> | undefined
const wall = () => (picture ??= drawWall(2000))

const codeOf = (side: number): Promise<Buffer> =>
  QRCode.toBuffer('https://example.com/join/EABCDEFGHIJKLMNOP', { width: side, margin: 4 })

interface Look {
  side: number
  turned?: number
  isNegative?: boolean
}

const wallWith = async ({ side, turned = 0, isNegative = false }: Look): Promise<Buffer> => {
  const upright = await codeOf(side)
  const code = sharp(
    isNegative ? await sharp(upright).negate({ alpha: false }).toBuffer() : upright,
  )
  const input = await code
    .ensureAlpha()
    .rotate(turned, { background: '#00000000' })
    .png()
    .toBuffer()
  return sharp(await wall())
    .composite([{ input, gravity: 'southeast' }])
    .jpeg({ quality: 80 })
    .toBuffer()
}

const hasCode = async (picture: Buffer): Promise<boolean> => {
  const result = await workshop.process(picture)
  if (!result.ok) throw new Error(`refused: ${result.reason}`)
  return result.photo.hasCode
}

test.each<[string, Look]>([
  ['that fills a good part of it', { side: 800 }],
  ['in a corner', { side: 200 }],
  ['as small as a sticker across the yard', { side: 110 }],
  ['a little crooked', { side: 250, turned: 15 }],
  ['on its tip', { side: 250, turned: 45 }],
  ['upside down', { side: 250, turned: 180 }],
  ['white on black', { side: 300, isNegative: true }],
])('a QR picture %s is found', async (_, look) => {
  expect(await hasCode(await wallWith(look))).toBe(true)
})

test('a code in a corner of twelve megapixels is found', async () => {
  const picture = await sharp(await drawWall(4000))
    .composite([{ input: await codeOf(250), gravity: 'southeast' }])
    .jpeg()
    .toBuffer()

  expect(await hasCode(picture)).toBe(true)
})

test('a code seen at an angle, blurred and badly compressed, is found', async () => {
  const askew = await sharp(await wallWith({ side: 600, turned: 10 }))
    .affine([
      [1, 0.25],
      [0.1, 0.8],
    ])
    .blur(1.2)
    .jpeg({ quality: 60 })
    .toBuffer()

  expect(await hasCode(askew)).toBe(true)
})

test('a code in a grey picture, and one in a picture with see-through parts, are found', async () => {
  expect(
    await hasCode(
      await sharp(await codeOf(300))
        .toColourspace('b-w')
        .png()
        .toBuffer(),
    ),
  ).toBe(true)
  const onNothing = await sharp({
    create: { width: 600, height: 600, channels: 4, background: '#00000000' },
  })
    .composite([{ input: await codeOf(300) }])
    .png()
    .toBuffer()
  expect(await hasCode(onNothing)).toBe(true)
})

test('there is none in a wall, in windows, on a chequered floor, or in noise', async () => {
  const tile = (inner: string) =>
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1200">${inner}</svg>`)
  const windows = Array.from({ length: 48 }, (_, at) => {
    const x = 60 + (at % 8) * 190
    const y = 60 + Math.floor(at / 8) * 190
    return `<rect x="${x}" y="${y}" width="120" height="120" fill="none" stroke="black" stroke-width="18"/><rect x="${x + 40}" y="${y + 40}" width="40" height="40"/>`
  })
  const floor = Array.from({ length: 600 }, (_, at) =>
    at % 2 === Math.floor(at / 30) % 2
      ? ''
      : `<rect x="${(at % 30) * 53}" y="${Math.floor(at / 30) * 60}" width="53" height="60"/>`,
  )
  const noise = await sharp({
    create: {
      width: 1600,
      height: 1200,
      channels: 3,
      background: '#888888',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .jpeg()
    .toBuffer()
  const drawn = (parts: string[]) => sharp(tile(parts.join(''))).flatten({ background: '#dddddd' })

  expect(await hasCode(await wall())).toBe(false)
  expect(await hasCode(await drawn(windows).png().toBuffer())).toBe(false)
  expect(await hasCode(await drawn(floor).png().toBuffer())).toBe(false)
  expect(await hasCode(noise)).toBe(false)
})

test('whoever is looked at for too long is not known, and the next one is looked at again', async () => {
  const impatient = createCodeReader(1)
  const { data, info } = await sharp(await codeOf(300))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const picture = { data, width: info.width, height: info.height }
  expect(await impatient.hasCode(picture)).toBeNull()
  await impatient.close()

  const patient = createCodeReader()
  // Not a picture: fewer bytes than it says.
  expect(await patient.hasCode({ data: new Uint8Array(8), width: 4000, height: 3000 })).not.toBe(
    true,
  )
  expect(await patient.hasCode(picture)).toBe(true)
  await patient.close()
})
