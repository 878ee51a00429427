import Taro from '@tarojs/taro'

export type Saved = 'saved' | 'copied' | 'not-saved'

/** Hands a text file to the person: WeChat sends it to a chat of theirs, and where it cannot, the clipboard takes it. */
export const saveTextFile = async (name: string, text: string): Promise<Saved> => {
  const filePath = `${Taro.env.USER_DATA_PATH ?? ''}/${name}`
  try {
    Taro.getFileSystemManager().writeFileSync(filePath, text, 'utf8')
    await Taro.shareFileMessage({ filePath, fileName: name })
    return 'saved'
  } catch (error) {
    const said = String((error as { errMsg?: unknown } | null)?.errMsg ?? '') // only read as text
    if (/cancel/i.test(said)) return 'not-saved'
    await Taro.setClipboardData({ data: text })
    return 'copied'
  }
}
