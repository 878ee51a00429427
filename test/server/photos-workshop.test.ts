import { deflateSync, crc32 } from 'node:zlib'
import sharp from 'sharp'
import { atMost } from '../../server/adapters/at-most'
import { createPhotoWorkshop } from '../../server/adapters/sharp/photo-workshop'
import type { Photo } from '../../server/ports/photos'

const workshop = createPhotoWorkshop()

const colourful = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#888888',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })

const accepted = async (bytes: Uint8Array): Promise<Photo> => {
  const result = await workshop.process(bytes)
  if (!result.ok) throw new Error(`refused: ${result.reason}`)
  return result.photo
}

/** The colour in the middle of a part of a picture, of which (0, 0) is the top left quarter. */
const colourAt = async (picture: Buffer, column: 0 | 1, row: 0 | 1): Promise<number[]> => {
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true })
  const x = Math.floor(info.width * (column === 0 ? 0.25 : 0.75))
  const y = Math.floor(info.height * (row === 0 ? 0.25 : 0.75))
  const at = (y * info.width + x) * info.channels
  return [...data.subarray(at, at + 3)]
}

const pngChunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A real png of one colour: a few kilobytes that unfold into width × height pixels. */
const bombPng = (width: number, height: number): Buffer => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(1, 8)
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 })
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', rows),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

const ftyp = (brand: string): Buffer =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}\0\0\0\0mif1heic`, 'latin1')])

describe('what comes out', () => {
  test('a large picture becomes three jpegs of 1600, 800 and 240 pixels', async () => {
    const photo = await accepted(await colourful(4000, 3000).jpeg().toBuffer())

    const sizes = await Promise.all(
      [photo.sizes.full, photo.sizes.medium, photo.sizes.thumb].map((size) =>
        sharp(size).metadata(),
      ),
    )
    expect(sizes.map(({ format, width, height }) => [format, width, height])).toEqual([
      ['jpeg', 1600, 1200],
      ['jpeg', 800, 600],
      ['jpeg', 240, 240],
    ])
    expect([photo.width, photo.height]).toEqual([1600, 1200])
    expect(photo.bytes).toBe(
      photo.sizes.full.length + photo.sizes.medium.length + photo.sizes.thumb.length,
    )
  })

  test('a small picture is not enlarged', async () => {
    const photo = await accepted(await colourful(120, 90).png().toBuffer())

    expect([photo.width, photo.height]).toEqual([120, 90])
    expect(await sharp(photo.sizes.medium).metadata()).toMatchObject({ width: 120, height: 90 })
    expect(await sharp(photo.sizes.thumb).metadata()).toMatchObject({ width: 90, height: 90 })
  })

  test.each(['jpeg', 'png', 'webp'] as const)('%s is accepted', async (format) => {
    const photo = await accepted(await colourful(400, 300).toFormat(format).toBuffer())

    expect((await sharp(photo.sizes.full).metadata()).format).toBe('jpeg')
  })

  test('a picture is judged by its content, so one byte offset inside a larger buffer does not matter', async () => {
    const jpeg = await colourful(300, 200).jpeg().toBuffer()
    const padded = Buffer.concat([Buffer.from('xx'), jpeg])

    expect(
      await accepted(new Uint8Array(padded.buffer, padded.byteOffset + 2, jpeg.length)),
    ).toMatchObject({ width: 300, height: 200 })
  })

  test('what is transparent becomes white, not black', async () => {
    const clear = await sharp({
      create: { width: 40, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer()

    expect(await colourAt((await accepted(clear)).sizes.full, 0, 0)).toEqual([255, 255, 255])
  })

  test('grey, sixteen-bit and print-coloured pictures keep how they look', async () => {
    const grey = await sharp({
      create: { width: 60, height: 60, channels: 3, background: '#808080' },
    })
      .toColourspace('b-w')
      .jpeg()
      .toBuffer()
    const deep = await sharp({
      create: { width: 60, height: 60, channels: 3, background: '#c03020' },
    })
      .toColourspace('rgb16')
      .png()
      .toBuffer()
    const printed = await sharp({
      create: { width: 60, height: 60, channels: 3, background: '#c03020' },
    })
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer()
    expect(await sharp(deep).metadata()).toMatchObject({ depth: 'ushort' })
    expect(await sharp(printed).metadata()).toMatchObject({ space: 'cmyk' })

    const [greyOut, deepOut, printedOut] = await Promise.all(
      [grey, deep, printed].map(async (bytes) =>
        colourAt((await accepted(bytes)).sizes.full, 0, 0),
      ),
    )
    for (const channel of greyOut ?? []) expect(Math.abs(channel - 0x80)).toBeLessThan(6)
    expect(Math.abs((deepOut?.[0] ?? 0) - 0xc0)).toBeLessThan(6)
    expect(Math.abs((deepOut?.[2] ?? 0) - 0x20)).toBeLessThan(6)
    expect(printedOut?.[0]).toBeGreaterThan(150)
    expect(printedOut?.[2]).toBeLessThan(90)
  })
})

describe('what the phone wrote into the picture', () => {
  test('place, owner and model are gone from every size', async () => {
    const told = await colourful(2000, 1500)
      .withExif({
        IFD0: { Make: 'Neighbourphone', Artist: 'Auntie Lin' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '39/1 58/1 0/1', GPSLongitudeRef: 'E' },
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><home>3-2-501</home></x:xmpmeta>')
      .jpeg()
      .toBuffer()
    const before = await sharp(told).metadata()
    expect(before.exif?.toString('latin1')).toContain('Auntie Lin')
    expect(before.xmp?.toString('latin1')).toContain('3-2-501')

    const { sizes } = await accepted(told)

    for (const size of [sizes.full, sizes.medium, sizes.thumb]) {
      const after = await sharp(size).metadata()
      expect([after.exif, after.xmp, after.iptc]).toEqual([undefined, undefined, undefined])
      expect(size.toString('latin1')).not.toMatch(/Auntie Lin|Neighbourphone|3-2-501|Exif/)
    }
  })

  test('a picture taken with the phone on its side stands upright', async () => {
    const red = { create: { width: 400, height: 150, channels: 3 as const, background: '#ff0000' } }
    const lying = await sharp({
      create: { width: 400, height: 300, channels: 3, background: '#0000ff' },
    })
      .composite([{ input: await sharp(red).png().toBuffer(), top: 0, left: 0 }])
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()

    const photo = await accepted(lying)

    expect([photo.width, photo.height]).toEqual([300, 400])
    expect((await sharp(photo.sizes.full).metadata()).orientation).toBeUndefined()
    // Turned to the right, what was the top half is the right half.
    const [redOnTheRight, , blueThere] = await colourAt(photo.sizes.full, 1, 0)
    const [redOnTheLeft, , blueHere] = await colourAt(photo.sizes.full, 0, 1)
    expect([redOnTheRight ?? 0, blueHere ?? 0].every((channel) => channel > 200)).toBe(true)
    expect([redOnTheLeft ?? 255, blueThere ?? 255].every((channel) => channel < 60)).toBe(true)
  })
})

describe('what is refused', () => {
  test('a text that calls itself a picture is no image', async () => {
    expect(await workshop.process(Buffer.from('我是一张照片.jpg'))).toEqual({
      ok: false,
      reason: 'not-an-image',
    })
    expect(await workshop.process(new Uint8Array())).toEqual({ ok: false, reason: 'not-an-image' })
  })

  test('a drawing that could carry scripts is no image', async () => {
    const svg =
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'

    expect(await workshop.process(Buffer.from(svg))).toEqual({
      ok: false,
      reason: 'not-an-image',
      looksLike: 'svg',
    })
  })

  test('a moving picture is no image', async () => {
    const gif = await colourful(30, 30).gif().toBuffer()

    expect(await workshop.process(gif)).toEqual({
      ok: false,
      reason: 'not-an-image',
      looksLike: 'gif',
    })
  })

  test('a picture in the format of iPhones is refused by its name, so that people can be told', async () => {
    const avif = await colourful(30, 30).avif({ effort: 0 }).toBuffer()

    expect(await workshop.process(ftyp('heic'))).toMatchObject({ looksLike: 'heic' })
    expect(await workshop.process(ftyp('mif1'))).toMatchObject({ looksLike: 'heic' })
    expect(await workshop.process(avif)).toMatchObject({
      reason: 'not-an-image',
      looksLike: 'avif',
    })
    expect(await workshop.process(ftyp('isom'))).toMatchObject({ looksLike: 'video' })
  })

  test('a scan, a paper and a paint file are refused by their names', async () => {
    const tiff = await colourful(30, 30).tiff().toBuffer()

    expect(await workshop.process(tiff)).toMatchObject({ looksLike: 'tiff' })
    expect(await workshop.process(Buffer.from('%PDF-1.7\n'))).toMatchObject({ looksLike: 'pdf' })
    expect(await workshop.process(Buffer.from('BM\x36\0\0\0'))).toMatchObject({ looksLike: 'bmp' })
  })

  test.each(['jpeg', 'png', 'webp'] as const)(
    'a %s that broke off halfway is broken',
    async (format) => {
      const whole = await colourful(800, 600).toFormat(format).toBuffer()

      expect(await workshop.process(whole.subarray(0, whole.length / 2))).toEqual({
        ok: false,
        reason: 'broken',
      })
    },
  )

  test('a picture of which only the first bytes are true is broken', async () => {
    const pretend = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(5000, 7)])

    expect(await workshop.process(pretend)).toEqual({ ok: false, reason: 'broken' })
  })

  test('more than 20 MB are refused before anybody looks at them', async () => {
    const heavy = Buffer.alloc(20 * 1024 * 1024 + 1)

    expect(await workshop.process(heavy)).toEqual({ ok: false, reason: 'too-large' })
  })

  test('a small file that unfolds into 400 million pixels is refused without unfolding it', async () => {
    const bomb = bombPng(20_000, 20_000)
    expect(bomb.length).toBeLessThan(100_000)
    const memoryBefore = process.memoryUsage().rss

    expect(await workshop.process(bomb)).toEqual({ ok: false, reason: 'too-many-pixels' })
    expect(process.memoryUsage().rss - memoryBefore).toBeLessThan(40_000_000)
  })

  test('the largest picture that is still allowed is worked on', async () => {
    expect(await workshop.process(bombPng(7_000, 7_000))).toMatchObject({ ok: true })
    expect(await workshop.process(bombPng(7_100, 7_100))).toMatchObject({ ok: false })
  })

  test('a strip a thousand times longer than wide does not fall over', async () => {
    expect(await workshop.process(bombPng(20_000, 10))).toMatchObject({
      ok: true,
      photo: { width: 1600, height: 1 },
    })
  })

  test('a refusal leaves the workshop open for the next picture', async () => {
    const pretend = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(100)])
    const good = await colourful(200, 200).jpeg().toBuffer()

    const results = await Promise.all(
      [pretend, good, pretend, pretend, good, pretend].map((bytes) => workshop.process(bytes)),
    )
    expect(results.map(({ ok }) => ok)).toEqual([false, true, false, false, true, false])
  })
})

describe('the line before the workshop', () => {
  test('never more than two are at work, all come in turn, and a failure frees its place', async () => {
    const inTurn = atMost(2)
    const finished: number[] = []
    let working = 0
    let mostWorking = 0
    const work = (number: number) => async () => {
      working += 1
      mostWorking = Math.max(mostWorking, working)
      await new Promise(setImmediate)
      working -= 1
      finished.push(number)
      if (number % 3 === 0) throw new Error('slipped')
    }

    const outcomes = await Promise.allSettled(
      Array.from({ length: 9 }, (_, number) => inTurn(work(number))),
    )

    expect(mostWorking).toBe(2)
    expect(finished).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(3)
  })
})
