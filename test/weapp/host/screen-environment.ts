import JsdomEnvironment from 'jest-environment-jsdom'
import { TestEnvironment as NodeEnvironment } from 'jest-environment-node'

type Setup = ConstructorParameters<typeof NodeEnvironment>

/** What glass-easel's DOM backend asks for. */
const SCREEN_GLOBALS = ['window', 'document', 'Element', 'HTMLElement', 'Node'] as const

/**
 * Node with a screen. The phones' logic, their sockets and the server under test need a real Node
 * (under plain jsdom `ws` resolves to its browser stub and timers have no `unref`); only what
 * glass-easel draws on comes from jsdom.
 *
 * Jest takes an environment by its default export.
 */
export default class ScreenEnvironment extends NodeEnvironment {
  private readonly screen: JsdomEnvironment

  constructor(...setup: Setup) {
    super(...setup)
    this.screen = new JsdomEnvironment(...setup)
  }

  override async setup(): Promise<void> {
    await super.setup()
    await this.screen.setup()
    const { dom } = this.screen
    if (!dom) throw new Error('jsdom gave no window')
    for (const name of SCREEN_GLOBALS)
      Object.defineProperty(this.global, name, {
        value: Reflect.get(dom.window, name),
        configurable: true,
        writable: true,
      })
  }

  override async teardown(): Promise<void> {
    await this.screen.teardown()
    await super.teardown()
  }
}
