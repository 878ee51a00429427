import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { APPLICATION_STATES, GROUP_KINDS, RELATIONS, ROLES } from '../../domain/group/names'
import {
  CLOSED_HOWS,
  OPEN_STATES,
  TICKET_STATES,
  TICKET_STEPS,
  URGENCIES,
} from '../../domain/ticket/names'
import { STATE_TEXT } from '../../src/features/tickets/text'

const GLOSSARY = readFileSync(resolve(__dirname, '../../docs/glossary.md'), 'utf8')

/** The rows of the table under a heading, cell by cell. */
const tableUnder = (heading: string): string[][] => {
  const section = GLOSSARY.split(/^##? /m).find((one) => one.startsWith(heading)) ?? ''
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}
const wordsUnder = (heading: string): string[] =>
  tableUnder(heading).flatMap(([word = '']) => word.split(', '))

describe('the glossary and the code have the same words', () => {
  test('states', () => {
    expect(wordsUnder('Where a ticket stands').sort()).toEqual([...TICKET_STATES].sort())
  })

  test('which states are open', () => {
    const open = tableUnder('Where a ticket stands').filter(([, , isOpen]) => isOpen === 'yes')

    expect(open.map(([state]) => state).sort()).toEqual([...OPEN_STATES].sort())
  })

  test('states in Chinese, as people read them on their phones', () => {
    const named = tableUnder('Where a ticket stands').map(([state, name]) => [state, name])

    expect(Object.fromEntries(named)).toEqual(STATE_TEXT)
  })

  test('steps', () => {
    expect(wordsUnder('What is done on a ticket').sort()).toEqual([...TICKET_STEPS].sort())
  })

  test('how a ticket was closed', () => {
    expect(wordsUnder('How it was closed').sort()).toEqual([...CLOSED_HOWS].sort())
  })

  test('urgencies, roles, relations, kinds of groups and what becomes of an application', () => {
    const stem = (word: string) => (word === 'worker' ? 'grid worker' : word)
    const words = [...URGENCIES, ...ROLES.map(stem), ...RELATIONS, ...GROUP_KINDS]

    expect(words.filter((word) => !GLOSSARY.includes(word))).toEqual([])
    expect(APPLICATION_STATES).toEqual(['waiting', 'admitted', 'refused', 'withdrawn'])
  })

  test('no word stands there twice', () => {
    const words = wordsUnder('One word, one meaning')

    expect(words.length).toBeGreaterThan(25)
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([])
  })
})
