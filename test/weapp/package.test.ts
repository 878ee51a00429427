import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, traverse } from '@babel/core'
import postcss, { type Root } from 'postcss'
import { readPackage, type BuiltPackage } from './host/built-package'
import { builtPackage } from './support/quarter'

let built: BuiltPackage
let files: readonly string[]
beforeAll(async () => {
  built = readPackage(await builtPackage())
  files = built.files
})

/** What browsers and Node have, and WeChat's logic layer has not on every phone. */
const MISSING = new Set(
  'URL URLSearchParams TextEncoder TextDecoder fetch Headers Request Response AbortController process Buffer XMLHttpRequest WebSocket localStorage sessionStorage indexedDB crypto structuredClone queueMicrotask setImmediate Blob File FormData FileReader btoa atob Intl eval MessageChannel'.split(
    ' ',
  ),
)

test('no script uses what WeChat does not have', () => {
  const found = files
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => freeNames(file).map((name) => `${file}: ${name}`))
  expect(found).toEqual([])
})

/** Names that a script takes from outside, except those of which it first asks whether they are there. */
const freeNames = (file: string): string[] => {
  const source = parseSync(built.script(file), { configFile: false, babelrc: false })
  if (!source) throw new Error(`${file} is no script`)
  const found = new Set<string>()
  const askedFor = new Set<string>()
  traverse(source, {
    ReferencedIdentifier(path) {
      const { name } = path.node as { name: string } // of an identifier, in scripts as in JSX
      if (!MISSING.has(name) || path.scope.hasBinding(name, true)) return
      const isQuestion = path.parentPath?.isUnaryExpression({ operator: 'typeof' })
      ;(isQuestion ? askedFor : found).add(name)
    },
  })
  return [...found].filter((name) => !askedFor.has(name))
}

/** What WeChat's style sheets refuse, or what its oldest phones silently drop with the whole rule. */
const REFUSED_SELECTORS = /:(?:is|where|has)\(|:root|(?:^|[\s,>+~])\*/
/** Dropped by older iPhones: harmless where it stands alone, for it is about keyboards. */
const UNKNOWN_TO_SOME = ':focus-visible'
const REFUSED_VALUES = /color-mix\(|\b(?:dvh|svh|lvh)\b|\bclamp\(/
const REFUSED_AT_RULES = /^(?:layer|container|property|scope)$/

test('no style sheet holds what WeChat refuses', () => {
  const found: string[] = []
  const sheets = files.filter((file) => file.endsWith('.wxss'))
  for (const file of sheets) {
    const sheet = parseSheet(file)
    sheet.walkRules(({ selector, selectors }) => {
      const unknown = selectors.filter((one) => one.includes(UNKNOWN_TO_SOME)).length
      const takesOthersAlong = unknown > 0 && unknown < selectors.length
      if (REFUSED_SELECTORS.test(selector) || takesOthersAlong) found.push(`${file}: ${selector}`)
    })
    sheet.walkDecls(({ prop, value }) => {
      if (REFUSED_VALUES.test(value)) found.push(`${file}: ${prop}: ${value}`)
    })
    sheet.walkAtRules(({ name }) => {
      if (REFUSED_AT_RULES.test(name)) found.push(`${file}: @${name}`)
    })
  }
  expect(found).toEqual([])
})

test('pictures in style sheets come with them: WeChat loads no local file from there', () => {
  const found: string[] = []
  for (const file of files.filter((one) => one.endsWith('.wxss')))
    parseSheet(file).walkDecls(({ value }) => {
      for (const [, address = ''] of value.matchAll(/url\(\s*["']?([^"')]+)/g))
        if (!address.startsWith('data:')) found.push(`${file}: ${address}`)
    })
  expect(found).toEqual([])
})

const parseSheet = (file: string): Root =>
  postcss.parse(readFileSync(join(built.dist, file), 'utf8'))

test('every name in app.json leads to something that is in the package', () => {
  const { tabBar, permission, requiredPrivateInfos } = built.app
  const icons = (tabBar?.list ?? []).flatMap(({ iconPath, selectedIconPath }) => [
    iconPath,
    selectedIconPath,
  ])
  expect(icons.filter((icon) => !files.includes(icon))).toEqual([])
  for (const page of built.pages)
    for (const ending of ['js', 'json', 'wxml']) expect(files).toContain(`${page}.${ending}`)
  expect(permission).toHaveProperty(['scope.userLocation', 'desc'])
  expect(requiredPrivateInfos).toEqual(['getLocation', 'chooseLocation'])
})

test('both themes give every colour that app.json asks for', () => {
  const asked = [...built.script('app.json').matchAll(/"@(\w+)"/g)].map(([, name]) => name ?? '')
  const themes = JSON.parse(built.script('theme.json')) as Record<string, Record<string, string>> // our own build wrote it
  for (const theme of ['light', 'dark'])
    expect(asked.filter((name) => !(name in (themes[theme] ?? {})))).toEqual([])
})
