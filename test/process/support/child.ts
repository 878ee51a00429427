import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

export const ROOT = join(__dirname, '..', '..', '..')

/** A process of ours, and everything it said. */
export interface Child {
  process: ChildProcess
  /** What it wrote so far, to either of its outputs. */
  said(): string
  /** Waits for a line; rejects when the process ends before it comes. */
  line(wanted: RegExp): Promise<RegExpExecArray>
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>
  /** kill -9, as a power cut to the program. */
  kill(): Promise<void>
}

const living = new Set<ChildProcess>()

/** Runs a TypeScript file in a process of its own, with nothing of our environment but what is given. */
export const runChild = (
  file: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Child => {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, file), ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  living.add(child)
  let text = ''
  const looking = new Set<() => void>()
  const hear = (data: Buffer) => {
    text += data.toString('utf8')
    for (const look of looking) look()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once('close', (code, signal) => {
      living.delete(child)
      resolve(code ?? signal ?? 0)
    }),
  )
  return {
    process: child,
    said: () => text,
    line: (wanted) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = wanted.exec(text)
          if (!found) return
          looking.delete(look)
          resolve(found)
        }
        looking.add(look)
        look()
        void ended.then((how) => reject(new Error(`ended with ${how} after saying: ${text}`)))
      }),
    ended,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** After a test that failed in the middle. */
export const endChildren = (): void => {
  for (const child of living) child.kill('SIGKILL')
}
