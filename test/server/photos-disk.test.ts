import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { watch } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { createDiskBlobStore } from '../../server/adapters/disk/blob-store'
import { BadBlobKey, isBlobKey } from '../../server/ports/blob-store'
import type { BlobStore } from '../../server/ports/blob-store'

let root: string
let blobs: BlobStore
let child: ChildProcess | undefined

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'jinlin-blobs-'))
  blobs = await createDiskBlobStore(root)
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await rm(root, { recursive: true, force: true })
})

const KEY = '110105006041/0199-photo/full.jpg'
const words = (text: string) => Buffer.from(text)

const read = async (key: string): Promise<string | null> => {
  const stream = await blobs.get(key)
  return stream && (await buffer(stream)).toString()
}

describe('keeping', () => {
  test('what was put comes back, also after the store is opened again', async () => {
    await blobs.put(KEY, words('before the lift was mended'))
    blobs = await createDiskBlobStore(root)

    expect(await read(KEY)).toBe('before the lift was mended')
    expect(await blobs.has(KEY)).toBe(true)
  })

  test('what was never put is null, a folder of keys included', async () => {
    await blobs.put(KEY, words('x'))

    expect(await read('110105006041/0199-photo/thumb.jpg')).toBeNull()
    expect(await read('110105006041/0199-photo')).toBeNull()
    expect(await read(`${KEY}/below`)).toBeNull()
    expect(await blobs.has('110105006041/0199-photo')).toBe(false)
    expect(await blobs.has('nobody')).toBe(false)
  })

  test('putting again replaces, and who was reading goes on reading the old', async () => {
    await blobs.put(KEY, words('old'))
    const reading = await blobs.get(KEY)
    await blobs.put(KEY, words('new'))

    expect(reading && (await buffer(reading)).toString()).toBe('old')
    expect(await read(KEY)).toBe('new')
  })

  test('ten writers of one key leave one of the ten, whole', async () => {
    const texts = Array.from({ length: 10 }, (_, number) => String(number).repeat(100_000))
    await Promise.all(texts.map((text) => blobs.put(KEY, words(text))))

    expect(texts).toContain(await read(KEY))
    expect(await readdir(join(root, '.temp'))).toEqual([])
  })

  test('a put that fails leaves nothing behind and says so', async () => {
    await blobs.put('a', words('x'))

    await expect(blobs.put('a/b', words('y'))).rejects.toThrow()
    expect(await readdir(join(root, '.temp'))).toEqual([])
    expect(await read('a')).toBe('x')
  })
})

describe('deleting', () => {
  test('a deleted blob is gone, and deleting it twice is fine', async () => {
    await blobs.put(KEY, words('x'))
    await blobs.delete(KEY)
    await blobs.delete(KEY)

    expect(await blobs.has(KEY)).toBe(false)
  })

  test('deleting a key never deletes the folder of that name', async () => {
    await blobs.put(KEY, words('x'))
    await blobs.delete('110105006041')

    expect(await blobs.has(KEY)).toBe(true)
  })

  test('deleting a folder takes all below it, and not its neighbour with a longer name', async () => {
    await blobs.put('town/photo/full.jpg', words('x'))
    await blobs.put('town/photo/deep/thumb.jpg', words('x'))
    await blobs.put('town/photo2/full.jpg', words('x'))

    await blobs.deletePrefix('town/photo/')
    await blobs.deletePrefix('town/nothing-there')

    expect(await blobs.has('town/photo/full.jpg')).toBe(false)
    expect(await blobs.has('town/photo/deep/thumb.jpg')).toBe(false)
    expect(await blobs.has('town/photo2/full.jpg')).toBe(true)
    expect(await readdir(join(root, '.temp'))).toEqual([])
  })

  test('a folder that is deleted and filled at once ends with all that was put last, or without', async () => {
    for (let round = 0; round < 20; round += 1) {
      await Promise.all([
        blobs.put('town/photo/full.jpg', words('whole')),
        blobs.deletePrefix('town/photo'),
        blobs.put('town/photo/thumb.jpg', words('whole')),
      ])
      expect(['whole', null]).toContain(await read('town/photo/full.jpg'))
    }
  })
})

describe('keys', () => {
  test.each([
    '',
    '/etc/passwd',
    '../outside',
    'town/../../outside',
    'town/./photo',
    'town//photo',
    'town/',
    '.temp/somebody',
    'town/.hidden',
    'town\\photo',
    'town/photo\0.jpg',
    'town/照片.jpg',
    'town/a b',
    '~root',
    'a'.repeat(201),
  ])('%j is no key, for no act', async (key) => {
    expect(isBlobKey(key)).toBe(false)
    await expect(blobs.put(key, words('x'))).rejects.toThrow(BadBlobKey)
    await expect(blobs.get(key)).rejects.toThrow(BadBlobKey)
    await expect(blobs.has(key)).rejects.toThrow(BadBlobKey)
    await expect(blobs.delete(key)).rejects.toThrow(BadBlobKey)
  })

  test.each(['', '/', '.', '..', '../', '.temp', 'town//'])(
    'deleting the folder %j is refused',
    async (prefix) => {
      await blobs.put(KEY, words('x'))

      await expect(blobs.deletePrefix(prefix)).rejects.toThrow(BadBlobKey)
      expect(await blobs.has(KEY)).toBe(true)
    },
  )
})

describe('when the machine stops', () => {
  test('left-overs of an earlier life are cleared at the start, fresh ones of another process are not', async () => {
    const temp = join(root, '.temp')
    const earlier = new Date('2020-01-01T00:00:00Z')
    await writeFile(join(temp, 'old-file'), 'half')
    await mkdir(join(temp, 'old-folder'))
    await writeFile(join(temp, 'old-folder', 'full.jpg'), 'deleted')
    await utimes(join(temp, 'old-file'), earlier, earlier)
    await utimes(join(temp, 'old-folder'), earlier, earlier)
    await writeFile(join(temp, 'being-written'), 'half')

    await createDiskBlobStore(root)

    expect(await readdir(temp)).toEqual(['being-written'])
  })

  test('a process killed in the middle of putting leaves one of its pictures whole under the key, never a part', async () => {
    const size = 24 * 1024 * 1024
    const store = resolve(__dirname, '../../server/adapters/disk/blob-store.ts')
    const writer = `
      const { createDiskBlobStore } = require(${JSON.stringify(store)})
      const run = async () => {
        const blobs = await createDiskBlobStore(${JSON.stringify(root)})
        for (let letter = 97; ; letter = letter === 122 ? 97 : letter + 1) {
          process.stdout.write('.')
          await blobs.put('town/photo/full.jpg', Buffer.alloc(${size}, letter))
        }
      }
      run()`
    await blobs.put('town/photo/full.jpg', Buffer.alloc(size, 'z'))
    let halfWrittenSeen = 0

    for (let life = 0; life < 6; life += 1) {
      const writing = spawn(process.execPath, ['--import', 'tsx', '-e', writer], {
        cwd: resolve(__dirname, '../..'),
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      child = writing
      await new Promise((ready) => writing.stdout.once('data', ready))
      // Each life is cut a little later: the last ones in the middle of replacing a picture of their own.
      const watcher = watch(join(root, '.temp'))
      await new Promise<void>((middle) => {
        let touches = 0
        watcher.on(
          'change',
          (event) => event === 'change' && (touches += 1) > life * 25 && middle(),
        )
      })
      const ended = new Promise((exit) => writing.once('exit', exit))
      writing.kill('SIGKILL')
      await ended
      watcher.close()

      halfWrittenSeen += (await readdir(join(root, '.temp'))).length
      const kept = await readFile(join(root, 'town/photo/full.jpg'))
      expect(kept.length).toBe(size)
      expect(kept.equals(Buffer.alloc(size, kept[0]))).toBe(true)
    }

    // Else no kill met a put in the middle, and this test has shown nothing.
    expect(halfWrittenSeen).toBeGreaterThan(0)
  }, 300_000)
})
