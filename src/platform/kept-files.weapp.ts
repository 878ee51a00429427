import Taro from '@tarojs/taro'

/** Chosen pictures are temporary in WeChat; a saved copy outlives the app. */
export const keepFile = (path: string, _name: string): Promise<string> =>
  new Promise((resolve) => {
    Taro.getFileSystemManager().saveFile({
      tempFilePath: path,
      success: ({ savedFilePath }) => resolve(String(savedFilePath)),
      // The store of 200 MB is full: the picture still lives until the app is closed.
      fail: () => resolve(path),
    })
  })

export const fileUrl = (path: string): Promise<string> => Promise.resolve(path)

export const dropFile = (path: string): void => {
  Taro.getFileSystemManager().removeSavedFile({ filePath: path, fail: () => undefined }) // a left-over file harms nobody
}
