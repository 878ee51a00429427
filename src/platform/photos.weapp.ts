import Taro from '@tarojs/taro'
import { ERROR_TEXT } from '../../contract/error-text'
import { confirm, toast } from '@/platform/dialogs'
import { PHOTO_BYTES_AT_MOST } from './wire'

const QUALITY = 80

const TEXT = {
  privacy: '要用照片，请在微信的隐私提示里点“同意”，再试一次。',
  refusedTitle: '没有拿到相机、相册的许可',
  refusedWords: '在设置里打开以后，回来再拍一次。不拍照，只写文字也能报。',
  settings: '去设置',
  failed: '没能打开相机、相册，请再试一次。',
}

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
    const urls = await Promise.all(tempFiles.map(compress))
    return urls.flatMap((url) => url ?? [])
  } catch (error) {
    await sayWhyNot(error)
    return []
  }
}

/** Closed without choosing needs no word; anything else must not look like a tap that did nothing. */
const sayWhyNot = async (error: unknown): Promise<void> => {
  const said = String((error as { errMsg?: unknown } | null)?.errMsg ?? error) // only read as text
  if (/cancel/i.test(said)) return
  if (/privacy/i.test(said)) return toast(TEXT.privacy)
  if (!/auth|deny|denied|permission/i.test(said)) return toast(TEXT.failed)
  const isGoing = await confirm({
    title: TEXT.refusedTitle,
    words: TEXT.refusedWords,
    yes: TEXT.settings,
  })
  if (isGoing) await Taro.openSetting().catch(() => undefined) // closed again; nothing was changed
}

/** A picture that WeChat cannot compress goes as it is, unless it is more than the server takes. */
const compress = async ({
  tempFilePath,
  size,
}: {
  tempFilePath: string
  size: number
}): Promise<string | null> => {
  try {
    return (await Taro.compressImage({ src: tempFilePath, quality: QUALITY })).tempFilePath
  } catch {
    if (size <= PHOTO_BYTES_AT_MOST) return tempFilePath
    toast(ERROR_TEXT['photo-too-large'])
    return null
  }
}

export const showPhotos = (urls: readonly string[], at: number): void => {
  void Taro.previewImage({ urls: [...urls], current: urls[at] ?? '' })
}
