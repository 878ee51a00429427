import { posix } from 'node:path'
import type { Kit } from './kit'
import { WxFailure } from './settle'
import { orThrow } from './storage'

const USER_FOLDER = 'wxfile://usr'

/** The phone's files under `wxfile://`: temporary ones that die with the app, and kept ones. */
export interface Files {
  wx: Record<string, unknown>
  read(path: string): Uint8Array
  write(path: string, data: Uint8Array): void
  /** Gives a new temporary file and its address. */
  keepTemporary(name: string, data: Uint8Array): string
}

type Encoding = 'utf8' | 'utf-8' | 'base64' | 'hex' | 'ascii' | 'binary'

export const createFiles = ({ api, memory }: Kit): Files => {
  const temporary = new Map<string, Uint8Array>()
  let lastNumber = 0

  const shelfOf = (path: string) => (memory.files.has(path) ? memory.files : temporary)
  const read = (path: string): Uint8Array => {
    const data = memory.files.get(path) ?? temporary.get(path)
    if (!data) throw new WxFailure(`no such file or directory, open '${path}'`)
    return data
  }
  const write = (path: string, data: Uint8Array): void => {
    if (!path.startsWith(`${USER_FOLDER}/`))
      throw new WxFailure(`permission denied, open '${path}'`)
    memory.files.set(path, data)
  }
  const remove = (path: string): void => {
    read(path)
    shelfOf(path).delete(path)
  }
  const keepTemporary = (name: string, data: Uint8Array): string => {
    const path = `wxfile://tmp_${(lastNumber += 1)}_${process.pid}${posix.extname(name)}`
    temporary.set(path, data)
    return path
  }
  /** NOTE: saveFile moves: the temporary address is dead afterwards. */
  const save = (from: string, to = `wxfile://store_${posix.basename(from)}`): string => {
    const data = read(from)
    if (to.startsWith(`${USER_FOLDER}/`)) write(to, data)
    else memory.files.set(to, data)
    temporary.delete(from)
    return to
  }
  const list = (folder: string): string[] => {
    const inside = `${folder.replace(/\/$/, '')}/`
    const names = [...memory.files.keys()]
      .filter((path) => path.startsWith(inside))
      .map((path) => path.slice(inside.length).split('/')[0] ?? '')
    return [...new Set(names)]
  }
  const isFolder = (path: string): boolean => path === USER_FOLDER || list(path).length > 0
  const exists = (path: string): void => {
    if (!isFolder(path)) read(path)
  }
  const stat = (path: string) => ({
    stats: {
      size: isFolder(path) ? 0 : read(path).length,
      isFile: () => !isFolder(path),
      isDirectory: () => isFolder(path),
    },
  })
  const readAs = (path: string, encoding?: Encoding): string | ArrayBuffer =>
    encoding ? Buffer.from(read(path)).toString(encoding) : Uint8Array.from(read(path)).buffer
  const writeAs = (path: string, data: string | ArrayBuffer, encoding: Encoding = 'utf8'): void =>
    write(path, typeof data === 'string' ? Buffer.from(data, encoding) : new Uint8Array(data))

  const manager = {
    accessSync: (path: string) => orThrow('accessSync', () => exists(path)),
    saveFileSync: (from: string, to?: string) => orThrow('saveFileSync', () => save(from, to)),
    copyFileSync: (from: string, to: string) =>
      orThrow('copyFileSync', () => write(to, read(from))),
    unlinkSync: (path: string) => orThrow('unlinkSync', () => remove(path)),
    readFileSync: (path: string, encoding?: Encoding) =>
      orThrow('readFileSync', () => readAs(path, encoding)),
    writeFileSync: (path: string, data: string | ArrayBuffer, encoding?: Encoding) =>
      orThrow('writeFileSync', () => writeAs(path, data, encoding)),
    readdirSync: (path: string) => orThrow('readdirSync', () => list(path)),
    mkdirSync: () => undefined,
    statSync: (path: string) => orThrow('statSync', () => stat(path).stats),
    access: api('access', ({ path }: { path: string }) => exists(path)),
    saveFile: api('saveFile', (given: { tempFilePath: string; filePath?: string }) => ({
      savedFilePath: save(given.tempFilePath, given.filePath),
    })),
    copyFile: api('copyFile', (given: { srcPath: string; destPath: string }) =>
      write(given.destPath, read(given.srcPath)),
    ),
    unlink: api('unlink', ({ filePath }: { filePath: string }) => remove(filePath)),
    readFile: api('readFile', (given: { filePath: string; encoding?: Encoding }) => ({
      data: readAs(given.filePath, given.encoding),
    })),
    writeFile: api(
      'writeFile',
      (given: { filePath: string; data: string | ArrayBuffer; encoding?: Encoding }) =>
        writeAs(given.filePath, given.data, given.encoding),
    ),
    readdir: api('readdir', ({ dirPath }: { dirPath: string }) => ({ files: list(dirPath) })),
    mkdir: api('mkdir', () => undefined),
    stat: api('stat', ({ path }: { path: string }) => stat(path)),
    getFileInfo: api('getFileInfo', ({ filePath }: { filePath: string }) => ({
      size: read(filePath).length,
    })),
    getSavedFileList: api('getSavedFileList', () => ({
      fileList: [...memory.files].map(([filePath, data]) => ({ filePath, size: data.length })),
    })),
    removeSavedFile: api('removeSavedFile', ({ filePath }: { filePath: string }) =>
      remove(filePath),
    ),
  }
  const { saveFile, getFileInfo, getSavedFileList, removeSavedFile } = manager
  return {
    wx: {
      env: { USER_DATA_PATH: USER_FOLDER },
      getFileSystemManager: () => manager,
      saveFile,
      getFileInfo,
      getSavedFileList,
      removeSavedFile,
    },
    read,
    write,
    keepTemporary,
  }
}
