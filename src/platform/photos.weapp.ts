import Taro from '@tarojs/taro'

const QUALITY = 80

/** Pictures as files of WeChat's, scaled so that a weak network can carry them. */
export const choosePhotos = async (
  atMost: number,
  from: 'camera' | 'album' | 'both',
): Promise<string[]> => {
  try {
    const { tempFiles } = await Taro.chooseMedia({
      count: atMost,
      mediaType: ['image'],
      sourceType: from === 'both' ? ['album', 'camera'] : [from],
      sizeType: ['compressed'],
    })
    return await Promise.all(tempFiles.map(({ tempFilePath }) => compress(tempFilePath)))
  } catch {
    return [] // closed without choosing
  }
}

const compress = async (src: string): Promise<string> => {
  try {
    return (await Taro.compressImage({ src, quality: QUALITY })).tempFilePath
  } catch {
    return src // a picture that WeChat cannot compress goes as it is; the server judges it
  }
}

export const showPhotos = (urls: readonly string[], at: number): void => {
  void Taro.previewImage({ urls: [...urls], current: urls[at] ?? '' })
}
