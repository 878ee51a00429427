import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { startMock, type Mock } from '../../support/mock'
import { openBrowser, openScreen, type Screen, type ScreenOptions } from './browser'

const WEB_ROOT = join(__dirname, '..', '..', '..', 'dist', 'h5')

export interface Town {
  mock: Mock
  browser: Browser
  /** Opens a window; it is closed with the town. */
  screen(options?: Omit<ScreenOptions, 'url'>): Promise<Screen>
  close(): Promise<void>
}

/** The sample town with the built browser app, and a real browser to walk through it. */
export const openTown = async (): Promise<Town> => {
  if (!existsSync(join(WEB_ROOT, 'index.html')))
    throw new Error('the browser app is not built: npm run build:h5, or npm test')
  const mock = await startMock({ town: true, platform: false, webRoot: WEB_ROOT })
  const browser = await openBrowser()
  const screens: Screen[] = []
  return {
    mock,
    browser,
    screen: async (options = {}) => {
      const screen = await openScreen(browser, { url: mock.url, ...options })
      screens.push(screen)
      return screen
    },
    close: async () => {
      await browser.close()
      await mock.close()
      const problems = screens.flatMap((screen) => screen.problems)
      if (problems.length > 0) throw new Error(`on the pages: ${problems.join(' | ')}`)
    },
  }
}
