import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** The part of PGlite's file system that its types leave out. */
interface NodeFsModule {
  NODEFS: {
    stream_ops: { fsync?: (stream: { nfd?: number; node: unknown }) => number }
    realPath(node: unknown): string
  }
  FS: { ErrnoError: new (errno: number) => Error }
}

/** EIO in Emscripten's own numbering. */
const EMSCRIPTEN_EIO = 29

/**
 * PGlite's fsync does nothing and its server runs with -F, so that a power cut loses what was acknowledged
 * and may tear the files. This makes fsync real; `onFsyncFailed` hears of one that failed.
 */
export class DurableNodeFs extends NodeFS {
  constructor(
    directory: string,
    private readonly onFsyncFailed: (error: unknown) => void,
  ) {
    super(directory)
  }

  override async init(...[pg, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options)
    const makeFsyncReal = (mod: unknown): void => {
      const { NODEFS, FS } = mod as NodeFsModule // as it is in PGlite 0.5.16; a test counts the fsyncs
      NODEFS.stream_ops.fsync = ({ nfd, node }) => {
        try {
          if (nfd === undefined) syncDirectory(NODEFS.realPath(node))
          else fdatasyncSync(nfd)
          return 0
        } catch (error) {
          this.onFsyncFailed(error)
          throw new FS.ErrnoError(EMSCRIPTEN_EIO)
        }
      }
    }
    return {
      emscriptenOpts: {
        ...emscriptenOpts,
        preRun: [...(emscriptenOpts.preRun ?? []), makeFsyncReal],
      },
    }
  }
}

/** Without -F; and fdatasync, which PostgreSQL would use for its log, is a no-op in Emscripten: fsync is not. */
export const DURABLE_START = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  '-c',
  'wal_sync_method=fsync',
]

/** What a new database is made as, beside its place, until it is whole. */
export const unfinishedOf = (directory: string): string => `${directory}.unfinished`

/** A first start that was cut off leaves nothing that looks like a database. */
export const createWhole = async (directory: string, create: (at: string) => Promise<void>) => {
  const unfinished = unfinishedOf(directory)
  rmSync(unfinished, { recursive: true, force: true })
  await create(unfinished)
  syncTree(unfinished)
  if (existsSync(directory)) rmSync(directory, { recursive: true }) // empty: it was looked into before
  renameSync(unfinished, directory)
  syncDirectory(dirname(directory))
}

const syncTree = (directory: string): void => {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) syncTree(path)
    else if (entry.isFile()) syncFile(path)
  }
  syncDirectory(directory)
}

const syncFile = (path: string): void => {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

const syncDirectory = (path: string): void => {
  if (process.platform === 'win32') return // directories cannot be opened there, and need no fsync
  const directory = openSync(path, 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}
