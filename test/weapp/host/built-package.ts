import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import type { template } from 'glass-easel'
import { TmplGroup } from 'glass-easel-template-compiler'

interface SubPackage {
  root: string
  pages: string[]
}

interface Tab {
  pagePath: string
  text: string
  iconPath: string
  selectedIconPath: string
}

interface AppJson {
  pages: string[]
  subPackages?: SubPackage[]
  subpackages?: SubPackage[]
  window?: PageJson
  tabBar?: { custom?: boolean; list: Tab[] }
  permission?: Record<string, { desc: string }>
  requiredPrivateInfos?: string[]
}

export interface PageJson {
  component?: boolean
  usingComponents?: Record<string, string>
  navigationBarTitleText?: string
  navigationStyle?: 'default' | 'custom'
  enablePullDownRefresh?: boolean
}

/** `dist/weapp` as WeChat would read it: settings, scripts, and templates compiled once. */
export interface BuiltPackage {
  dist: string
  app: AppJson
  files: readonly string[]
  /** Every page, sub-packages' included, without a leading slash. */
  pages: ReadonlySet<string>
  tabs: readonly { page: string; text: string }[]
  /** Settings of pages and components by path. */
  settings: ReadonlyMap<string, PageJson>
  components: readonly string[]
  templates: ReadonlyMap<string, template.ComponentTemplate>
  script(path: string): string
  has(path: string): boolean
  /** The sub-package a file belongs to; null in the main package. */
  subPackageOf(path: string): string | null
}

const known = new Map<string, BuiltPackage>()

/** Reading and compiling takes 0.2 s, so every phone of a test file shares it. */
export const readPackage = (dist: string): BuiltPackage => {
  const found = known.get(dist) ?? read(dist)
  known.set(dist, found)
  return found
}

const read = (dist: string): BuiltPackage => {
  if (!existsSync(join(dist, 'app.json')))
    throw new Error(`no mini-app in ${dist}: run "npm run build:weapp" first`)
  const text = (path: string) => readFileSync(join(dist, path), 'utf8')
  const files = listFiles(dist)
  const app = JSON.parse(text('app.json')) as AppJson // our own build wrote it
  const subPackages = app.subPackages ?? app.subpackages ?? []
  const settings = new Map(
    files
      .filter((file) => file.endsWith('.json') && files.includes(file.replace(/json$/, 'wxml')))
      .map((file) => [file.slice(0, -'.json'.length), JSON.parse(text(file)) as PageJson]), // as above
  )
  return {
    dist,
    app,
    files,
    pages: new Set([
      ...app.pages,
      ...subPackages.flatMap(({ root, pages }) => pages.map((page) => posix.join(root, page))),
    ]),
    tabs: (app.tabBar?.list ?? []).map(({ pagePath, text }) => ({ page: pagePath, text })),
    settings,
    components: [...settings].filter(([, one]) => one.component).map(([path]) => path),
    templates: compileTemplates(files, text),
    script: text,
    has: (path) => files.includes(path),
    subPackageOf: (path) => {
      const owner = subPackages.find(({ root }) => path.startsWith(`${root.replace(/\/$/, '')}/`))
      return owner?.root.replace(/\/$/, '') ?? null
    },
  }
}

const listFiles = (dist: string): string[] =>
  readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)).split(sep).join('/'))

const compileTemplates = (
  files: string[],
  text: (path: string) => string,
): Map<string, template.ComponentTemplate> => {
  const compiler = new TmplGroup()
  const wxml = files.filter((file) => file.endsWith('.wxml'))
  for (const file of wxml) compiler.addTmpl(withoutEnding(file), withColons(text(file)))
  for (const file of files.filter((one) => one.endsWith('.wxs')))
    compiler.addScript(withoutEnding(file), text(file))
  const source = compiler.getTmplGenObjectGroups()
  compiler.free()
  // The compiler's output is an expression that makes the templates.
  const groupList = new Function(`return ${source}`)() as Record<
    string,
    template.ComponentTemplate['content']
  >
  return new Map(
    wxml
      .map(withoutEnding)
      .map((path) => [path, { groupList, content: groupList[path] } as template.ComponentTemplate]),
  )
}

const withoutEnding = (file: string): string => file.replace(/\.\w+$/, '')

/** NOTE: WeChat takes `bindtap`, glass-easel's compiler only `bind:tap`; without the colon it is a plain attribute and nothing answers a tap. */
const withColons = (wxml: string): string =>
  wxml.replace(/\s(bind|catch)([a-z]+)="/g, (_, how: string, event: string) => ` ${how}:${event}="`)
