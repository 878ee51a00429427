import { spawn } from 'node:child_process'
import { join } from 'node:path'

export const ROOT = join(__dirname, '..')

export interface Ended {
  /** What the program answered; 1 where a signal ended it. */
  code: number
  /** Both of its outputs, in the order in which they came. */
  said: string
}

interface Options {
  env?: Record<string, string | undefined>
  cwd?: string
}

/** Runs a program to its end and keeps what it says. */
export const runQuietly = (
  command: string,
  args: readonly string[],
  { env, cwd = ROOT }: Options = {},
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    const hear = (data: Buffer): void => {
      said += data.toString()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, said }))
  })

/** Runs a program whose words are for whoever sits here. */
export const runAloud = (
  command: string,
  args: readonly string[],
  { env, cwd = ROOT }: Options = {},
): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })

/** A program of an installed package. */
export const programOf = (name: string): string => join(ROOT, 'node_modules', '.bin', name)

export const secondsSince = (start: number): string =>
  `${((performance.now() - start) / 1000).toFixed(1)} s`
