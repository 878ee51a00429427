import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
} from 'playwright-core'
import { speakerAt } from '../../support/mock'

const PICTURES = join(__dirname, '..', '..', '..', 'docs', 'pictures')
/** Where Debian puts it. */
const CHROMIUM = '/usr/bin/chromium'
/** Nothing but our own server is asked for anything. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const PATIENCE_MS = 15_000
const SIZES = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 800 },
} as const

export type Size = keyof typeof SIZES

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: ARGS })

export interface Screen {
  page: Page
  context: BrowserContext
  /** What went wrong on the page by itself; a journey ends red if anything is left. */
  problems: string[]
  /** Opens a page of the app by its path, and waits until nothing is under way. */
  open(path: string): Promise<void>
  /** The first of these words that can be seen: pages below the one on top stay in the document. */
  see(words: string | RegExp): Locator
  /** A picture of the screen at rest; with KEEP_PICTURES=1 it replaces the one in docs/pictures. */
  picture(name: string): Promise<void>
  close(): Promise<void>
}

export interface ScreenOptions {
  url: string
  size?: Size
  /** Somebody of the sample town; nobody is signed in without. */
  who?: string
  isDark?: boolean
  isElder?: boolean
  /** Where the browser says it is, in WGS-84; it says nothing without. */
  at?: { latitude: number; longitude: number }
}

/** A browser window of its own, with nothing of another one in it. */
export const openScreen = async (
  browser: Browser,
  { url, size = 'phone', who, isDark, isElder, at }: ScreenOptions,
): Promise<Screen> => {
  const isPhone = size === 'phone'
  const context = await browser.newContext({
    viewport: SIZES[size],
    hasTouch: isPhone,
    isMobile: isPhone,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: isDark ? 'dark' : 'light',
    ...(at && { geolocation: at, permissions: ['geolocation'] }),
  })
  const kept: Record<string, unknown> = {
    ...(who && { session: await sessionOf(url, who) }),
    ...(isElder && { display: { isElder: true, theme: 'auto' } }),
  }
  await context.addInitScript((values: Record<string, unknown>) => {
    // Once, as if left from last time: the app may change it afterwards.
    if (localStorage.getItem('journey')) return
    localStorage.setItem('journey', 'begun')
    for (const [key, data] of Object.entries(values))
      localStorage.setItem(`jinlin.${key}`, JSON.stringify({ data }))
  }, kept)
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    // The network being cut is what some journeys are about.
    if (message.type() === 'error' && !/Failed to load resource|WebSocket/.test(message.text()))
      problems.push(message.text())
  })
  return {
    page,
    context,
    problems,
    open: async (path) => {
      await page.goto(`${url}/#/${path}`)
      await page.waitForLoadState('networkidle')
    },
    see: (words) => page.getByText(words).locator('visible=true').first(),
    picture: async (name) => {
      // Skeletons pulse, words pass over the page: a picture shows it at rest.
      await page.locator('.bone, .toast--on').first().waitFor({ state: 'detached' })
      await page.waitForLoadState('networkidle')
      const picture = await page.screenshot({ animations: 'disabled' })
      if (!process.env.KEEP_PICTURES) return
      mkdirSync(PICTURES, { recursive: true })
      writeFileSync(join(PICTURES, `${size}-${name}.png`), picture)
    },
    close: () => context.close(),
  }
}

const sessionOf = async (url: string, who: string): Promise<unknown> => {
  const nobody = speakerAt(url, null)
  const { items } = (await nobody('listSamplePeople')).body
  const person = items.find(({ name }) => name === who)
  if (!person) throw new Error(`nobody in the sample town is called ${who}`)
  const { body } = await nobody('signInAsSample', { body: { personId: person.personId } })
  return { token: body.token, rotatedAt: Date.now(), me: body.me }
}
