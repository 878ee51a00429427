import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { PHOTO_LIMIT } from '../../server/app'
import { pictureAddress } from '../../server/modules/media/picture-address'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { GUANGXIMEN, NEXT_DOOR } from '../support/house'
import { aPicture, DAY, HOUR, startStory, uploadOf, type Story } from '../support/story'

let database: Database
let story: Story

beforeAll(async () => {
  database = await testDatabase()
  story = await startStory(database)
})
afterAll(async () => {
  await story.close()
  await database.close()
})

const drawn = () =>
  sharp({ create: { width: 2000, height: 1500, channels: 3, background: '#4f7cac' } })

const fetched = async (url: string) => {
  const answer = await story.house.app.inject({ method: 'GET', url })
  return {
    status: answer.statusCode,
    type: answer.headers['content-type'],
    cache: answer.headers['cache-control'],
    bytes: answer.rawPayload,
    code: answer.statusCode === 200 ? undefined : answer.json<{ code: string }>().code,
  }
}

const kept = async () =>
  (await readdir(join(story.house.deps.config.dataDir, 'photos', GUANGXIMEN))).length

describe('uploading', () => {
  test.each([
    ['jpeg', () => drawn().jpeg().toBuffer()],
    ['png', () => drawn().png().toBuffer()],
    ['webp', () => drawn().webp().toBuffer()],
  ])('%s becomes a jpeg of three sizes', async (_, draw) => {
    const { status, body } = await story.sendPhoto(story.lin, { picture: await draw() })
    expect(status).toBe(200)
    expect(body).toMatchObject({ width: 1600, height: 1200 })
    const widths: number[] = []
    for (const url of [body.thumbUrl, body.mediumUrl, body.fullUrl]) {
      const picture = await fetched(url)
      expect(picture).toMatchObject({ status: 200, type: 'image/jpeg' })
      widths.push((await sharp(picture.bytes).metadata()).width)
    }
    expect(widths).toEqual([240, 800, 1600])
  })

  test('what the phone wrote into it, where it was and whose it is, is gone from every size', async () => {
    const picture = await drawn()
      .withExif({
        IFD0: { Make: 'Huawei', Artist: 'Lin Fang' },
        IFD3: { GPSLatitude: '39/1 58/1 0/1', GPSLongitude: '116/1 26/1 0/1' },
      })
      .jpeg()
      .toBuffer()
    expect(picture.toString('latin1')).toContain('Lin Fang')
    const { body } = await story.sendPhoto(story.lin, { picture })
    for (const url of [body.thumbUrl, body.mediumUrl, body.fullUrl]) {
      const { bytes } = await fetched(url)
      expect((await sharp(bytes).metadata()).exif).toBeUndefined()
      expect(bytes.toString('latin1')).not.toMatch(/Lin Fang|Huawei|Exif/)
    }
  })

  test('the same upload again keeps one picture and answers the same', async () => {
    const upload = { commandId: randomUUID(), picture: await drawn().jpeg().toBuffer() }
    const first = await story.sendPhoto(story.lin, upload)
    const before = await kept()
    expect(await story.sendPhoto(story.lin, upload)).toEqual(first)
    expect(await kept()).toBe(before)
    const other = await story.sendPhoto(story.chen, upload)
    expect(other.body.photoId).not.toBe(first.body.photoId)
  })

  test('the same upload four times at once keeps one picture, also on the disk', async () => {
    const upload = { commandId: randomUUID(), picture: await drawn().jpeg().toBuffer() }
    const before = await kept()
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => story.sendPhoto(story.lin, upload)),
    )
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(await kept()).toBe(before + 1)
  })
})

describe('refused in words, and nothing is kept', () => {
  test.each<[string, () => Buffer | Promise<Buffer>, number, string]>([
    ['a text', () => Buffer.from('这不是照片'), 415, 'photo-not-an-image'],
    ['a PDF', () => Buffer.from('%PDF-1.7\n…'), 415, 'photo-not-an-image'],
    [
      'an SVG with a script in it',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      415,
      'photo-not-an-image',
    ],
    ['a GIF', () => Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1'), 415, 'photo-not-an-image'],
    ['nothing at all', () => Buffer.alloc(0), 415, 'photo-not-an-image'],
    [
      'half a picture',
      async () => {
        const whole = await drawn().jpeg().toBuffer()
        return whole.subarray(0, whole.length / 2)
      },
      415,
      'photo-broken',
    ],
    ['more than 20 MB', () => Buffer.alloc(PHOTO_LIMIT + 1, 0xff), 413, 'photo-too-large'],
    [
      'a bomb of pixels',
      () =>
        sharp({ create: { width: 12_000, height: 9_000, channels: 3, background: '#fff' } })
          .png({ compressionLevel: 9 })
          .toBuffer(),
      413,
      'photo-too-many-pixels',
    ],
  ])('%s', async (_, make, status, code) => {
    await story.photo(story.lin) // so that there is a folder to count
    const before = await kept()
    const answer = await story.sendPhoto(story.lin, { picture: await make() })
    expect(answer).toMatchObject({ status, code, body: { message: expect.any(String) as string } })
    expect(await kept()).toBe(before)
  })

  test('a body that is no upload, has no id, no file, or two of them', async () => {
    const url = `/v1/communities/${GUANGXIMEN}/photos`
    const authorization = `Bearer ${story.lin.token}`
    const send = async (payload: string | Buffer, headers: Record<string, string>) => {
      const answer = await story.house.app.inject({
        method: 'POST',
        url,
        payload,
        headers: { ...headers, authorization },
      })
      return [answer.statusCode, answer.json<{ code: string }>().code]
    }
    const good = uploadOf(await aPicture())
    expect(await send('{}', { 'content-type': 'application/json' })).toEqual([400, 'bad-request'])
    const bad = uploadOf(await aPicture(), 'short')
    expect(await send(bad.payload, bad.headers)).toEqual([400, 'bad-request'])
    const text = good.payload.toString('latin1')
    const fileOf = text.slice(text.indexOf('--between-the-parts\r\n', 10))
    const withoutFile = `${text.slice(0, text.length - fileOf.length)}--between-the-parts--\r\n`
    expect(await send(withoutFile, good.headers)).toEqual([400, 'photo-unknown'])
    const two = Buffer.from(
      `${text.slice(0, text.lastIndexOf('--between-the-parts--'))}${fileOf}`,
      'latin1',
    )
    expect(await send(two, good.headers)).toEqual([400, 'bad-request'])
    const cut = good.payload.subarray(0, good.payload.length - 60)
    expect(await send(cut, good.headers)).toEqual([415, 'photo-broken'])
  })

  test('from next door, a stranger and nobody', async () => {
    for (const [person, code] of [
      [story.qian, 'not-a-member'],
      [await story.house.wechat('stranger'), 'not-a-member'],
    ] as const)
      expect(await story.sendPhoto(person)).toMatchObject({ status: 403, code })
  })
})

describe('the address of a picture', () => {
  test('needs no session, may be kept by the phone, and runs out within a day', async () => {
    const { body } = await story.sendPhoto(story.lin)
    const good = await fetched(body.fullUrl)
    expect(good.cache).toMatch(/^private, max-age=\d+$/)
    const seconds = Number(/\d+$/.exec(good.cache ?? '')?.[0])
    expect(seconds).toBeGreaterThan((DAY - 2 * HOUR) / 1000 - 1)
    expect(seconds).toBeLessThanOrEqual(DAY / 1000)
    await story.pass(DAY + 1)
    expect(await fetched(body.fullUrl)).toMatchObject({ status: 410, code: 'photo-expired' })
  })

  test('is the same for an hour, so that a list does not load its pictures anew', async () => {
    const { ticketId } = await story.report(story.lin, { photoIds: [await story.photo(story.lin)] })
    const one = (await story.see(story.chen, ticketId)).thumbUrl
    await story.pass(HOUR / 2)
    const two = (await story.see(story.chen, ticketId)).thumbUrl
    await story.pass(4 * HOUR)
    const three = (await story.see(story.chen, ticketId)).thumbUrl
    expect(two).toBe(one)
    expect(three).not.toBe(one)
  })

  test('of another size, another picture, a later end or with another signature is no address', async () => {
    const { body } = await story.sendPhoto(story.lin)
    const other = (await story.sendPhoto(story.lin)).body.photoId
    const forged = [
      body.thumbUrl.replace('/thumb?', '/full?'),
      body.thumbUrl.replace(body.photoId, other),
      body.thumbUrl.replace(GUANGXIMEN, NEXT_DOOR),
      body.thumbUrl.replace(/until=(\d+)/, (_, until) => `until=${Number(until) + 1}`),
      body.thumbUrl.replace(/sign=.*/, 'sign=AAAA'),
    ]
    for (const url of forged)
      expect(await fetched(url)).toMatchObject({ status: 404, code: 'not-found' })
    for (const url of [
      body.thumbUrl.replace(/\?.*/, ''),
      body.thumbUrl.replace('/thumb', '/original'),
      body.thumbUrl.replace(/until=\d+/, 'until=soon'),
      `/photos/${GUANGXIMEN}/../../etc/passwd`,
    ])
      expect((await fetched(url)).status).toBeGreaterThanOrEqual(400)
  })

  test('is given only to those who may see the ticket', async () => {
    const photoIds = [await story.photo(story.lin)]
    const { ticketId } = await story.report(story.lin, { photoIds, isPrivate: true })
    for (const person of [story.lin, story.wang, story.zhou])
      expect((await story.see(person, ticketId)).issues[0]?.photos).toHaveLength(1)
    const params = { communityId: GUANGXIMEN, ticketId }
    const neighbour = await story.chen.ask('getTicket', { params })
    expect(JSON.stringify(neighbour.body)).not.toContain('/photos/')
  })

  test('of a picture that was deleted leads nowhere at once', async () => {
    const { body } = await story.sendPhoto(story.lin)
    await database.db
      .updateTable('photo')
      .set({ deleted_at: story.house.now() })
      .where('id', '=', body.photoId)
      .execute()
    expect(await fetched(body.fullUrl)).toMatchObject({ status: 410, code: 'photo-expired' })
  })

  test('signed for a picture that never was leads nowhere', async () => {
    const url = pictureAddress(story.house.deps.urlSecret, {
      communityId: GUANGXIMEN,
      photoId: randomUUID(),
      size: 'full',
      now: story.house.now(),
    })
    expect((await fetched(url)).code).toBe('photo-expired')
  })
})
