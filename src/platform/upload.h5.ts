import { hearServerClock } from './now'
import { parseAnswer, UPLOAD_TIMEOUT_MS, type HttpAnswer, type Upload } from './wire'

/** Sends one file as multipart/form-data; XMLHttpRequest, because fetch tells no progress. */
export const upload = async ({
  url,
  filePath,
  name,
  fields,
  header,
  onProgress,
}: Upload): Promise<HttpAnswer> => {
  const form = new FormData()
  for (const [key, value] of Object.entries(fields)) form.append(key, value)
  try {
    form.append(name, await (await fetch(filePath)).blob(), 'photo.jpg')
  } catch {
    return { is: 'answered', status: 400, data: { code: 'photo-unknown' } } // the picture is gone from this browser
  }
  return new Promise((resolve) => {
    const sending = new XMLHttpRequest()
    sending.open('POST', url)
    sending.timeout = UPLOAD_TIMEOUT_MS
    for (const [key, value] of Object.entries(header)) sending.setRequestHeader(key, value)
    sending.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0)
    sending.onload = () => {
      hearServerClock(sending.getResponseHeader('date'))
      resolve({
        is: 'answered',
        status: sending.status,
        data: parseAnswer(sending.responseText),
      })
    }
    sending.onerror = () => resolve({ is: 'lost', why: navigator.onLine ? 'no-answer' : 'offline' })
    sending.ontimeout = () => resolve({ is: 'lost', why: 'timeout' })
    sending.send(form)
  })
}
