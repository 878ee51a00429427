import { loadDivisions } from '../../server/data/divisions'
import { loadPlaceKinds } from '../../server/data/place-kinds'
import { readShipped } from '../../server/data/shipped-file'

const { districts, streets, communities } = loadDivisions()

describe('the divisions of Beijing', () => {
  test('there are 16 districts, 349 streets and townships, 7,535 communities and villages', () => {
    expect([districts.length, streets.length, communities.length]).toEqual([16, 349, 7535])
  })

  test('no field holds a comma or a quote, so that a line can be cut at its commas', () => {
    const lines = readShipped('beijing-divisions.csv').trimEnd().split('\n')

    expect(lines.filter((line) => line.split(',').length !== 7)).toEqual([])
    expect(lines.filter((line) => line.includes('"'))).toEqual([])
  })

  test('codes have 6, 9 and 12 digits, none twice, and each begins with that of what it lies in', () => {
    const districtCodes = new Set(districts.map(({ code }) => code))
    const streetCodes = new Set(streets.map(({ code }) => code))

    expect(districts.filter(({ code }) => !/^110\d{3}$/.test(code))).toEqual([])
    expect(
      streets.filter(
        ({ code, districtCode }) =>
          !/^\d{9}$/.test(code) ||
          !code.startsWith(districtCode) ||
          !districtCodes.has(districtCode),
      ),
    ).toEqual([])
    expect(
      communities.filter(
        ({ code, streetCode }) =>
          !/^\d{12}$/.test(code) || !code.startsWith(streetCode) || !streetCodes.has(streetCode),
      ),
    ).toEqual([])
    expect(new Set(communities.map(({ code }) => code)).size).toBe(communities.length)
    expect(streetCodes.size).toBe(streets.length)
  })

  test('光熙门北里北社区 lies in 香河园街道 of 朝阳区', () => {
    const community = communities.find(({ code }) => code === '110105006041')
    const street = streets.find(({ code }) => code === community?.streetCode)

    expect(community).toEqual({
      code: '110105006041',
      name: '光熙门北里北社区居委会',
      shortName: '光熙门北里北社区',
      streetCode: '110105006',
      kind: 'community',
    })
    expect(street).toMatchObject({ name: '香河园街道', type: '街道', districtCode: '110105' })
    expect(districts).toContainEqual({ code: '110105', name: '朝阳区' })
  })

  test('neighbours read a place, not the title of its committee', () => {
    const shortNames = communities.map(({ shortName }) => shortName)

    expect(
      shortNames.filter((name) => /(居委会|居民委员会|村委会|村民委员会)$/.test(name)),
    ).toEqual([])
    expect(shortNames.filter((name) => name.length < 2 || name.endsWith('村村'))).toEqual([])
    expect(communities.find(({ name }) => name === '南天门村委会')?.shortName).toBe('南天门村')
  })

  test('a village is a village, also where it is only counted like one', () => {
    const villages = communities.filter(({ kind }) => kind === 'village')

    expect(villages).toHaveLength(3774 + 26)
    expect(villages.some(({ code }) => code === '110108023500')).toBe(true)
  })

  test('the list is read once', () => {
    expect(loadDivisions()).toBe(loadDivisions())
  })
})

describe('kinds of places', () => {
  test('there are as many as sources name, and not one more', () => {
    const count = (family: string) =>
      loadPlaceKinds().filter((kind) => kind.family === family).length

    expect(count('public-service')).toBe(10)
    expect(count('public-service-item')).toBe(9)
    expect(count('basic-shop')).toBe(15)
    expect(count('quality-shop')).toBe(9)
    expect(count('community-home')).toBe(5)
    expect(loadPlaceKinds()).toHaveLength(48)
  })

  test('each has an id of its own in kebab-case', () => {
    const ids = loadPlaceKinds().map(({ id }) => id)

    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([])
  })
})
