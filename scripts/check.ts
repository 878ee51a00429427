import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { measureFirstPage } from '../bench/first-page'
import { BuildError, buildIfStale } from './build-if-stale'
import { programOf, ROOT, runQuietly, secondsSince } from './run'
import { fetchWhatIsMissing } from './what-tests-need'

/** Null where all is well; else what is wrong, in the words of whoever found it. */
type Verdict = string | null

interface Gate {
  name: string
  check(): Promise<Verdict>
}

const KB = 1024
/** WeChat allows 2,048 KB each; a phone on a bad network feels far less. */
const MAIN_PACKAGE_KB = 600
const SUB_PACKAGE_KB = 500
/** Scripts that a browser loads until the first page stands there. */
const FIRST_PAGE_GZIP_KB = 125

const program =
  (command: string, ...args: string[]) =>
  async (): Promise<Verdict> => {
    const { code, said } = await runQuietly(command, args)
    return code === 0 ? null : said.trim() || `${command} ended with ${code}`
  }

const checkFirstPage = async (): Promise<Verdict> => {
  await buildIfStale('h5')
  if ((await fetchWhatIsMissing(['chromium'])).length > 0)
    return 'chromium is missing, so the first page cannot be weighed: install it'
  const { jsGzipKb, scripts } = await measureFirstPage()
  return jsGzipKb <= FIRST_PAGE_GZIP_KB
    ? null
    : [
        `the first page loads ${jsGzipKb.toFixed(1)} KB of JavaScript (gzip), of ${FIRST_PAGE_GZIP_KB} KB allowed:`,
        ...scripts.map(({ path, gzipKb }) => `  ${gzipKb.toFixed(1).padStart(7)} KB  ${path}`),
      ].join('\n')
}

const checkPackages = async (): Promise<Verdict> => {
  await buildIfStale('weapp')
  const root = join(ROOT, 'dist', 'weapp')
  const subPackages = subPackagesOf(root)
  const wholeKb = sizeOf(root) / KB
  const sizes = subPackages.map((name) => ({ name, kb: sizeOf(join(root, name)) / KB }))
  const mainKb = wholeKb - sizes.reduce((sum, { kb }) => sum + kb, 0)
  const tooLarge = [
    ...(mainKb > MAIN_PACKAGE_KB
      ? [`the main package is ${mainKb.toFixed(0)} KB, of ${MAIN_PACKAGE_KB} KB allowed`]
      : []),
    ...sizes
      .filter(({ kb }) => kb > SUB_PACKAGE_KB)
      .map(
        ({ name, kb }) =>
          `the sub-package ${name} is ${kb.toFixed(0)} KB, of ${SUB_PACKAGE_KB} KB allowed`,
      ),
  ]
  return tooLarge.length > 0 ? tooLarge.join('\n') : null
}

const subPackagesOf = (root: string): string[] => {
  const app = join(root, 'app.json')
  if (!existsSync(app)) throw new BuildError('dist/weapp has no app.json')
  // Written by Taro from src/app.config.ts; both spellings are WeChat's.
  const { subPackages, subpackages } = JSON.parse(readFileSync(app, 'utf8')) as Partial<
    Record<'subPackages' | 'subpackages', { root: string }[]>
  >
  return (subPackages ?? subpackages ?? []).map((one) => one.root.replace(/\/$/, ''))
}

const sizeOf = (path: string): number => {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.size
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
}

/** Two at a time, for two cores; the longest begin first. */
const LANES: readonly (readonly Gate[])[] = [
  [
    { name: 'lint', check: program(programOf('eslint'), '.', '--max-warnings', '0') },
    { name: 'dead code', check: program(programOf('knip'), '--no-progress') },
    { name: 'walls', check: program(programOf('tsx'), 'scripts/walls.ts') },
  ],
  [
    { name: 'types', check: program(programOf('tsc'), '-p', 'tsconfig.json') },
    { name: 'types of the rules', check: program(programOf('tsc'), '-p', 'domain/tsconfig.json') },
    {
      name: 'format',
      check: program(programOf('prettier'), '--check', '--log-level', 'warn', '.'),
    },
    { name: 'schema', check: program(programOf('tsx'), 'scripts/check-schema.ts') },
    { name: 'mini-app packages', check: checkPackages },
    { name: 'first page in the browser', check: checkFirstPage },
  ],
]

const verdictOf = async ({ check }: Gate): Promise<Verdict> => {
  try {
    return await check()
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}

/** `npm run check`, `npm run check -- lint walls`: one line a gate; the reasons of those that failed come last. */
const main = async (asked: readonly string[]): Promise<void> => {
  const failed: { name: string; why: string }[] = []
  const pass = async (gates: readonly Gate[]): Promise<void> => {
    for (const gate of gates) {
      const start = performance.now()
      const why = await verdictOf(gate)
      console.log(`${why === null ? '✓' : '✗'} ${gate.name} (${secondsSince(start)})`)
      if (why !== null) failed.push({ name: gate.name, why })
    }
  }
  const isAsked = ({ name }: Gate): boolean => asked.length === 0 || asked.includes(name)
  await Promise.all(LANES.map((gates) => pass(gates.filter(isAsked))))
  for (const { name, why } of failed) console.error(`\n── ${name} ──\n${why}`)
  process.exitCode = failed.length > 0 ? 1 : 0
}

void main(process.argv.slice(2))
