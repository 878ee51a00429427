import Taro from '@tarojs/taro'
import { lost } from './http.weapp'
import { parseAnswer, UPLOAD_TIMEOUT_MS, type HttpAnswer, type Upload } from './wire'

/** Sends one file as multipart/form-data. */
export const upload = async ({
  url,
  filePath,
  name,
  fields,
  header,
  onProgress,
}: Upload): Promise<HttpAnswer> => {
  try {
    const task = Taro.uploadFile({
      url,
      filePath,
      name,
      formData: fields,
      header,
      timeout: UPLOAD_TIMEOUT_MS,
      fileName: 'photo.jpg',
    })
    task.progress?.(({ progress }) => onProgress?.(progress / 100))
    const answer = await task
    return { is: 'answered', status: answer.statusCode, data: parseAnswer(answer.data) }
  } catch (error) {
    return lost(error)
  }
}
