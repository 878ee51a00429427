import Taro from '@tarojs/taro'
import './tab-bar.scss'

/**
 * Taro’s router draws its tabs with a custom element of the component library, which carries that
 * library’s whole runtime into the first page. This one takes its place (see `config/index.ts`) and
 * listens to the same events.
 */

interface TabConf {
  pagePath: string
  text: string
  iconPath: string
  selectedIconPath: string
}

interface Asked {
  index?: number
  text?: string
  url?: string
  successHandler?: (answer: { errMsg: string }) => void
  errorHandler?: (answer: { errMsg: string }) => void
}

const plain = (path: string): string => path.replace(/^\//, '').split('?')[0] ?? ''

class TabBar extends HTMLElement {
  /** Set by the router before it puts the element into the page. */
  conf: { list: TabConf[]; homePage: string } = { list: [], homePage: '' }
  private tabs: { element: HTMLElement; icon: HTMLImageElement; badge: HTMLElement }[] = []

  private readonly listeners: Record<string, (asked?: Asked) => void> = {
    __taroRouterChange: () => this.showWhere(),
    __taroSwitchTab: (asked) => this.switchTo(asked ?? {}),
    __taroSetTabBarBadge: (asked) => this.setBadge(asked ?? {}, asked?.text ?? ''),
    __taroRemoveTabBarBadge: (asked) => this.setBadge(asked ?? {}, ''),
  }

  connectedCallback(): void {
    this.className = 'tab-bar'
    this.setAttribute('role', 'navigation')
    this.setAttribute('aria-label', '主要页面')
    this.tabs = this.conf.list.map((tab) => this.draw(tab))
    for (const [event, listen] of Object.entries(this.listeners)) Taro.eventCenter.on(event, listen)
    this.showWhere()
  }

  disconnectedCallback(): void {
    for (const [event, listen] of Object.entries(this.listeners))
      Taro.eventCenter.off(event, listen)
    this.replaceChildren()
  }

  private draw({ pagePath, text, iconPath }: TabConf) {
    const element = document.createElement('button')
    element.className = 'tab-bar__one'
    element.onclick = () => void Taro.switchTab({ url: `/${plain(pagePath)}` })
    const icon = document.createElement('img')
    icon.className = 'tab-bar__icon'
    icon.alt = ''
    icon.src = iconPath
    const badge = document.createElement('span')
    badge.className = 'tab-bar__badge'
    badge.hidden = true
    const label = document.createElement('span')
    label.className = 'tab-bar__label'
    label.textContent = text
    element.append(icon, badge, label)
    this.append(element)
    return { element, icon, badge }
  }

  /** The page in the address decides which tab is on, and whether there are tabs at all. */
  private showWhere(): void {
    const here = plain(location.hash.slice(1)) || plain(this.conf.homePage)
    const shown = this.indexOf(here)
    this.hidden = shown === -1
    this.tabs.forEach(({ element, icon }, index) => {
      const { iconPath = '', selectedIconPath = '' } = this.conf.list[index] ?? {}
      const isOn = index === shown
      element.classList.toggle('tab-bar__one--on', isOn)
      element.toggleAttribute('aria-current', isOn)
      icon.src = isOn ? selectedIconPath : iconPath
    })
  }

  private indexOf(page: string): number {
    return this.conf.list.findIndex(({ pagePath }) => plain(pagePath) === page)
  }

  private switchTo({ url = '', successHandler, errorHandler }: Asked): void {
    const to = this.conf.list[this.indexOf(plain(url))]
    if (!to) return errorHandler?.({ errMsg: 'switchTab:fail no such tab' })
    void Taro.switchTab({ url: `/${plain(to.pagePath)}` })
    successHandler?.({ errMsg: 'switchTab:ok' })
  }

  private setBadge({ index = -1, successHandler, errorHandler }: Asked, text: string): void {
    const tab = this.tabs[index]
    if (!tab) return errorHandler?.({ errMsg: 'setTabBarBadge:fail no such tab' })
    tab.badge.textContent = text
    tab.badge.hidden = text === ''
    successHandler?.({ errMsg: 'setTabBarBadge:ok' })
  }
}

/** By this name the router asks for it. */
export const defineCustomElementTaroTabbar = (): void => {
  if (!customElements.get('taro-tabbar')) customElements.define('taro-tabbar', TabBar)
}
