import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { speakAs, type Speak } from '../support/mock'
import { fillTalk, hadRead } from '../support/long-talk'
import { KEPT_AT_MOST } from '../../src/features/chat/talk'
import { openTown, type Town } from './support/town'
import type { Screen } from './support/browser'

const TOWN = '110105006041'
const HISTORY = 10_000
const READ = 9_000

let town: Town
let lin: Screen
let wang: Speak
let groupId: string

beforeAll(async () => {
  town = await openTown()
  wang = await speakAs(town.mock.url, '王主任')
  const linSpeaks = await speakAs(town.mock.url, '林阿姨')
  const { body } = await wang('listGroups', { params: { communityId: TOWN } })
  groupId = body.items.find(({ kind }) => kind === 'community')?.groupId ?? ''
  const { db } = town.mock.server.deps.database
  const [authorId, personId] = await Promise.all(
    [wang, linSpeaks].map(async (speak) => (await speak('getMe')).body.personId),
  )
  if (!authorId || !personId) throw new Error('both are known')
  await fillTalk(db, { communityId: TOWN, groupId, authorId, upTo: HISTORY })
  await hadRead(db, { communityId: TOWN, groupId, personId, seq: READ })
  lin = await town.screen({ who: '林阿姨' })
  await lin.open(`talk/chat/index?communityId=${TOWN}&groupId=${groupId}`)
}, 120_000)
afterAll(() => town.close())

/** What of the talk is drawn, and what of it stands in the window. */
const drawn = () =>
  lin.page.evaluate(() => {
    const list = [...document.querySelectorAll('.talk__list')].find(
      (one) => one.getBoundingClientRect().height > 0,
    )
    const box = list?.getBoundingClientRect()
    const rows = [...(list?.querySelectorAll('.said[id]') ?? [])]
    const numberOf = (row: Element) => Number(row.id.split('-')[1])
    const seen = rows.filter((row) => {
      const { top, bottom } = row.getBoundingClientRect()
      return box && bottom > box.top && top < box.bottom
    })
    return { rows: rows.map(numberOf), seen: seen.map(numberOf) }
  })
const scrollTo = (end: 'top' | 'bottom') =>
  lin.page.evaluate((where) => {
    const list = [...document.querySelectorAll('.talk__list')].find(
      (one) => one.getBoundingClientRect().height > 0,
    )
    list?.scrollTo({ top: where === 'top' ? 0 : list.scrollHeight })
  }, end)
const isWithoutHole = (rows: number[]) =>
  rows.every((seq, at) => at === 0 || seq === (rows[at - 1] ?? 0) + 1)
const until = async (isIt: (now: Awaited<ReturnType<typeof drawn>>) => boolean) => {
  const end = Date.now() + 15_000
  for (;;) {
    const now = await drawn()
    if (isIt(now)) return now
    if (Date.now() > end) throw new Error(`the talk still shows ${JSON.stringify(now.seen)}`)
    await lin.page.waitForTimeout(50)
  }
}

test('a talk of 10,000 opens at the first unread message', async () => {
  const { seen } = await until(({ seen: now }) => now.includes(READ + 1))
  expect(seen).not.toContain(HISTORY)
  await lin.see('以下是新消息').waitFor()
})

test('it loads in both directions, draws no more than it keeps, and has no hole', async () => {
  for (let page = 0; page < 8; page += 1) {
    const { rows } = await drawn()
    const first = rows[0] ?? 0
    await scrollTo('top')
    const now = await until((shown) => (shown.rows[0] ?? 0) < first)
    expect(now.rows.length).toBeLessThanOrEqual(KEPT_AT_MOST)
    expect(isWithoutHole(now.rows)).toBe(true)
    // Who scrolls up stays at what they were reading.
    await until(({ seen }) => seen.includes(first))
  }
  expect((await drawn()).rows[0]).toBeLessThan(READ - 200)
  for (let page = 0; page < 6; page += 1) {
    const { rows } = await drawn()
    const last = rows.at(-1) ?? 0
    await scrollTo('bottom')
    const now = await until((shown) => (shown.rows.at(-1) ?? 0) > last)
    expect(now.rows.length).toBeLessThanOrEqual(KEPT_AT_MOST)
    expect(isWithoutHole(now.rows)).toBe(true)
  }
})

test('a quoted message far back is jumped to, and from there one comes back to the newest', async () => {
  await lin.page.locator('.said__quote:visible').first().click()
  const { seen } = await until(({ seen: now }) => now.includes(5))
  expect(seen).not.toContain(HISTORY)

  await lin.page.getByRole('button', { name: /回到最新|条新消息/ }).click()
  await until(({ seen: now }) => now.includes(HISTORY))
})

test('found by search, a message of long ago opens in the talk that was left', async () => {
  await lin.page.getByText('群资料').locator('visible=true').first().click()
  await lin.page.getByText('查找聊天记录').locator('visible=true').first().click()
  await lin.page.getByPlaceholder('找说过的话').locator('visible=true').fill('第 777 句')
  await lin.page.locator('.found:visible').first().click()
  await until(({ seen }) => seen.includes(777))
})

test('a message of 4,000 characters with HTML and right-to-left signs stands whole and as text', async () => {
  const words = `<b>\u202eabc</b>${'邻'.repeat(3_988)}`
  await wang('postMessage', { params: { communityId: TOWN, groupId }, body: { words } })
  await lin.page.getByRole('button', { name: /回到最新|条新消息/ }).click()
  const long = lin.page.locator('.said__words:visible').last()
  await until(({ seen }) => seen.includes(HISTORY + 1))
  expect(await long.innerText()).toBe(words)
  expect(await lin.page.locator('.said__words b').count()).toBe(0)
  expect(await lin.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    390,
  )
})

describe('a photo of more than 20 MB', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jinlin-photos-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** From a file, as people choose it: through the browser's own door so many bytes would not come in time. */
  const choose = async (name: string, bytes: Buffer) => {
    const path = join(folder, name)
    await writeFile(path, bytes)
    const more = lin.page.getByRole('button', { name: '添加照片、位置、工单，或提醒邻居' })
    if (!(await lin.page.locator('.say__more:visible').count())) await more.click()
    const chooser = lin.page.waitForEvent('filechooser')
    await lin.page.locator('.say__choice:visible').filter({ hasText: '照片' }).click()
    await (await chooser).setFiles(path)
  }

  test('is made smaller on the phone, and arrives', async () => {
    const side = 2_700
    const noise = randomBytes(side * side * 3)
    const buffer = await sharp(noise, { raw: { width: side, height: side, channels: 3 } })
      .png({ compressionLevel: 0 })
      .toBuffer()
    expect(buffer.length).toBeGreaterThan(20 * 1024 * 1024)
    await choose('huge.png', buffer)
    await lin.page.locator('.said--mine .said__photo:visible').last().waitFor({ timeout: 60_000 })
  }, 90_000)

  test('that is no picture is refused in words before it is sent', async () => {
    let uploads = 0
    lin.page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/photos')) uploads += 1
    })
    await choose('broken.jpg', Buffer.alloc(21 * 1024 * 1024, 1))
    await lin.see('照片太大了').waitFor()
    expect(uploads).toBe(0)
  })
})
