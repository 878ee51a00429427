import Taro from '@tarojs/taro'

const write = (dataUrl: string, name: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const filePath = `${Taro.env.USER_DATA_PATH}/${name}.png`
    Taro.getFileSystemManager().writeFile({
      filePath,
      data: dataUrl.replace(/^data:image\/\w+;base64,/, ''),
      encoding: 'base64',
      success: () => resolve(filePath),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    })
  })

/** Saves a picture (a data address) to the album; people may refuse that. */
export const savePicture = async (dataUrl: string, name: string): Promise<'saved' | 'refused'> => {
  try {
    await Taro.saveImageToPhotosAlbum({ filePath: await write(dataUrl, name) })
    return 'saved'
  } catch {
    return 'refused'
  }
}

/** Nothing to print with on a phone. */
export const printPage: null | (() => void) = null
