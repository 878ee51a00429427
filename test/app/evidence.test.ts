import { takeEvidence, pickOldPictures } from '@/features/tickets/take-pictures'
import { drawStamp, type Pen } from '@/platform/draw-stamp'
import type { Whereabouts } from '@/platform/place'
import { keepSession } from '@/stores/session'
import { membership, session } from './support/people'
import { card } from './support/tickets'

let here: Whereabouts
let chosen: string[]
const stamped: (readonly string[])[] = []
jest.mock('@/platform/photos', () => ({ choosePhotos: () => Promise.resolve(chosen) }))
jest.mock('@/platform/place', () => ({ whereAmI: () => Promise.resolve(here) }))
jest.mock('@/platform/kept-files', () => ({
  keepFile: (url: string) => Promise.resolve(`kept ${url}`),
}))
jest.mock('@/platform/stamp', () => ({
  stampPicture: (url: string, lines: readonly string[]) => {
    stamped.push(lines)
    return Promise.resolve(`stamped ${url}`)
  },
}))

beforeEach(() => {
  stamped.length = 0
  chosen = ['one.jpg']
  here = { is: 'known', lat: 39.967, lng: 116.4346, accuracyM: 12 }
  keepSession(session({ memberships: [membership({ role: 'worker', nickname: '网格员 周' })] }), 0)
})

test('evidence carries time and place as data and as a stamp', async () => {
  const before = Date.now()
  const [picture] = await takeEvidence(card({ number: '20261123-0001', placeText: '3号楼' }))

  expect(picture).toMatchObject({
    file: 'kept stamped one.jpg',
    taken: { point: { lat: 39.967, lng: 116.4346 } },
  })
  expect(picture?.taken?.at.ms).toBeGreaterThanOrEqual(before)
  const [[time, place, who] = []] = stamped
  expect(time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
  expect(place).toBe('3号楼 北纬39.96700 东经116.43460（误差约12米）')
  expect(who).toBe('网格员 周 · 工单 20261123-0001')
})

test('where the phone does not know its place the stamp says so', async () => {
  here = { is: 'refused' }
  const [picture] = await takeEvidence(card({ placeText: '3号楼' }))
  expect(picture?.taken?.point).toBeNull()
  expect(stamped[0]?.[1]).toBe('3号楼 没有定位')
})

test('an old picture claims nothing, and no picture is no evidence', async () => {
  expect(await pickOldPictures(9)).toEqual([
    { commandId: expect.any(String) as string, file: 'kept one.jpg' },
  ])
  chosen = []
  expect(await takeEvidence(card())).toEqual([])
})

test('the stamp stays inside the picture, however small it is', () => {
  const drawn: { words: string; y: number; atMost: number | undefined }[] = []
  const pen: Pen = {
    font: '',
    fillStyle: '',
    textBaseline: '',
    fillRect: () => undefined,
    fillText: (words, _x, y, atMost) => drawn.push({ words, y, atMost }),
  }
  const size = { width: 240, height: 180 }
  drawStamp(pen, size, ['时间', '地点', '谁'])
  expect(drawn.map(({ words }) => words)).toEqual(['时间', '地点', '谁'])
  for (const { y, atMost } of drawn) {
    expect(y).toBeGreaterThan(0)
    expect(y).toBeLessThan(size.height)
    expect(atMost).toBeLessThan(size.width)
  }
})
