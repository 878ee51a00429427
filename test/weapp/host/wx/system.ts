import type { AppObject, LaunchOptions } from '../logic-layer'
import type { PageStack } from '../page-stack'
import type { Kit } from './kit'
import { createListeners } from './settle'

export interface PhoneLook {
  theme: 'light' | 'dark'
  /** WeChat's own text size; 17 is the usual one, 23.8 that of its care mode. */
  fontSizeSetting: number
  windowWidth: number
  windowHeight: number
}

export interface Badge {
  text: string
  hasDot: boolean
}

export interface System {
  wx: Record<string, unknown>
  badges: Map<number, Badge>
  show(options: LaunchOptions): void
  hide(): void
  setTheme(theme: PhoneLook['theme']): void
}

interface TabOptions {
  index: number
  text?: string
}

/** The phone itself, and the bars that WeChat draws around the page. */
export const createSystem = (
  { api, process }: Kit,
  look: PhoneLook,
  launch: LaunchOptions,
  app: () => AppObject,
  pages: () => PageStack,
): System => {
  const shown = createListeners<LaunchOptions>(process, 'onAppShow')
  const hidden = createListeners<object>(process, 'onAppHide')
  const themed = createListeners<{ theme: string }>(process, 'onThemeChange')
  const failed = createListeners<string>(process, 'onError')
  process.onError((text) => failed.tell(text))
  const badges = new Map<number, Badge>()
  let entered = launch
  let clipboard = ''

  const windowInfo = () => ({
    pixelRatio: 2,
    windowWidth: look.windowWidth,
    windowHeight: look.windowHeight,
    screenWidth: look.windowWidth,
    screenHeight: look.windowHeight + 88,
    statusBarHeight: 44,
    screenTop: 88,
    safeArea: {
      top: 44,
      left: 0,
      right: look.windowWidth,
      bottom: look.windowHeight + 54,
      width: look.windowWidth,
      height: look.windowHeight + 10,
    },
  })
  const baseInfo = () => ({
    SDKVersion: '3.8.0',
    version: '8.0.50',
    language: 'zh_CN',
    theme: look.theme,
    enableDebug: false,
    fontSizeSetting: look.fontSizeSetting,
    fontSizeScaleFactor: look.fontSizeSetting / 17,
    host: { env: 'WeChat' },
  })
  const device = { platform: 'ios', system: 'iOS 16.0', brand: 'iPhone', model: 'iPhone 13' }
  const all = () => ({ ...windowInfo(), ...baseInfo(), ...device, benchmarkLevel: -1 })

  const badge = ({ index }: TabOptions): Badge => badges.get(index) ?? { text: '', hasDot: false }
  const setBadge = (name: string, change: (options: TabOptions) => Partial<Badge>) =>
    api(name, (options: TabOptions) => {
      badges.set(options.index, { ...badge(options), ...change(options) })
    })
  const quiet = (name: string) => api(name, () => undefined)

  return {
    badges,
    show: (options) => {
      entered = options
      process.guard('App onShow', () => app().onShow?.(options))
      shown.tell(options)
    },
    hide: () => {
      process.guard('App onHide', () => app().onHide?.())
      hidden.tell({})
    },
    setTheme: (theme) => {
      look.theme = theme
      process.guard('App onThemeChange', () => app().onThemeChange?.({ theme }))
      themed.tell({ theme })
    },
    wx: {
      getSystemInfoSync: all,
      getSystemInfo: api('getSystemInfo', all),
      getSystemInfoAsync: api('getSystemInfoAsync', all),
      getWindowInfo: windowInfo,
      getAppBaseInfo: baseInfo,
      getDeviceInfo: () => device,
      getSystemSetting: () => ({
        locationEnabled: true,
        wifiEnabled: true,
        bluetoothEnabled: false,
      }),
      getAppAuthorizeSetting: () => ({
        locationAuthorized: 'authorized',
        cameraAuthorized: 'authorized',
      }),
      getMenuButtonBoundingClientRect: () => ({
        top: 48,
        bottom: 80,
        left: look.windowWidth - 94,
        right: look.windowWidth - 7,
        width: 87,
        height: 32,
      }),
      getAccountInfoSync: () => ({
        miniProgram: { appId: 'touristappid', envVersion: 'develop', version: '' },
      }),
      getLaunchOptionsSync: () => launch,
      getEnterOptionsSync: () => entered,
      canIUse: () => true,
      nextTick: (run: () => void) => process.later('nextTick', run),
      getUpdateManager: () => ({
        onCheckForUpdate: () => undefined,
        onUpdateReady: () => undefined,
        onUpdateFailed: () => undefined,
        applyUpdate: () => undefined,
      }),

      onAppShow: shown.on,
      offAppShow: shown.off,
      onAppHide: hidden.on,
      offAppHide: hidden.off,
      onThemeChange: themed.on,
      offThemeChange: themed.off,
      onError: failed.on,
      offError: failed.off,
      onUnhandledRejection: () => undefined,
      offUnhandledRejection: () => undefined,
      onPageNotFound: () => undefined,
      offPageNotFound: () => undefined,
      onMemoryWarning: () => undefined,
      offMemoryWarning: () => undefined,
      onWindowResize: () => undefined,
      offWindowResize: () => undefined,
      onKeyboardHeightChange: () => undefined,
      offKeyboardHeightChange: () => undefined,

      setNavigationBarTitle: api('setNavigationBarTitle', ({ title }: { title: string }) => {
        pages().top.title = title
      }),
      setNavigationBarColor: quiet('setNavigationBarColor'),
      setBackgroundColor: quiet('setBackgroundColor'),
      setBackgroundTextStyle: quiet('setBackgroundTextStyle'),
      showNavigationBarLoading: quiet('showNavigationBarLoading'),
      hideNavigationBarLoading: quiet('hideNavigationBarLoading'),
      hideHomeButton: quiet('hideHomeButton'),
      setTabBarBadge: setBadge('setTabBarBadge', ({ text = '' }) => ({ text })),
      removeTabBarBadge: setBadge('removeTabBarBadge', () => ({ text: '' })),
      showTabBarRedDot: setBadge('showTabBarRedDot', () => ({ hasDot: true })),
      hideTabBarRedDot: setBadge('hideTabBarRedDot', () => ({ hasDot: false })),
      setTabBarStyle: quiet('setTabBarStyle'),
      setTabBarItem: quiet('setTabBarItem'),
      showTabBar: quiet('showTabBar'),
      hideTabBar: quiet('hideTabBar'),
      startPullDownRefresh: api('startPullDownRefresh', () =>
        process.later('pull down', () => pages().top.instance.onPullDownRefresh?.()),
      ),
      stopPullDownRefresh: quiet('stopPullDownRefresh'),
      pageScrollTo: api('pageScrollTo', ({ scrollTop = 0 }: { scrollTop?: number }) => {
        process.later('onPageScroll', () => pages().top.instance.onPageScroll?.({ scrollTop }))
      }),

      vibrateShort: quiet('vibrateShort'),
      vibrateLong: quiet('vibrateLong'),
      makePhoneCall: quiet('makePhoneCall'),
      openLocation: quiet('openLocation'),
      previewImage: quiet('previewImage'),
      previewMedia: quiet('previewMedia'),
      showShareMenu: quiet('showShareMenu'),
      hideShareMenu: quiet('hideShareMenu'),
      updateShareMenu: quiet('updateShareMenu'),
      setKeepScreenOn: quiet('setKeepScreenOn'),
      hideKeyboard: quiet('hideKeyboard'),
      loadFontFace: quiet('loadFontFace'),
      setClipboardData: api('setClipboardData', ({ data }: { data: string }) => {
        clipboard = data
      }),
      getClipboardData: api('getClipboardData', () => ({ data: clipboard })),

      createSelectorQuery: () => pages().top.instance.createSelectorQuery(),
      createIntersectionObserver: () => createObserver(process.later),
      reportEvent: () => undefined,
      getLogManager: () => SILENT_LOG,
      getRealtimeLogManager: () => SILENT_LOG,
    },
  }
}

const SILENT_LOG = {
  info: () => undefined,
  log: () => undefined,
  debug: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setFilterMsg: () => undefined,
}

type Seen = (result: { intersectionRatio: number; boundingClientRect: object }) => void

/** NOTE: jsdom has no layout, so whatever is observed counts as in view, once. */
const createObserver = (later: (where: string, run: () => void) => void) => {
  let isOn = true
  const observer = {
    relativeTo: () => observer,
    relativeToViewport: () => observer,
    observe: (_selector: string, seen: Seen) =>
      later('intersection', () => {
        if (isOn)
          seen({ intersectionRatio: 1, boundingClientRect: { top: 0, bottom: 0, height: 0 } })
      }),
    disconnect: () => {
      isOn = false
    },
  }
  return observer
}
