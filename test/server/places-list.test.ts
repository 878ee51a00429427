import { randomUUID } from 'node:crypto'
import { inWork } from '../../server/commands'
import { addPlaces } from '../../server/modules/places/add-place'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { GUANGXIMEN, NEXT_DOOR, openHouse, type House, type Voice } from '../support/house'
import { northOf } from '../support/story'

const here = { communityId: GUANGXIMEN }
/** The middle of the community, as its operator set it. */
const MIDDLE = { lat: 39.9672, lng: 116.4346 }

let database: Database
let house: House
let lin: Voice

const place = (name: string, kind: string, metres: number, communityId = GUANGXIMEN) => ({
  id: randomUUID(),
  community_id: communityId,
  name,
  kind,
  address: `光熙门北里 ${metres} 号`,
  phone: null,
  hours: '每天 8:00–20:00',
  is_sample: true,
  ...northOf(MIDDLE, metres),
})

beforeAll(async () => {
  database = await testDatabase()
  house = await openHouse(database)
  lin = await house.resident('林', '3', '2', '401')
  await inWork(house.deps, ({ tx }) =>
    addPlaces(tx, [
      place('便民菜店', '买菜', 500),
      place('社区卫生服务站', '看病', 60),
      place('养老驿站', '养老', -300),
      place('百货_100%', '买菜', 900),
      place('隔壁药店', '看病', 10, NEXT_DOOR),
    ]),
  )
})
afterAll(async () => {
  await house.close()
  await database.close()
})

const list = async (query: { kind?: string; q?: string; lat?: number; lng?: number } = {}) =>
  (await lin.ask('listPlaces', { params: here, query })).body
const names = async (query: Parameters<typeof list>[0] = {}) =>
  (await list(query)).items.map(({ name }) => name)

test('nearest first, from the middle of the community, with minutes that are called an estimate', async () => {
  const { items } = await list()
  expect(items.map(({ name, minutes }) => [name, minutes])).toEqual([
    ['社区卫生服务站', 2],
    ['养老驿站', 6],
    ['便民菜店', 10],
    ['百货_100%', 17],
  ])
  expect(items[0]).toMatchObject({
    kind: '看病',
    address: '光熙门北里 60 号',
    phone: null,
    hours: '每天 8:00–20:00',
    isEstimate: true,
    isSample: true,
  })
})

test('or from where one stands', async () => {
  const from = northOf(MIDDLE, 890)
  expect(await names(from)).toEqual(['百货_100%', '便民菜店', '社区卫生服务站', '养老驿站'])
  expect((await list(from)).items[0]?.minutes).toBe(1)
})

test('by kind, whose counts stay those of all', async () => {
  const { items, kinds } = await list({ kind: '买菜' })
  expect(items.map(({ name }) => name)).toEqual(['便民菜店', '百货_100%'])
  expect(Object.fromEntries(kinds.map(({ kind, count }) => [kind, count]))).toEqual({
    买菜: 2,
    养老: 1,
    看病: 1,
  })
})

test('by a piece of name, kind or address; signs of SQL mean themselves', async () => {
  expect(await names({ q: '卫生' })).toEqual(['社区卫生服务站'])
  expect(await names({ q: '养老' })).toEqual(['养老驿站'])
  expect(await names({ q: ' 500 ' })).toEqual(['便民菜店'])
  expect(await names({ q: '_' })).toEqual(['百货_100%'])
  expect(await names({ q: '100%' })).toEqual(['百货_100%'])
  expect(await names({ q: '\\' })).toEqual([])
  expect(await names({ q: '   ' })).toHaveLength(4)
})

test('only those of this community, for its members only', async () => {
  expect(await names()).not.toContain('隔壁药店')
  const qian = await house.resident('钱', '1', '1', '5', NEXT_DOOR)
  expect((await qian.ask('listPlaces', { params: here })).code).toBe('not-a-member')
  const street = await house.operator()
  expect((await street.ask('listPlaces', { params: here })).body.items).toHaveLength(4)
})

test('of more than two hundred the nearest two hundred come', async () => {
  await inWork(house.deps, ({ tx }) =>
    addPlaces(
      tx,
      Array.from({ length: 205 }, (_, n) => place(`远处 ${n}`, '其他', 5_000 + n)),
    ),
  )
  const { items } = await list()
  expect(items).toHaveLength(200)
  expect(items.slice(0, 4).map(({ name }) => name)).toContain('百货_100%')
  expect(await names(northOf(MIDDLE, 5_204))).toContain('远处 204')
})
