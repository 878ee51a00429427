import Taro from '@tarojs/taro'
import colours from '../theme.json'

const BRAND = '#07c160'
let isPainted = false

/** WeChat’s own bars follow the phone; where somebody has chosen light or dark for this app, they are told. */
export const paintBars = (theme: 'auto' | 'light' | 'dark'): void => {
  if (theme === 'auto' && !isPainted) return
  isPainted = true
  const shown = theme === 'auto' ? (Taro.getAppBaseInfo().theme ?? 'light') : theme
  const { navBackground, navText, background, pullText, tabText, tabBackground, tabBorder } =
    colours[shown]
  const painted: Promise<unknown>[] = [
    Taro.setNavigationBarColor({
      frontColor: navText === 'white' ? '#ffffff' : '#000000',
      backgroundColor: navBackground,
    }),
    Taro.setBackgroundColor({ backgroundColor: background }),
    Taro.setBackgroundTextStyle({ textStyle: pullText === 'light' ? 'light' : 'dark' }),
    Taro.setTabBarStyle({
      color: tabText,
      selectedColor: BRAND,
      backgroundColor: tabBackground,
      borderStyle: tabBorder === 'white' ? 'white' : 'black',
    }),
  ]
  // The tabs are refused while another page covers them: the next tab that is shown paints them.
  for (const one of painted) one.catch(() => undefined)
}
