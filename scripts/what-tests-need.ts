import { existsSync, readdirSync } from 'node:fs'
import { findPostgres } from '../test/support/postgres-cluster'
import { runQuietly, secondsSince } from './run'

export type Need = 'chromium' | 'fonts' | 'postgresql' | 'redis'

interface Thing {
  /** As Debian calls it. */
  debianPackage: string
  isHere(): boolean
}

const THINGS: Record<Need, Thing> = {
  chromium: { debianPackage: 'chromium', isHere: () => existsSync('/usr/bin/chromium') },
  // Without them Chinese is a row of boxes, and every line is as wide as another.
  fonts: {
    debianPackage: 'fonts-noto-cjk',
    isHere: () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
  },
  postgresql: { debianPackage: 'postgresql', isHere: () => findPostgres() !== null },
  redis: { debianPackage: 'redis-server', isHere: () => existsSync('/usr/bin/redis-server') },
}

export const packageOf = (need: Need): string => THINGS[need].debianPackage

/** Installs what is missing, where that is possible; answers what is still missing. */
export const fetchWhatIsMissing = async (needs: readonly Need[]): Promise<Need[]> => {
  const missing = missingOf(needs)
  if (missing.length === 0 || !mayInstall()) return missing
  const names = missing.map(packageOf)
  const start = performance.now()
  console.log(`Installing ${names.join(', ')} …`)
  if (!hasPackageLists()) await aptGet(['update'])
  if (!(await install(names))) {
    // Lists that are too old name files that are gone.
    await aptGet(['update'])
    await install(names)
  }
  const still = missingOf(needs)
  if (still.length === 0) console.log(`Installed in ${secondsSince(start)}.`)
  return still
}

const missingOf = (needs: readonly Need[]): Need[] => needs.filter((need) => !THINGS[need].isHere())

const mayInstall = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

const hasPackageLists = (): boolean =>
  existsSync('/var/lib/apt/lists') &&
  readdirSync('/var/lib/apt/lists').some(
    (name) => name.endsWith('_Packages') || name.includes('_Packages.'),
  )

const install = (names: readonly string[]): Promise<boolean> =>
  aptGet(['install', '--yes', '--no-install-recommends', ...names])

const aptGet = async (args: readonly string[]): Promise<boolean> => {
  const { code, said } = await runQuietly('apt-get', ['-q', ...args], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (code !== 0) console.log(`apt-get ${args[0] ?? ''}: ${lastLinesOf(said)}`)
  return code === 0
}

const lastLinesOf = (text: string): string => text.trim().split('\n').slice(-3).join(' · ')
