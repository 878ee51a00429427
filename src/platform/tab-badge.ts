import Taro from '@tarojs/taro'

const ME_TAB = 3
const TAB_PAGE = /^\/?pages\//
let shownCount = 0

/** Puts the number of unread messages on the tab 我的. WeChat refuses while another page covers the tabs: then the next tab that is shown does it. */
export const showUnread = (count: number): void => {
  shownCount = count
  const top: { route?: string; path?: string } | undefined = Taro.getCurrentPages().at(-1)
  if (!top || !TAB_PAGE.test(top.route ?? top.path ?? '')) return
  const said = count > 99 ? '99+' : String(count)
  const change =
    count > 0
      ? Taro.setTabBarBadge({ index: ME_TAB, text: said })
      : Taro.removeTabBarBadge({ index: ME_TAB })
  Promise.resolve(change).catch(() => undefined) // the tabs are just being covered: see above
}

export const showUnreadAgain = (): void => showUnread(shownCount)
