import Taro from '@tarojs/taro'
import { lost, type HttpAnswer } from './http'

export interface Upload {
  url: string
  /** A path of WeChat's, or a blob address in the browser. */
  filePath: string
  name: string
  fields: Record<string, string>
  header: Record<string, string>
  onProgress?: (part: number) => void
}

const TIMEOUT_MS = 60_000

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
      timeout: TIMEOUT_MS,
      fileName: 'photo.jpg',
    })
    task.progress?.(({ progress }) => onProgress?.(progress / 100))
    const answer = await task
    return { is: 'answered', status: answer.statusCode, data: parse(answer.data) }
  } catch (error) {
    return lost(error)
  }
}

const parse = (text: unknown): unknown => {
  if (typeof text !== 'string') return text
  try {
    return JSON.parse(text)
  } catch {
    return null // a gateway's page instead of our answer: read like an error without a code
  }
}
