import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(__dirname, '..')
const SOURCES = ['src', 'domain', 'contract', 'config', 'package-lock.json', 'babel.config.json']

/** Builds the app for one target when it was never built or its sources are newer. */
export const buildIfStale = async (target: 'h5' | 'weapp'): Promise<void> => {
  const built = join(ROOT, 'dist', target, target === 'h5' ? 'index.html' : 'app.js')
  const newestSource = Math.max(...SOURCES.map((name) => newestIn(join(ROOT, name))))
  if (existsSync(built) && statSync(built).mtimeMs > newestSource) return
  console.log(`Building the app (${target}) …`)
  await run('npm', ['run', '--silent', `build:${target}`])
}

const newestIn = (path: string): number => {
  if (!existsSync(path)) return 0
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestIn(join(path, name))), 0)
}

const run = (command: string, args: string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stdout.on('data', (data: Buffer) => (said += data.toString()))
    child.stderr.on('data', (data: Buffer) => (said += data.toString()))
    child.on('error', reject)
    child.on('exit', (code) => {
      if (code === 0) return resolve()
      console.error(said)
      reject(new Error(`${command} ${args.join(' ')} ended with ${code}`))
    })
  })
