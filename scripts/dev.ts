import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { programOf, ROOT } from './run'

/** Apart from dist/h5, so that a development build is never taken for the one that people use. */
const OUTPUT_ROOT = 'dist/dev-h5'
const PAGE = 'http://127.0.0.1:10086'

/**
 * `npm run dev`: the page shows every change of the app by itself, and the server starts anew with every
 * change of its own files. Taro's page asks the server through its proxy (config/index.ts). Ctrl-C ends both.
 */
const main = async (): Promise<void> => {
  console.log(`Starting the server and the browser app; open ${PAGE} when both are ready.`)
  const children = [
    begin('server', programOf('tsx'), ['watch', '--clear-screen=false', 'scripts/dev-server.ts']),
    begin('app', programOf('taro'), ['build', '--type', 'h5', '--watch']),
  ]
  const end = (): void => {
    for (const child of children) child.kill('SIGTERM')
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  const codes = await Promise.all(
    children.map(async (child) => {
      await once(child, 'exit')
      // One without the other is no use; whoever ended first has said why.
      end()
      return child.exitCode ?? 0
    }),
  )
  process.exitCode = Math.max(...codes)
}

const begin = (name: string, program: string, args: readonly string[]): ChildProcess => {
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, OUTPUT_ROOT, NODE_ENV: 'development' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  tell(name, child)
  return child
}

/** Says each line with the name of who said it. */
const tell = (name: string, { stdout, stderr }: ChildProcess): void => {
  for (const stream of [stdout, stderr]) {
    let rest = ''
    stream?.on('data', (data: Buffer) => {
      const lines = (rest + data.toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line.trim()) console.log(`${name} │ ${line}`)
    })
  }
}

void main()
