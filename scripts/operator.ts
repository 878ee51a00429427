import { parseArgs, type ParseArgsConfig } from 'node:util'
import { openDatabase } from '../server/adapters/open-database'
import type { Config } from '../server/config'
import { configFromEnv } from '../server/config-from-env'
import { migrate } from '../server/migrations/migrate'
import {
  describeCommunity,
  listOpenCommunities,
  type OpenCommunity,
} from '../server/modules/communities/find-open-community'
import { addInvitation } from '../server/modules/communities/invitations'
import { addBuilding, addGrid, openCommunity } from '../server/modules/communities/open-community'
import { seedReferenceData } from '../server/modules/divisions/seed-reference-data'
import { inviteOperator } from '../server/modules/identity/add-person'
import {
  KEY_SCOPES,
  listApiKeys,
  makeApiKey,
  revokeApiKey,
} from '../server/modules/identity/api-keys'
import { systemClock } from '../server/ports/clock'
import { newTimeOrderedId } from '../server/ports/ids'
import { StartError } from '../server/ports/start-error'
import type { Tx } from '../server/ports/work'
import {
  cellsOf,
  communityIdOf,
  mustBeGrid,
  mustBeOpen,
  OperatorError,
  readText,
  UsageError,
  wordAt,
  type Asked,
  type Command,
} from './operator-kit'
import { progressOf } from './command-line'
import { DEAD_LETTER_COMMANDS } from './operator-dead-letters'
import { DEADLINE_COMMANDS } from './operator-deadlines'
import { OPEN311_COMMANDS } from './operator-open311'
import { QUESTION_COMMANDS } from './operator-questions'
import { RECOUNT_COMMAND } from './operator-recount'
import { ROUTING_COMMANDS } from './operator-routing'

const STAFF_CODE_DAYS = 7

const COMMANDS: Record<string, Command> = {
  'open-community': {
    usage: 'open-community CODE [--lat LAT --lng LNG]',
    about: 'open a community of the division tree (12 digits), with its middle in GCJ-02 degrees',
    options: ['lat', 'lng'],
    async run({ tx, newId, now, words, options }) {
      const communityId = communityIdOf(words)
      const point = pointOf(options.lat, options.lng)
      const name = await openCommunity(tx, { newId, now }, { communityId, point })
      if (name === null)
        throw new OperatorError(`There is no community ${communityId} in the division tree.`)
      return [`${name} (${communityId}) is open.`]
    },
  },
  'add-grid': {
    usage: 'add-grid COMMUNITY NAME [--lat LAT --lng LNG]',
    about: 'add a grid with the next free number; a grid of that name stays as it is',
    options: ['lat', 'lng'],
    async run({ tx, newId, now, words, options }) {
      const { communityId, name } = await mustBeOpen(tx, words)
      const gridName = wordAt(words, 1, 'NAME')
      const point = pointOf(options.lat, options.lng)
      const code = await addGrid(tx, { newId, now }, { communityId, name: gridName, point })
      if (code === null)
        throw new OperatorError(`${name} already has 999 grids, the most there are.`)
      return [`${gridName} is grid ${code} of ${name}.`]
    },
  },
  'add-building': {
    usage: 'add-building COMMUNITY NAME --units 1,2,3 [--grid CODE] [--lat LAT --lng LNG]',
    about: 'add a building, or change its units, grid and place; --units "" where it has none',
    options: ['units', 'grid', 'lat', 'lng'],
    async run(asked) {
      const { tx, words, options } = asked
      const community = await mustBeOpen(tx, words)
      if (options.units === undefined)
        throw new UsageError('Say which units the building has: --units 1,2,3')
      const building = {
        name: wordAt(words, 1, 'NAME'),
        units: options.units,
        grid: options.grid,
        lat: options.lat,
        lng: options.lng,
      }
      const name = await keepBuilding(asked, community, building)
      return [`Building ${name} is in ${community.name}.`]
    },
  },
  'import-buildings': {
    usage: 'import-buildings COMMUNITY FILE.csv',
    about: 'add many buildings; the first line is name,units,grid,lat,lng, units are "1 2 3"',
    async run(asked) {
      const community = await mustBeOpen(asked.tx, asked.words)
      const rows = readCsv(wordAt(asked.words, 1, 'FILE.csv'))
      for (const { line, fields } of rows) {
        try {
          await keepBuilding(asked, community, { name: '', units: '', ...fields })
        } catch (error) {
          if (!(error instanceof OperatorError)) throw error
          throw new OperatorError(`Line ${line}: ${error.message} Nothing was changed.`)
        }
      }
      return [`${rows.length} buildings are in ${community.name}.`]
    },
  },
  'invite-moderator': {
    usage: 'invite-moderator COMMUNITY',
    about: 'a one-time code for a new moderator (居委会)',
    async run({ tx, config, now, words }) {
      const { communityId, name } = await mustBeOpen(tx, words)
      const invitation = await addInvitation(tx, {
        communityId,
        kind: 'moderator',
        madeBy: null,
        days: STAFF_CODE_DAYS,
        now,
      })
      return codeLines(config, `a moderator of ${name}`, `${name}管理员`, invitation)
    },
  },
  'invite-worker': {
    usage: 'invite-worker COMMUNITY --grids CODE,CODE',
    about: 'a one-time code for a grid worker; the last three digits of a grid are enough',
    options: ['grids'],
    async run({ tx, config, now, words, options }) {
      const { communityId, name } = await mustBeOpen(tx, words)
      const asked = listOf(options.grids ?? '')
      if (asked.length === 0) throw new UsageError('Say which grids: --grids 001,002')
      const gridCodes: string[] = []
      for (const code of asked) gridCodes.push(await mustBeGrid(tx, communityId, code))
      const invitation = await addInvitation(tx, {
        communityId,
        kind: 'worker',
        gridCodes: [...new Set(gridCodes)],
        madeBy: null,
        days: STAFF_CODE_DAYS,
        now,
      })
      return codeLines(config, `a grid worker of ${name}`, `${name}网格员`, invitation)
    },
  },
  'invite-operator': {
    usage: 'invite-operator',
    about: 'a one-time code for a new operator (街道), good for a day',
    async run({ tx, config, now, newId }) {
      const { code, expiresAt } = await inviteOperator(tx, { newId, now })
      return codeLines(config, 'an operator', '街道操作员', {
        code,
        expiresAt: new Date(expiresAt),
      })
    },
  },
  'make-key': {
    usage: `make-key --name NAME --scope ${KEY_SCOPES.join('|')}`,
    about: 'a key for another machine, printed once',
    options: ['name', 'scope'],
    async run({ tx, newId, now, options }) {
      const scope = KEY_SCOPES.find((one) => one === options.scope)
      if (!scope) throw new UsageError(`Say what it may do: --scope ${KEY_SCOPES.join(' or ')}`)
      const name = options.name?.trim()
      if (!name) throw new UsageError('Give it a name, so that it can be revoked: --name …')
      const key = await makeApiKey(tx, { newId, now }, { name, scope })
      if (key === null)
        throw new OperatorError(`A key named ${name} is in use; revoke-key ${name} ends it.`)
      return [`Key ${name} (${scope}), shown only now:`, `  ${key}`]
    },
  },
  'revoke-key': {
    usage: 'revoke-key NAME',
    about: 'end a key',
    async run({ tx, now, words }) {
      const name = wordAt(words, 0, 'NAME')
      if (!(await revokeApiKey(tx, name, now)))
        throw new OperatorError(`There is no key named ${name} in use.`)
      return [`Key ${name} is ended.`]
    },
  },
  list: {
    usage: 'list [COMMUNITY]',
    about: 'the open communities and the keys in use, or one community’s grids and buildings',
    async run({ tx, words }) {
      return words.length > 0 ? listOne(tx, await mustBeOpen(tx, words)) : listAll(tx)
    },
  },
  ...ROUTING_COMMANDS,
  ...DEADLINE_COMMANDS,
  ...QUESTION_COMMANDS,
  ...OPEN311_COMMANDS,
  ...DEAD_LETTER_COMMANDS,
  recount: RECOUNT_COMMAND,
}

const HELP = [
  'Usage: npm run operator -- COMMAND …',
  '',
  ...Object.values(COMMANDS).flatMap(({ usage, about }) => [`  ${usage}`, `      ${about}`]),
  '',
  'It works on the database that DATABASE_URL names, or on the embedded one in DATA_DIR (./var) while the',
  'server is stopped. PUBLIC_URL is the address that people are told.',
  '',
  'To begin: open-community 110105006041, add-grid 110105006041 第一网格, add-building 110105006041 1 --units 1,2,3',
  '--grid 001, invite-moderator 110105006041.',
]

/** Tests keep one open over many commands. */
type OpenDatabase = typeof openDatabase

/** The command line, apart from the process, so that it can be tried; answers the exit code: 0 done, 1 refused, 2 written wrongly. */
export const runOperator = async (
  args: readonly string[],
  env: Record<string, string | undefined>,
  say: { out(line: string): void; err(line: string): void },
  open: OpenDatabase = openDatabase,
): Promise<number> => {
  const [first, second, ...others] = args
  // Some commands are two words: a noun and what is done with it.
  const pair = `${first ?? ''} ${second ?? ''}`
  const [name, rest] = pair in COMMANDS ? [pair, others] : [first, args.slice(1)]
  if (name === undefined || ['help', '--help', '-h'].includes(name)) {
    for (const line of HELP) say.out(line)
    return name === undefined ? 2 : 0
  }
  const command = COMMANDS[name]
  try {
    if (!command) throw new UsageError(`There is no command ${name}.`)
    const { words, options } = parse(command, rest)
    const progress = progressOf(say)
    const lines = await runOnDatabase(command, words, options, env, open, progress)
    for (const line of lines) say.out(line)
    return 0
  } catch (error) {
    if (!(error instanceof OperatorError || error instanceof StartError)) throw error
    say.err(error.message)
    if (!(error instanceof UsageError)) return 1
    say.err(command ? `Usage: npm run operator -- ${command.usage}` : HELP.join('\n'))
    return 2
  }
}

const parse = (
  { options = [], usage }: Command,
  args: string[],
): { words: string[]; options: Record<string, string | undefined> } => {
  const known: ParseArgsConfig['options'] = Object.fromEntries(
    options.map((option) => [option, { type: 'string' as const }]),
  )
  const most = usage.split(' --')[0]?.match(/\b[A-Z]{2,}\b/g)?.length ?? 0
  try {
    const { positionals, values } = parseArgs({ args, options: known, allowPositionals: true })
    if (positionals.length > most)
      throw new UsageError(`"${positionals[most] ?? ''}" is one word too many.`)
    return {
      words: positionals,
      // Every option was declared as a string.
      options: values as Record<string, string | undefined>,
    }
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(`${error.message.split('. ')[0] ?? ''}.`)
    throw error
  }
}

const runOnDatabase = async (
  command: Command,
  words: string[],
  options: Record<string, string | undefined>,
  env: Record<string, string | undefined>,
  open: OpenDatabase,
  progress: (line: string) => void,
): Promise<string[]> => {
  const config = configFromEnv(env)
  const database = await open({ url: config.databaseUrl, dataDir: config.dataDir })
  try {
    await migrate(database)
    await seedReferenceData(database.db)
    const asked = { config, words, options, now: systemClock.now(), newId: newTimeOrderedId }
    if ('runLong' in command) return await command.runLong({ ...asked, database, progress })
    return await database.db.transaction().execute((tx) => command.run({ ...asked, tx }))
  } finally {
    await database.close()
  }
}

const pointOf = (lat?: string, lng?: string): { lat: number; lng: number } | null => {
  if (!lat && !lng) return null
  const point = { lat: Number(lat || 'none'), lng: Number(lng || 'none') }
  if (!(Math.abs(point.lat) <= 90 && Math.abs(point.lng) <= 180))
    throw new OperatorError(
      'A place needs both --lat (−90 to 90) and --lng (−180 to 180), in degrees.',
    )
  return point
}

const listOf = (text: string): string[] =>
  text
    .split(/[\s,，;；]+/)
    .map((part) => part.trim())
    .filter(Boolean)

interface BuildingAsked {
  name: string
  units: string
  grid?: string
  lat?: string
  lng?: string
}

/** A name is what people choose and what stands in their nickname: 3, not 3号楼. */
const keepBuilding = async (
  { tx, newId, now }: Asked,
  { communityId }: OpenCommunity,
  { name, units, grid, lat, lng }: BuildingAsked,
): Promise<string> => {
  const shortName = name.trim().replace(/(?<=\d)(号楼|号|楼|栋|幢|#)$/, '')
  if (!shortName || shortName.length > 20)
    throw new OperatorError('A building needs a name of at most 20 characters.')
  const unitNames = listOf(units).map((unit) => unit.replace(/(单元|门)$/, ''))
  if (new Set(unitNames).size < unitNames.length)
    throw new OperatorError(`Building ${shortName} names a unit twice.`)
  await addBuilding(
    tx,
    { newId, now },
    {
      communityId,
      name: shortName,
      units: unitNames,
      gridCode: grid ? await mustBeGrid(tx, communityId, grid) : null,
      point: pointOf(lat, lng),
    },
  )
  return shortName
}

const COLUMNS = ['name', 'units', 'grid', 'lat', 'lng'] as const

const readCsv = (path: string): { line: number; fields: Partial<BuildingAsked> }[] => {
  const [head = '', ...lines] = readText(path).split(/\r?\n/)
  const columns = cellsOf(head).map((cell) => cell.toLowerCase())
  const unknown = columns.find((column) => !COLUMNS.some((known) => known === column))
  if (!columns.includes('name') || !columns.includes('units') || unknown !== undefined)
    throw new OperatorError(`The first line of ${path} must name the columns: ${COLUMNS.join(',')}`)
  return lines.flatMap((text, index) => {
    if (!text.trim()) return []
    const cells = cellsOf(text)
    const fields = Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']))
    return [{ line: index + 2, fields }]
  })
}

const timeText = (time: Date): string =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(time)

const codeLines = (
  { publicUrl }: Config,
  who: string,
  zh: string,
  { code, expiresAt }: { code: string; expiresAt: Date },
): string[] => {
  const address = `${publicUrl}/#/resident/sign-in/index?code=${code}`
  return [
    `For ${who}; it works once, until ${timeText(expiresAt)} (Beijing time):`,
    `  code     ${code}`,
    `  address  ${address}`,
    `  to send  您好，请打开 ${address} ，用登录码 ${code} 登录，您的身份是${zh}。登录码只能用一次，请勿转发。`,
  ]
}

const listAll = async (tx: Tx): Promise<string[]> => {
  const communities = await listOpenCommunities(tx)
  const keys = await listApiKeys(tx)
  return [
    communities.length > 0 ? 'Open communities:' : 'No community is open yet.',
    ...communities.map(
      ({ id, name, is_sample, ...count }) =>
        `  ${id} ${name}${is_sample ? ' (sample)' : ''}: ${count.grids} grids, ${count.buildings} buildings, ` +
        `${count.moderators} moderators, ${count.workers} workers, ${count.residents} residents`,
    ),
    ...(keys.length > 0 ? ['Keys in use:'] : []),
    ...keys.map(
      ({ name, scope, created_at }) => `  ${name} (${scope}), since ${timeText(created_at)}`,
    ),
  ]
}

const listOne = async (tx: Tx, { communityId, name }: OpenCommunity): Promise<string[]> => {
  const { grids, buildings } = await describeCommunity(tx, communityId)
  return [
    `${name} (${communityId})`,
    `Grids: ${grids.length}`,
    ...grids.map(
      ({ gridCode, name: grid, workers }) =>
        `  ${gridCode} ${grid}: ${workers.join(', ') || 'nobody'}`,
    ),
    `Buildings: ${buildings.length}`,
    ...buildings.map(
      (one) =>
        `  ${one.name}: units ${one.units.join(', ') || 'none'}; grid ${one.gridCode ?? 'none'}`,
    ),
  ]
}

if (require.main === module)
  void runOperator(process.argv.slice(2), process.env, {
    out: (line) => console.log(line),
    err: (line) => console.error(line),
  }).then((code) => {
    process.exitCode = code
  })
