import { join } from 'node:path'
import walls from '../.dependency-cruiser'

const ROOMS = ['src', 'domain', 'contract', 'server', 'mock', 'test', 'bench', 'scripts', 'config']
const ROOT = join(__dirname, '..')

/** The walls between the rooms: says which import is in the wrong room, and why. */
const main = async (): Promise<void> => {
  process.chdir(ROOT)
  // dependency-cruiser is an ES module, and its own command reads no config in TypeScript.
  const { cruise } = await import('dependency-cruiser')
  const { default: tsConfigOf } = await import('dependency-cruiser/config-utl/extract-ts-config')
  const { forbidden = [], options = {} } = walls
  const { output, exitCode } = await cruise(
    ROOMS,
    { ...options, ruleSet: { forbidden }, validate: true, outputType: 'err-long' },
    {},
    { tsConfig: tsConfigOf(join(ROOT, 'tsconfig.json')) },
  )
  console.log(typeof output === 'string' ? output.trim() : output)
  process.exitCode = exitCode > 0 ? 1 : 0
}

void main()
