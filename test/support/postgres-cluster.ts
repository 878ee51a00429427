import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const OLDEST_VERSION = 15
const DEBIAN = '/usr/lib/postgresql'
/** PostgreSQL refuses to run as root. */
const USER = 'postgres'

export interface PostgresCluster {
  /** Of the database `postgres`, as superuser. */
  url: string
  stop(): Promise<void>
}

/** The folder of PostgreSQL's own programs, the newest there is; null when it is not installed. */
export const findPostgres = (): string | null => {
  if (!existsSync(DEBIAN)) return null
  const versions = readdirSync(DEBIAN)
    .map(Number)
    .filter((version) => version >= OLDEST_VERSION)
    .filter((version) => existsSync(join(DEBIAN, String(version), 'bin', 'postgres')))
  return versions.length > 0 ? join(DEBIAN, String(Math.max(...versions)), 'bin') : null
}

/** A PostgreSQL of our own, thrown away at the end: quick, because it need not survive a power cut. */
export const startPostgresCluster = async (
  programs: string,
  settings: Readonly<Record<string, string>> = FOR_TESTS,
): Promise<PostgresCluster> => {
  const directory = mkdtempSync(join(tmpdir(), 'jinlin-postgres-'))
  const owner = postgresUser()
  if (owner) chownSync(directory, owner.uid, owner.gid)
  const data = join(directory, 'data')
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', USER, '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C.UTF-8'],
    { ...owner, cwd: directory, stdio: 'pipe' },
  )
  const port = await freePort()
  const options = Object.entries({
    ...settings,
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: directory,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(
    ...endingWithUs(join(programs, 'postgres'), ['-D', data, ...options], owner),
    {
      cwd: directory,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await ready(child, ended)
  return {
    url: `postgres://${USER}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      child.kill('SIGINT') // cuts the connections; SIGTERM would wait for them
      await ended
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

const FOR_TESTS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '128MB',
}

interface Owner {
  uid: number
  gid: number
}

const postgresUser = (): Owner | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((user) => user.startsWith(`${USER}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  if (uid === undefined || gid === undefined) throw new Error(`there is no user ${USER}`)
  return { uid: Number(uid), gid: Number(gid) }
}

/** Killed, we cannot stop it any more; so the kernel tells it when we are gone. */
const endingWithUs = (
  program: string,
  args: readonly string[],
  owner: Owner | undefined,
): [string, string[]] => {
  const as = owner ? ['--reuid', `${owner.uid}`, '--regid', `${owner.gid}`, '--clear-groups'] : []
  return ['setpriv', ['--pdeathsig', 'INT', ...as, program, ...args]]
}

const ready = (child: ChildProcess, ended: Promise<void>): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (data: Buffer) => {
      said += data.toString()
      if (said.includes('ready to accept connections')) {
        said = ''
        resolve()
      }
    })
    child.once('error', reject)
    void ended.then(() => reject(new Error(`PostgreSQL did not start: ${said}`)))
  })

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      // Listening on TCP, so its address is one of TCP.
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
