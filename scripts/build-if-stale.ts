import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, runQuietly, secondsSince } from './run'

export type Target = 'h5' | 'weapp'

const SOURCES = ['src', 'domain', 'contract', 'config', 'package-lock.json', 'babel.config.json']
const NAMES: Record<Target, string> = { h5: 'the browser app', weapp: 'the mini-app' }

/** The app does not build; what the compiler said comes with it. */
export class BuildError extends Error {
  override readonly name = 'BuildError'
}

/** Builds the app for one target when it was never built or its sources are newer. */
export const buildIfStale = async (target: Target): Promise<void> => {
  if (builtAt(target) > newestSource()) return
  const start = performance.now()
  console.log(`Building ${NAMES[target]} …`)
  const { code, said } = await runQuietly('npm', ['run', '--silent', `build:${target}`])
  // Taro ends with 0 after some mistakes, and then there is nothing new.
  if (code !== 0 || builtAt(target) === 0)
    throw new BuildError(`${said}\n${NAMES[target]} does not build (npm run build:${target}).`)
  console.log(`Built ${NAMES[target]} in ${secondsSince(start)}.`)
}

/** For the commands that people start: without the app there is nothing to see, and the compiler says why. */
export const buildOrEnd = async (target: Target): Promise<void> => {
  try {
    await buildIfStale(target)
  } catch (error) {
    if (!(error instanceof BuildError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}

const builtAt = (target: Target): number => {
  const last = join(ROOT, 'dist', target, target === 'h5' ? 'index.html' : 'app.js')
  return existsSync(last) ? statSync(last).mtimeMs : 0
}

const newestSource = (): number => Math.max(...SOURCES.map((name) => newestIn(join(ROOT, name))))

const newestIn = (path: string): number => {
  if (!existsSync(path)) return 0
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestIn(join(path, name))), 0)
}
