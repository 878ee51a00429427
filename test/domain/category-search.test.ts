import fc from 'fast-check'
import { searchCategories } from '../../domain/ticket/category-search'

/** A handful as the phone has them; the shipped list and what people say to it is tested where it is shipped. */
const CATEGORIES = [
  {
    id: 'street_light',
    name: '路灯',
    groupName: '照明与电',
    keywords: ['灯不亮', '路灯坏', '黑灯'],
  },
  { id: 'manhole', name: '井盖', groupName: '井盖与管线', keywords: ['井盖丢了', '井盖响'] },
  { id: 'refuse', name: '暴露垃圾', groupName: '垃圾与保洁', keywords: ['垃圾没人收', '垃圾'] },
  { id: 'bin', name: '垃圾桶满溢', groupName: '垃圾与保洁', keywords: ['垃圾桶', '桶满'] },
  { id: 'lift', name: '电梯', groupName: '房屋与楼道', keywords: ['电梯坏', '困在电梯'] },
  { id: 'ktv', name: '商业噪声', groupName: '噪声', keywords: ['KTV', '大喇叭'] },
] as const

const found = (query: string) => searchCategories(query, CATEGORIES).map(({ id }) => id)

describe('finding a category', () => {
  test.each([
    ['its name', '路灯', 'street_light'],
    ['the beginning of its name', '暴露', 'refuse'],
    ['an everyday word', '桶满', 'bin'],
    ['a sentence', '楼下电梯又坏了好几天', 'lift'],
    ['a sentence with the word torn apart', '困了两个人在电梯里', 'lift'],
    ['a part of a word', '喇叭', 'ktv'],
    ['latin letters, large or small', 'ktv', 'ktv'],
    ['marks and blanks between', ' 路 灯 ！', 'street_light'],
  ])('by %s', (_, query, id) => {
    expect(found(query)[0]).toBe(id)
  })

  test('the longer word of a sentence says what it is about', () => {
    expect(found('垃圾桶旁边路太黑')[0]).toBe('bin')
  })

  test('a group’s name finds what is in it', () => {
    expect(found('垃圾与保洁').sort()).toEqual(['bin', 'refuse'])
  })

  test('nothing typed is everything in its order; nonsense is nothing', () => {
    expect(found('  ')).toEqual(CATEGORIES.map(({ id }) => id))
    expect(found('今天吃什么')).toEqual([])
  })

  test('whatever is typed, each is found at most once and none is invented', () => {
    const letters = fc.constantFrom(...Array.from('路灯井盖垃圾桶满电梯坏困在，。 k'))
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 30 }), (query) => {
        const ids = found(query)

        expect(new Set(ids).size).toBe(ids.length)
        expect(CATEGORIES.map(({ id }) => id as string)).toEqual(expect.arrayContaining(ids))
      }),
    )
  })

  test('every name and word finds its own category', () => {
    for (const { id, name, keywords } of CATEGORIES)
      for (const word of [name, ...keywords]) expect([word, found(word)[0]]).toEqual([word, id])
  })
})
