import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { BuildError, buildIfStale } from './build-if-stale'
import { ROOT } from './run'
import { fetchWhatIsMissing, packageOf } from './what-tests-need'

const BENCH = join(ROOT, 'bench')
/** What bench files share; no figures of their own. */
const PARTS = ['first-page']

/** A bench measures against a reference in the same run, and answers its figures for the last line. */
interface Bench {
  bench(args: readonly string[]): Promise<Record<string, number | string | boolean>>
}

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
  const missing = await fetchWhatIsMissing(['chromium', 'fonts'])
  if (missing.length > 0) throw new BuildError(`${missing.map(packageOf).join(', ')} is missing.`)
  await buildIfStale('h5')
  // Every file of bench/ that is not a part exports one.
  const { bench } = (await import(file)) as Bench
  console.log(JSON.stringify(await bench(args)))
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof BuildError ? error.message : error)
  process.exitCode = 1
})
