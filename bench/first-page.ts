import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromium, type Browser } from 'playwright-core'
import { configFromEnv } from '../server/config-from-env'
import type { Deps } from '../server/deps'
import { startServer, type RunningServer } from '../server/start'

export interface Script {
  path: string
  gzipKb: number
}

const KB = 1024
const WEB_ROOT = join(__dirname, '..', 'dist', 'h5')

export const openChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

/** The real server with the built app and an empty database, for as long as the work takes. */
export const withBuiltApp = async <Result>(
  work: (server: RunningServer) => Promise<Result>,
  {
    isSample = false,
    beforeListening,
  }: { isSample?: boolean; beforeListening?: (deps: Deps) => Promise<void> } = {},
): Promise<Result> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'jinlin-bench-'))
  const env = { PORT: '0', DATA_DIR: dataDir, SAMPLE: isSample ? '1' : '0', LOG_LEVEL: 'silent' }
  const config = { ...configFromEnv(env), webRoot: WEB_ROOT }
  try {
    const server = await startServer(config, beforeListening ? { beforeListening } : {})
    try {
      return await work(server)
    } finally {
      await server.close()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** What a phone loads before somebody can read the first page: what index.html asks for and what its first route does. */
export const measureFirstPage = (): Promise<{ jsGzipKb: number; scripts: Script[] }> =>
  withBuiltApp(async ({ url }) => {
    const browser = await openChromium()
    try {
      const scripts = await scriptsOfFirstPage(browser, url)
      return { jsGzipKb: scripts.reduce((sum, { gzipKb }) => sum + gzipKb, 0), scripts }
    } finally {
      await browser.close()
    }
  })

const scriptsOfFirstPage = async (browser: Browser, url: string): Promise<Script[]> => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
  const loading: Promise<Script>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    const path = new URL(response.url()).pathname
    loading.push(
      response.body().then((body) => ({ path, gzipKb: gzipSync(body, { level: 9 }).length / KB })),
    )
  })
  await page.goto(url, { waitUntil: 'networkidle' })
  await page.locator('.taro_page').first().waitFor()
  await page.waitForLoadState('networkidle')
  const scripts = await Promise.all(loading)
  return scripts.sort((one, other) => other.gzipKb - one.gzipKb)
}
