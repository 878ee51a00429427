import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { BuildError, buildIfStale } from './build-if-stale'
import { ROOT } from './run'
import { fetchWhatIsMissing, packageOf, type Need } from './what-tests-need'

const BENCH = join(ROOT, 'bench')
/** What bench files share; no figures of their own. */
const PARTS = ['first-page', 'chat-bare', 'chat-receivers', 'city-load']

/** A bench measures against a reference in the same run, and answers its figures for the last line. */
interface Bench {
  /** What it cannot run without; a browser with the built app when it does not say. */
  needs?: readonly Need[]
  bench(args: readonly string[]): Promise<Record<string, number | string | boolean>>
}

const IN_A_BROWSER: readonly Need[] = ['chromium', 'fonts']

const listNames = (): string[] =>
  readdirSync(BENCH)
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((name) => !PARTS.includes(name))

/** `npm run bench -- NAME`: progress as it goes, and as its last line one JSON object. */
const main = async ([name, ...args]: readonly string[]): Promise<void> => {
  const file = join(BENCH, `${name ?? ''}.ts`)
  if (name === undefined || !existsSync(file)) {
    console.error(`Usage: npm run bench -- ${listNames().join('|')}`)
    process.exitCode = 2
    return
  }
  // Every file of bench/ that is not a part exports one.
  const { bench, needs = IN_A_BROWSER } = (await import(file)) as Bench
  const missing = await fetchWhatIsMissing(needs)
  if (missing.length > 0) throw new BuildError(`${missing.map(packageOf).join(', ')} is missing.`)
  if (needs.includes('chromium')) await buildIfStale('h5')
  console.log(JSON.stringify(await bench(args)))
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof BuildError ? error.message : error)
  process.exitCode = 1
})
