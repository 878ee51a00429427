import { createProcess, type Problem } from './app-process'
import { readPackage } from './built-package'
import { findAll, findFields, nearest, textsOf, type Target } from './find'
import { createLogicLayer, type LaunchOptions, type LogicLayer } from './logic-layer'
import { emptyMemory, somebody, type Person, type PhoneMemory } from './memory'
import {
  blurField,
  longPressElement,
  pickIn,
  tapElement,
  textIn,
  typeInto,
  type PickerChoice,
} from './native-components'
import { createPageStack, queryOf, type OpenPage, type PageStack } from './page-stack'
import { createRenderer, fire, type SetDataCall } from './renderer'
import { createDialogs } from './wx/dialogs'
import { createFiles } from './wx/files'
import { createLine } from './wx/http'
import type { Kit } from './wx/kit'
import { createNavigation } from './wx/navigation'
import { createNetwork } from './wx/network'
import { createPermissions } from './wx/permissions'
import { createPersonApis } from './wx/person-apis'
import { asyncApi, type WxCall } from './wx/settle'
import { createSockets } from './wx/sockets'
import { createStorage, readJson } from './wx/storage'
import type { Wx } from './wx/surface'
import { createSystem, type PhoneLook } from './wx/system'

export interface PhoneOptions {
  /** The built package: `dist/weapp`. */
  dist: string
  /** Where the app's requests really go: `http://127.0.0.1:…`. */
  server: string
  /** What stayed on the phone from before; a new phone without it. */
  memory?: PhoneMemory
  person?: Partial<Person>
  look?: Partial<PhoneLook>
  /** The page and its query with which WeChat opens the app, as a shared card or a QR code would. */
  open?: string
  /** See wechat-limits: 1001 from the list, 1047 by a code. */
  scene?: number
  network?: 'wifi' | 'none'
  /** The phone's clock; the real one without it. */
  now?: () => number
  /** How long `see`, `tap` and the others wait. */
  patienceMs?: number
}

export interface Crossings {
  calls: number
  bytes: number
  byPage: Record<string, { calls: number; bytes: number }>
  list: SetDataCall[]
}

export interface Where {
  /** Of several alike, the one that stands nearest to these words. */
  near?: Target
}

export interface Phone {
  readonly person: Person
  readonly memory: PhoneMemory

  /** Waits until it can be tapped, and taps it: on the page, or in the dialog over it. */
  tap(target: Target, where?: Where): Promise<void>
  longPress(target: Target, where?: Where): Promise<void>
  /** Types into the field that is named by its placeholder, by the label beside it, or by a selector. */
  type(field: Target, text: string, how?: Where & { confirm?: boolean }): Promise<void>
  pick(picker: Target, choice: PickerChoice, where?: Where): Promise<void>
  /** Any other event of a component: a map's `markertap`, a swiper's `change`. */
  fire(target: Target, type: string, detail?: Record<string, unknown>): Promise<void>
  pullDown(): Promise<void>
  /** Scrolls the page to its end, or a scroll-view. */
  scrollToEnd(target?: Target): Promise<void>
  scroll(scrollTop: number, target?: Target): Promise<void>
  openTab(text: string): Promise<void>
  back(): Promise<void>
  /** The share button of WeChat's own menu; gives the card. */
  share(): unknown

  /** Waits until it stands on the screen. */
  see(target: Target): Promise<Element>
  /** Waits until it is gone. */
  gone(target: Target): Promise<void>
  until(what: string, isTrue: () => boolean): Promise<void>
  /** Waits until nothing is under way and nothing is drawn any more. */
  settled(): Promise<void>
  shows(target: Target): boolean
  count(target: Target): number
  texts(): string[]
  valueOf(field: Target): string
  /** Addresses of the pictures on the page; `loadPicture` gets one as WeChat's `image` would. */
  pictures(): string[]
  loadPicture(src: string): Promise<Uint8Array>
  title(): string
  readonly toasts: readonly string[]
  readonly tabs: readonly { text: string; isCurrent: boolean; badge: string; hasDot: boolean }[]
  page(): { route: string; query: Record<string, string>; element: HTMLElement }
  routes(): string[]
  stored(key: string): unknown
  /** What the app asked of WeChat by this name. */
  calls(name: string): object[]
  readonly openSockets: number

  network(to: 'wifi' | 'none'): void
  loseNextAnswer(path: RegExp): void
  /** Another app comes to the front; `frozen` is what WeChat does 5 s later: everything under way is cut. */
  hide(how?: { frozen?: boolean }): void
  show(options?: { open?: string; scene?: number }): void
  setTheme(theme: PhoneLook['theme']): void

  /** setData since the last `take`. */
  take(): Crossings
  /** What went wrong since it was last asked; a test ends red if anything is left. */
  takeProblems(): Problem[]
  close(): PhoneMemory
  /** Closes the app and opens it again with what stayed on the phone. */
  reopen(options?: Partial<PhoneOptions>): Promise<Phone>
}

const DEFAULT_PATIENCE_MS = 5_000
const POLL_MS = 10
const QUIET_POLLS = 4
const FIELDS = 'input, textarea'

const phones = new Set<Phone>()

/** Opens the mini-app on a phone. Several phones may be open at once. */
export const launchPhone = async (options: PhoneOptions): Promise<Phone> => {
  const built = readPackage(options.dist)
  const process = createProcess(options.now)
  const memory = options.memory ?? emptyMemory()
  const person: Person = { ...somebody(), ...options.person }
  const look: PhoneLook = {
    theme: 'light',
    fontSizeSetting: 17,
    windowWidth: 375,
    windowHeight: 724,
    ...options.look,
  }
  const patienceMs = options.patienceMs ?? DEFAULT_PATIENCE_MS
  const screen = document.createElement('phone-screen')
  document.body.append(screen)

  const wxCalls: WxCall[] = []
  const kit: Kit = {
    built,
    process,
    memory,
    person,
    api: asyncApi(process, wxCalls),
    gesture: { isTap: false },
  }
  const enter = (open: string, scene: number): LaunchOptions => {
    const [path = '', search = ''] = open.replace(/^\//, '').split('?')
    return { path, query: queryOf(search), scene, shareTicket: undefined, referrerInfo: {} }
  }
  const entry = options.open ?? built.app.pages[0] ?? ''
  const launch = enter(entry, options.scene ?? 1001)

  const parts: { logic?: LogicLayer; pages?: PageStack } = {}
  const pages = (): PageStack => {
    if (!parts.pages) throw new Error('no page is open yet')
    return parts.pages
  }
  const line = createLine(options.server, process)
  const files = createFiles(kit)
  const permissions = createPermissions(kit)
  const network = createNetwork(kit, line, files)
  const sockets = createSockets(kit, line)
  const dialogs = createDialogs(kit, screen)
  const system = createSystem(kit, look, launch, () => parts.logic?.app ?? {}, pages)
  const wx: Wx = {
    ...createStorage(kit),
    ...files.wx,
    ...permissions.wx,
    ...network.wx,
    ...sockets.wx,
    ...dialogs.wx,
    ...createPersonApis(kit, files, permissions),
    ...system.wx,
    ...createNavigation(kit, pages),
  }
  const logic = createLogicLayer(built, process, wx, () =>
    pages().open.map(({ instance }) => instance),
  )
  parts.logic = logic
  let crossings: SetDataCall[] = []
  let crossingCount = 0
  const renderer = createRenderer(built, process, screen, (call) => {
    crossings.push(call)
    crossingCount += 1
  })
  parts.pages = createPageStack(built, process, logic, renderer)
  process.onError((text) => logic.app.onError?.(text))

  // --- what a hand does -----------------------------------------------------------------------

  const turn = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
  const top = (): OpenPage => pages().top
  /** Only what is in front can be touched. */
  const touchable = (): HTMLElement => dialogs.front ?? top().element

  const describe = (): string => {
    const shown = textsOf(screen).join(' | ')
    const waiting = [...process.waiting].join(', ')
    const problems = process.problems.map(({ text }) => `\n  ${text}`).join('')
    return `\nPage: ${pages().open.at(-1)?.route ?? 'none'}\nOn the screen: ${shown || 'nothing'}\nUnder way: ${waiting || 'nothing'}${problems && `\nProblems:${problems}`}`
  }
  const waitFor = async <Result>(what: string, look: () => Result | null): Promise<Result> => {
    const deadline = performance.now() + patienceMs
    for (;;) {
      if (!process.isAlive) throw new Error(`the app was closed while waiting for ${what}`)
      const result = look()
      if (result !== null) return result
      if (performance.now() > deadline)
        throw new Error(`waited ${patienceMs} ms for ${what}${describe()}`)
      await turn(POLL_MS)
    }
  }
  const nameOf = (target: Target): string =>
    typeof target === 'object' && 'nodeType' in target
      ? `<${target.tagName.toLowerCase()}>`
      : String(target)

  /** One element, or a failure that says which ones could have been meant. */
  const one = (found: Element[], target: Target): Element | null => {
    const [first, ...others] = found
    if (!first) return null
    if (others.length > 0)
      throw new Error(
        `"${nameOf(target)}" stands ${found.length} times on the screen; say near what${describe()}`,
      )
    return first
  }
  const findTouchable = (target: Target, { near }: Where): Element | null => {
    const scope = touchable()
    const found = findAll(scope, target)
    return one(near === undefined ? found : nearest(scope, found, near), target)
  }
  const findField = (target: Target, { near }: Where, fields: string): Element | null => {
    const scope = touchable()
    const found = findFields(scope, target, fields)
    return one(near === undefined ? found : nearest(scope, found, near), target)
  }
  const isOpenNow = (element: Element): boolean => element.isConnected

  const onOpenType = (openType: string, button: Element): void => {
    if (openType === 'agreePrivacyAuthorization') {
      permissions.agreeByButton()
      fire(button, 'agreeprivacyauthorization', {}, { bubbles: false })
    }
    if (openType === 'share') {
      const id = button.id
      const target = {
        id,
        dataset: Object.fromEntries(Object.entries((button as HTMLElement).dataset)),
      } // drawn in HTML's namespace
      top().instance.onShareAppMessage?.({ from: 'button', target })
    }
    if (openType === 'getPhoneNumber')
      fire(
        button,
        'getphonenumber',
        { code: person.phoneCode(), errMsg: 'getPhoneNumber:ok' },
        { bubbles: false },
      )
    if (openType === 'openSetting') fire(button, 'opensetting', {}, { bubbles: false })
  }
  const onNavigator = (navigator: Element): void => {
    const url = navigator.getAttribute('url') ?? ''
    const how = navigator.getAttribute('open-type') || 'navigate'
    process.later('navigator', () => {
      if (how === 'switchTab') pages().switchTab(url)
      else if (how === 'redirect') pages().redirectTo(url)
      else if (how === 'reLaunch') pages().reLaunch(url)
      else if (how === 'navigateBack') pages().navigateBack()
      else pages().navigateTo(url)
    })
  }

  /** In one turn, so that calls which need a tap are allowed exactly as long as on the phone. */
  const inGesture = async (act: () => void): Promise<void> => {
    kit.gesture.isTap = true
    try {
      act()
      await turn()
    } finally {
      kit.gesture.isTap = false
    }
    await turn()
  }

  const phone: Phone = {
    person,
    memory,

    tap: async (target, where = {}) => {
      const element = await waitFor(`"${nameOf(target)}" to tap`, () =>
        findTouchable(target, where),
      )
      await inGesture(() => {
        if (dialogs.front?.contains(element)) return (element as HTMLElement).click() // drawn by us as HTML
        const field = element.closest(FIELDS)
        if (!field) blurField(top().element)
        tapElement(element, { onOpenType, onNavigator })
      })
    },
    longPress: async (target, where = {}) => {
      const element = await waitFor(`"${nameOf(target)}" to press`, () =>
        findTouchable(target, where),
      )
      await inGesture(() => longPressElement(element))
    },
    type: async (field, text, { confirm = false, ...where } = {}) => {
      const element = await waitFor(`the field "${nameOf(field)}"`, () =>
        findField(field, where, FIELDS),
      )
      await inGesture(() => {
        if (dialogs.front && element instanceof HTMLTextAreaElement) element.value = text
        else typeInto(element, text, confirm)
      })
    },
    pick: async (target, choice, where = {}) => {
      const picker = await waitFor(`the picker "${nameOf(target)}"`, () => {
        const found = findTouchable(target, where)
        return found?.closest('picker') ?? findField(target, where, 'picker')
      })
      await inGesture(() => pickIn(picker, choice))
    },
    fire: async (target, type, detail = {}) => {
      const element = await waitFor(`"${nameOf(target)}"`, () => findTouchable(target, {}))
      await inGesture(() => fire(element, type, detail, { bubbles: false }))
    },
    pullDown: async () => {
      const settings = built.settings.get(top().route)
      if (!(settings?.enablePullDownRefresh ?? built.app.window?.enablePullDownRefresh))
        throw new Error(`${top().route} does not enable pulling down`)
      process.guard('onPullDownRefresh', () => top().instance.onPullDownRefresh?.())
      await turn()
    },
    scrollToEnd: async (target) => {
      if (target === undefined)
        process.guard('onReachBottom', () => top().instance.onReachBottom?.())
      else await phone.fire(target, 'scrolltolower', { direction: 'bottom' })
      await turn()
    },
    scroll: async (scrollTop, target) => {
      if (target === undefined)
        process.guard('onPageScroll', () => top().instance.onPageScroll?.({ scrollTop }))
      else await phone.fire(target, 'scroll', { scrollTop, scrollLeft: 0, deltaY: -scrollTop })
      await turn()
    },
    openTab: async (text) => {
      if (!pages().isTab(top().route)) throw new Error(`${top().route} shows no tab bar`)
      if (dialogs.front) throw new Error(`a dialog covers the tab bar${describe()}`)
      const index = built.tabs.findIndex((tab) => tab.text === text)
      const tab = built.tabs[index]
      if (!tab) throw new Error(`there is no tab "${text}"`)
      process.guard('switchTab', () => {
        pages().switchTab(`/${tab.page}`)
        top().instance.onTabItemTap?.({ index, pagePath: tab.page, text })
      })
      await turn()
    },
    back: async () => {
      process.guard('back', () => pages().navigateBack())
      await turn()
    },
    share: () => top().instance.onShareAppMessage?.({ from: 'menu' }),

    see: (target) =>
      waitFor(`"${nameOf(target)}" on the screen`, () => findAll(screen, target)[0] ?? null),
    gone: async (target) => {
      await waitFor(`"${nameOf(target)}" to go`, () => (phone.shows(target) ? null : true))
    },
    until: async (what, isTrue) => {
      await waitFor(what, () => (isTrue() ? true : null))
    },
    settled: async () => {
      let quiet = 0
      let before = crossingCount
      await waitFor('everything to come to rest', () => {
        const isQuiet = process.waiting.size === 0 && crossingCount === before
        before = crossingCount
        quiet = isQuiet ? quiet + 1 : 0
        return quiet >= QUIET_POLLS ? true : null
      })
    },
    shows: (target) => findAll(screen, target).some(isOpenNow),
    count: (target) => findAll(screen, target).length,
    texts: () => textsOf(screen),
    valueOf: (field) => {
      const element = findField(field, {}, FIELDS)
      if (!element) throw new Error(`no field "${nameOf(field)}"${describe()}`)
      return textIn(element)
    },
    pictures: () =>
      findAll(top().element, '[src]')
        .filter((element) => element.tagName.toLowerCase() === 'image')
        .map((element) => element.getAttribute('src') ?? ''),
    loadPicture: async (src) => {
      if (src.startsWith('wxfile://')) return files.read(src)
      const reply = await line.send(
        { method: 'GET', url: line.resolve(src, 'http:'), headers: {}, timeoutMs: patienceMs },
        () => undefined,
      )
      if (reply.status !== 200) throw new Error(`the picture ${src} answers ${reply.status}`)
      return reply.body
    },
    title: () => top().title,
    toasts: dialogs.toasts,
    get tabs() {
      return built.tabs.map(({ page, text }, index) => {
        const badge = system.badges.get(index)
        return {
          text,
          isCurrent: pages().open.at(-1)?.route === page,
          badge: badge?.text ?? '',
          hasDot: badge?.hasDot ?? false,
        }
      })
    },
    page: () => ({ route: top().route, query: top().query, element: top().element }),
    routes: () => pages().open.map(({ route }) => route),
    stored: (key) => readJson(memory.storage, key),
    calls: (name) => wxCalls.filter((call) => call.name === name).map((call) => call.options),
    get openSockets() {
      return sockets.openCount
    },

    network: (to) => {
      network.change(to)
      if (to === 'none') sockets.cut('network is down')
    },
    loseNextAnswer: (path) => line.loseNextAnswer(path),
    hide: ({ frozen = false } = {}) => {
      process.guard('onHide', () => top().instance.onHide?.())
      system.hide()
      if (!frozen) return
      line.interrupt('interrupted')
      sockets.cut('interrupted')
    },
    show: ({ open, scene = 1001 } = {}) => {
      system.show(enter(open ?? top().route, scene))
      if (open) pages().reLaunch(`/${open.replace(/^\//, '')}`)
      else process.guard('onShow', () => top().instance.onShow?.())
    },
    setTheme: (theme) => system.setTheme(theme),

    take: () => {
      const list = crossings
      crossings = []
      return weigh(list)
    },
    takeProblems: () => process.problems.splice(0),
    close: () => {
      phones.delete(phone)
      if (!process.isAlive) return memory
      process.kill()
      pages().closeAll()
      renderer.close()
      screen.remove()
      if (process.problems.length > 0) throw problemsError(process.problems)
      return memory
    },
    reopen: (changes = {}) => {
      phone.close()
      return launchPhone({ ...options, person, look, ...changes, memory })
    },
  }

  phones.add(phone)
  if (options.network === 'none') network.change('none')
  process.guard('app.js', () => {
    logic.start()
    logic.app.onLaunch?.(launch)
    system.show(launch)
    pages().launch(`/${entry.replace(/^\//, '')}`)
  })
  await turn()
  if (pages().open.length === 0) {
    const problems = process.problems.splice(0)
    phone.close()
    throw problemsError(problems)
  }
  return phone
}

const weigh = (list: SetDataCall[]): Crossings => {
  const byPage: Crossings['byPage'] = {}
  for (const { page, bytes } of list) {
    const sum = (byPage[page] ??= { calls: 0, bytes: 0 })
    sum.calls += 1
    sum.bytes += bytes
  }
  const bytes = list.reduce((sum, call) => sum + call.bytes, 0)
  return { calls: list.length, bytes, byPage, list }
}

const problemsError = (problems: readonly Problem[]): Error =>
  new Error(
    `the app had problems:\n${problems.map(({ kind, text }) => `[${kind}] ${text}`).join('\n')}`,
  )

/** A test that looked away from a red line is red all the same. */
afterEach(() => {
  const problems = [...phones].flatMap((phone) => phone.takeProblems())
  if (problems.length > 0) throw problemsError(problems)
})

afterAll(() => {
  for (const phone of [...phones]) phone.close()
})
