/** What only WeChat has; in the browser none of it is offered. */
export const isWechat = false as boolean
export const wechatCode = (): Promise<string | null> => Promise.resolve(null)
export const askToSubscribe = (_: readonly string[]): Promise<Record<string, string>> =>
  Promise.resolve({})
export const scanCode: null | (() => Promise<string | null>) = null
