import { ERROR_TEXT } from '../../contract/error-text'
import { toast } from '@/platform/dialogs'
import { PHOTO_BYTES_AT_MOST } from './wire'

const LONGEST_PX = 1600
const QUALITY = 0.85

/** Pictures as addresses of this page, scaled so that a weak network can carry them. */
export const choosePhotos = (
  atMost: number,
  from: 'camera' | 'album' | 'both',
): Promise<string[]> =>
  new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/jpeg,image/png,image/webp'
    input.multiple = atMost > 1 && from !== 'camera'
    if (from === 'camera') input.capture = 'environment'
    input.style.display = 'none'
    input.setAttribute('data-photos', '')
    input.onchange = () => {
      const files = [...(input.files ?? [])].slice(0, atMost)
      input.remove()
      void Promise.all(files.map(scale)).then((urls) => resolve(urls.flatMap((url) => url ?? [])))
    }
    input.oncancel = () => {
      input.remove()
      resolve([])
    }
    document.body.append(input)
    input.click()
  })

/** A picture that the browser cannot draw goes as it is, unless it is more than the server takes: it says in words what is wrong with it. */
const scale = async (file: File): Promise<string | null> => {
  try {
    const picture = await createImageBitmap(file)
    const ratio = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * ratio)
    canvas.height = Math.round(picture.height * ratio)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const blob = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, 'image/jpeg', QUALITY),
    )
    return URL.createObjectURL(blob ?? file)
  } catch {
    if (file.size <= PHOTO_BYTES_AT_MOST) return URL.createObjectURL(file)
    toast(ERROR_TEXT['photo-too-large'])
    return null
  }
}

/** Shows pictures large, in a window of their own over the page: by the buttons, the arrow keys, Esc. */
export const showPhotos = (urls: readonly string[], at: number): void => {
  const dialog = document.createElement('dialog')
  dialog.className = 'viewer'
  dialog.setAttribute('aria-label', '查看照片')
  const picture = document.createElement('img')
  picture.className = 'viewer__picture'
  const count = document.createElement('span')
  let now = at
  const show = (step: number): void => {
    now = (now + step + urls.length) % urls.length
    picture.src = urls[now] ?? ''
    picture.alt = `第 ${now + 1} 张，共 ${urls.length} 张`
    count.textContent = `${now + 1} / ${urls.length}`
  }
  const button = (text: string, act: () => void): HTMLButtonElement => {
    const one = document.createElement('button')
    one.className = 'viewer__button'
    one.textContent = text
    one.onclick = act
    return one
  }
  const bar = document.createElement('div')
  bar.className = 'viewer__bar'
  const close = button('关闭', () => dialog.close())
  bar.append(
    ...(urls.length > 1
      ? [button('上一张', () => show(-1)), count, button('下一张', () => show(1)), close]
      : [close]),
  )
  show(0)
  picture.onclick = () => dialog.close()
  dialog.append(picture, bar)
  dialog.onkeydown = ({ key }) => {
    if (key === 'ArrowRight') show(1)
    if (key === 'ArrowLeft') show(-1)
  }
  dialog.onclose = () => dialog.remove()
  document.body.append(dialog)
  dialog.showModal()
}
