import Taro from '@tarojs/taro'

/** What only WeChat has. */
export const isWechat = true as boolean

export const wechatCode = async (): Promise<string | null> => {
  try {
    return (await Taro.login()).code
  } catch {
    return null // the caller says in words that WeChat does not answer
  }
}

/** Must be called from a tap. Answers template id → accept, reject, ban or filter. */
export const askToSubscribe = async (
  templateIds: readonly string[],
): Promise<Record<string, string>> => {
  try {
    const { errMsg: _, ...answers } = await Taro.requestSubscribeMessage({
      tmplIds: [...templateIds],
      entityIds: [],
    })
    return answers as Record<string, string> // besides errMsg there are only answers
  } catch {
    return {} // switched off altogether in WeChat's settings
  }
}

export const scanCode: null | (() => Promise<string | null>) = async () => {
  try {
    return (await Taro.scanCode({})).result
  } catch {
    return null // closed without scanning
  }
}
