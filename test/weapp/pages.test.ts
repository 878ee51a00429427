import { readPackage } from './host/built-package'
import type { Phone } from './host/phone'
import {
  builtPackage,
  HERE,
  openQuarter,
  type Neighbour,
  type Quarter,
  type Role,
} from './support/quarter'

let quarter: Quarter
let pages: string[]
let ticketId: string
const people = new Map<Role, Neighbour>()

beforeAll(async () => {
  pages = [...readPackage(await builtPackage()).pages]
  quarter = await openQuarter()
  for (const [role, name] of Object.entries(NAMES))
    people.set(role as Role, await quarter.neighbour(role as Role, name)) // NAMES is keyed by Role
  const lin = people.get('resident')
  if (lin) ticketId = await quarter.report(lin, '垃圾桶满了')
})
afterAll(() => quarter.close())

const NAMES: Record<Role, string> = {
  resident: '林',
  moderator: '王',
  worker: '周',
  operator: '刘',
}

/** Every page as a link would open it, with what it could be told and without. */
const walk = async (open: (page: string) => Promise<Phone>): Promise<string[]> => {
  const empty: string[] = []
  for (const page of pages)
    for (const query of ['', `?communityId=${HERE}&ticketId=${ticketId}`]) {
      const phone = await open(page + query)
      await phone.settled()
      const shown = phone.texts()
      if (shown.length === 0 || shown.some((text) => /undefined|NaN|\[object/.test(text)))
        empty.push(`${page}${query}: ${shown.join(' | ')}`)
      const problems = phone.takeProblems()
      empty.push(...problems.map(({ text }) => `${page}${query}: ${text}`))
      phone.close()
    }
  return empty
}

test.each(Object.entries(NAMES))('every page opens for a %s', async (role) => {
  const person = people.get(role as Role) // as above
  const problems = await walk(
    (open) => person?.newPhone({ open }) ?? Promise.reject(new Error(role)),
  )
  expect(problems).toEqual([])
})

test('every page opens for somebody who is not signed in', async () => {
  expect(await walk((open) => quarter.newPhone('nobody', { open }))).toEqual([])
})

test('every page opens without a network', async () => {
  const lin = people.get('resident')
  const open = (page: string) =>
    lin?.newPhone({ open: page, network: 'none' }) ?? Promise.reject(new Error('nobody'))
  expect(await walk(open)).toEqual([])
})

test('every page has a title of its own, and pulls down where it shows what may change', async () => {
  const { settings } = readPackage(await builtPackage())
  const titles = pages.map((page) => settings.get(page)?.navigationBarTitleText ?? '')

  expect(titles.filter((title) => title === '')).toEqual([])
})
