import { randomUUID } from 'node:crypto'
import {
  linkSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

export interface Lock {
  release(): Promise<void>
}

/** Two processes on one data directory destroy it; null says that another one has it. */
export const lockDirectory = (directory: string): Promise<Lock | null> =>
  process.platform === 'linux' ? lockBySocket(directory) : Promise.resolve(lockByFile(directory))

/**
 * A socket in Linux's abstract name space: the kernel frees it with the process, however that ends.
 * NOTE: containers with their own network do not see each other's; two of them must not share a directory.
 */
export const lockBySocket = (directory: string): Promise<Lock | null> => {
  // By inode: the same directory has it under every name and mount, and a path may be too long for a socket.
  const { dev, ino } = statSync(directory, { bigint: true })
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    )
    server.listen(`\0jinlin-data-${dev}-${ino}`, () => {
      server.unref()
      resolve({ release: () => new Promise((done) => server.close(() => done())) })
    })
  })
}

const heldHere = new Set<string>()

/** A file with the holder's process number. It is written elsewhere and linked into place, so it is never half there. */
export const lockByFile = (directory: string): Lock | null => {
  const file = join(realpathSync(directory), 'in-use-by')
  if (heldHere.has(file)) return null
  const own = `${file}.${randomUUID()}`
  writeFileSync(own, String(process.pid))
  try {
    if (!linked(own, file)) {
      if (isAlive(holderOf(file))) return null
      setAside(file)
      if (!linked(own, file)) return null
    }
  } finally {
    rmSync(own, { force: true })
  }
  heldHere.add(file)
  return {
    release: () => {
      heldHere.delete(file)
      rmSync(file, { force: true })
      return Promise.resolve()
    },
  }
}

const linked = (from: string, to: string): boolean => {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

const holderOf = (file: string): number => {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 0
    throw error
  }
}

/** In this process only `heldHere` counts: a number that is our own was left by a process before us. */
const isAlive = (pid: number): boolean => {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Two may find the same dead holder; whoever moved a living one's file away by mistake puts it back. */
const setAside = (file: string): void => {
  const aside = `${file}.${randomUUID()}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  if (isAlive(holderOf(aside))) linked(aside, file)
  rmSync(aside, { force: true })
}

// By its code alone: an error of another realm, as test runners make them, is no instance of our Error.
const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined
