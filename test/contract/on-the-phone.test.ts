import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'

const ROOT = resolve(__dirname, '../..')

/** What a file pulls in at run time; `import type` leaves no trace. */
const importsOf = (file: string): string[] => {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
  return source.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement) && isAtRunTime(statement.importClause))
      return nameIn(statement.moduleSpecifier)
    if (ts.isExportDeclaration(statement) && !statement.isTypeOnly && statement.moduleSpecifier)
      return nameIn(statement.moduleSpecifier)
    return []
  })
}

const nameIn = (specifier: ts.Expression): string[] =>
  ts.isStringLiteral(specifier) ? [specifier.text] : []

const isAtRunTime = (clause: ts.ImportClause | undefined): boolean => {
  if (!clause) return true
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return false
  const named = clause.namedBindings
  if (clause.name || !named || ts.isNamespaceImport(named)) return true
  return named.elements.some(({ isTypeOnly }) => !isTypeOnly)
}

const ENDINGS = ['.ts', '.tsx', '.weapp.ts', '.weapp.tsx', '.h5.ts', '.h5.tsx']

/** A file of ours, or the package's name. */
const resolved = (from: string, name: string): string[] => {
  const target = name.startsWith('@/')
    ? join(ROOT, 'src', name.slice(2))
    : name.startsWith('.')
      ? resolve(dirname(from), name)
      : null
  if (target === null) return [name]
  return ENDINGS.map((ending) => target + ending).filter((path) => existsSync(path))
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return filesIn(path)
    return /\.tsx?$/.test(name) && !name.endsWith('.d.ts') ? [path] : []
  })

/** Everything that reaches the phone with these files: paths of ours, names of packages. */
const reachedFrom = (files: readonly string[]): Set<string> => {
  const reached = new Set(files)
  for (const file of reached)
    if (file.startsWith(ROOT) && /\.tsx?$/.test(file))
      for (const name of importsOf(file)) for (const next of resolved(file, name)) reached.add(next)
  return new Set([...reached].map((one) => (one.startsWith(ROOT) ? relative(ROOT, one) : one)))
}

describe('what the phone carries of the contract', () => {
  test('the client brings the route table and the sentences, no schema', () => {
    const reached = [...reachedFrom([join(ROOT, 'src/api/client.ts')])]

    expect(reached).toContain('contract/route-table.ts')
    expect(reached.filter((one) => /typebox|ajv|contract\/(api|route)\.ts/.test(one))).toEqual([])
  })

  test('nothing in the app brings more of it than names, events, sentences and addresses', () => {
    const reached = [...reachedFrom(filesIn(join(ROOT, 'src')))]
    const allowed = ['error-text', 'events', 'route-table'].map((name) => `contract/${name}.ts`)

    expect(reached.filter((one) => one.startsWith('contract/') && !allowed.includes(one))).toEqual(
      [],
    )
    expect(reached).not.toContain('typebox')
  })

  test('the names of states come without the machine, and the app never carries it', () => {
    expect([...reachedFrom([join(ROOT, 'domain/ticket/names.ts')])]).toEqual([
      'domain/ticket/names.ts',
    ])
    expect([...reachedFrom(filesIn(join(ROOT, 'src')))]).not.toContain('domain/ticket/machine.ts')
  })
})
