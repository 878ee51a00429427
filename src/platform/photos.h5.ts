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
      void Promise.all(files.map(scale)).then(resolve)
    }
    input.oncancel = () => {
      input.remove()
      resolve([])
    }
    document.body.append(input)
    input.click()
  })

/** A picture that the browser cannot draw goes as it is: the server says in words what is wrong with it. */
const scale = async (file: File): Promise<string> => {
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
    return URL.createObjectURL(file)
  }
}

/** Shows pictures large, in a window of their own over the page. */
export const showPhotos = (urls: readonly string[], at: number): void => {
  const dialog = document.createElement('dialog')
  dialog.className = 'viewer'
  dialog.setAttribute('aria-label', '查看照片')
  const picture = document.createElement('img')
  let now = at
  const show = (): void => {
    picture.src = urls[now] ?? ''
    picture.alt = `第 ${now + 1} 张，共 ${urls.length} 张`
  }
  show()
  dialog.append(picture)
  dialog.onclick = () => dialog.close()
  dialog.onkeydown = ({ key }) => {
    if (key === 'ArrowRight') now = (now + 1) % urls.length
    if (key === 'ArrowLeft') now = (now + urls.length - 1) % urls.length
    show()
  }
  dialog.onclose = () => dialog.remove()
  document.body.append(dialog)
  dialog.showModal()
}
