import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { measureFirstPage, openChromium, withBuiltApp } from './first-page'

const GOAL_MS = 1_600
const RUNS = 5
/** A cheap phone on a poor connection. */
const CPU_SLOWDOWN = 4
const ROUND_TRIP_MS = 150
const BYTES_A_SECOND = (1.6 * 1024 * 1024) / 8
/** Nothing larger appears after so long without a new, larger thing. */
const SETTLED_AFTER_MS = 1_500

/** The least that any page costs here: one answer with a few words in it. */
const BLANK_PAGE = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>近邻</title></head>
<body><p>近邻</p></body></html>`

/** How long until a newcomer's phone shows the first page, against a blank page under the same conditions. */
export const bench = async (args: readonly string[]) => {
  const runs = Number(args[0] ?? RUNS)
  const { jsGzipKb, scripts } = await measureFirstPage()
  console.log(`first page: ${scripts.length} scripts, ${jsGzipKb.toFixed(1)} KB gzip`)
  const times = await withBuiltApp(({ url }) =>
    withBlankPage(async (blankUrl) => {
      const browser = await openChromium()
      try {
        return await measureInTurns(browser, url, blankUrl, runs)
      } finally {
        await browser.close()
      }
    }),
  )
  const app = median(times.app)
  const blank = median(times.blank)
  return {
    bench: 'first-load',
    runs,
    lcp_ms: Math.round(app),
    blank_lcp_ms: Math.round(blank),
    lcp_ratio_to_blank: Number((app / blank).toFixed(2)),
    js_gzip_kb: Number(jsGzipKb.toFixed(1)),
    goal_ms: GOAL_MS,
    is_within_goal: app <= GOAL_MS,
  }
}

/** One after the other in turns, so that a busy moment of the machine falls on both. */
const measureInTurns = async (browser: Browser, url: string, blankUrl: string, runs: number) => {
  const app: number[] = []
  const blank: number[] = []
  // The first visit warms the server and the browser, and counts for nothing.
  await largestPaintMs(browser, url)
  for (let run = 1; run <= runs; run += 1) {
    blank.push(await largestPaintMs(browser, blankUrl))
    app.push(await largestPaintMs(browser, url))
    console.log(
      `run ${run} of ${runs}: app ${Math.round(app.at(-1) ?? 0)} ms, blank page ${Math.round(blank.at(-1) ?? 0)} ms`,
    )
  }
  return { app, blank }
}

/** In a browser that was never here: nothing is cached. */
const largestPaintMs = async (browser: Browser, url: string): Promise<number> => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
  })
  try {
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: ROUND_TRIP_MS,
      downloadThroughput: BYTES_A_SECOND,
      uploadThroughput: BYTES_A_SECOND,
    })
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
    await page.goto(url, { waitUntil: 'load' })
    return await page.evaluate(untilSettled, SETTLED_AFTER_MS)
  } finally {
    await context.close()
  }
}

/** Runs in the page: the time of the largest paint, once no larger one follows. */
const untilSettled = (settledAfterMs: number): Promise<number> =>
  new Promise((resolve) => {
    let latest = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    new PerformanceObserver((list) => {
      for (const { startTime } of list.getEntries()) latest = startTime
      clearTimeout(timer)
      timer = setTimeout(() => {
        resolve(latest)
      }, settledAfterMs)
    }).observe({ type: 'largest-contentful-paint', buffered: true })
  })

const withBlankPage = async <Result>(work: (url: string) => Promise<Result>): Promise<Result> => {
  const server = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8')
    answer.end(BLANK_PAGE)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Listening on TCP, so its address is one of TCP.
  const { port } = server.address() as AddressInfo
  try {
    return await work(`http://127.0.0.1:${port}`)
  } finally {
    await new Promise((resolve) => {
      server.close(resolve)
      server.closeAllConnections()
    })
  }
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}
