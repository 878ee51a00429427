/** Where the server is: the page's own address in the browser, a configured one in WeChat (set when the package is built). */
export const apiBase = (): string =>
  process.env.TARO_ENV === 'h5' ? '' : (process.env.TARO_APP_API_BASE ?? '')
