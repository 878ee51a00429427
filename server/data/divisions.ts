import { readShipped } from './shipped-file'
import { once } from './once'

export type District = { code: string; name: string }
export type Street = { code: string; name: string; districtCode: string; type: string }
export type CommunityDivision = {
  /** Twelve digits of the NBS list. */
  code: string
  /** As the list has it, often with the committee's title: 光熙门北里北社区居委会. */
  name: string
  /** As neighbours say it: 光熙门北里北社区, 南天门村. */
  shortName: string
  streetCode: string
  kind: 'community' | 'village'
}
export type Divisions = {
  districts: readonly District[]
  streets: readonly Street[]
  communities: readonly CommunityDivision[]
}

const COMMITTEE_TITLES = ['居民委员会', '居委会', '村民委员会', '村委会']

const withoutTitle = (name: string): string => {
  const title = COMMITTEE_TITLES.find((ending) => name.endsWith(ending))
  if (title === undefined) return name
  const place = name.slice(0, -title.length)
  return title.startsWith('村') && !place.endsWith('村') ? `${place}村` : place
}

/** Beijing's districts, streets and townships, communities and villages; parsed once. */
export const loadDivisions = once((): Divisions => {
  const districts: District[] = []
  const streets: Street[] = []
  const communities: CommunityDivision[] = []
  // No field of this list holds a comma or a quote, which a test watches.
  for (const line of readShipped('beijing-divisions.csv').trimEnd().split(/\r?\n/).slice(1)) {
    const [code = '', name = '', level = '', type = '', parentCode = ''] = line.split(',')
    if (level === 'province') continue
    if (level === 'district') districts.push({ code, name })
    else if (level === 'street') streets.push({ code, name, districtCode: parentCode, type })
    else {
      // "Quasi" rows are farms, parks and estates that are counted like a community or a village.
      const kind = level.endsWith('village') ? 'village' : 'community'
      communities.push({ code, name, shortName: withoutTitle(name), streetCode: parentCode, kind })
    }
  }
  return { districts, streets, communities }
})
