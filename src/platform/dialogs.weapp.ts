import Taro from '@tarojs/taro'

export { toast } from '@/platform/toast'

export interface Question {
  title: string
  words?: string
  yes?: string
  no?: string
  isDangerous?: boolean
}

/** Asks before something is lost. A button of WeChat's holds four characters. */
export const confirm = async ({
  title,
  words = '',
  yes = '确定',
  no = '取消',
  isDangerous,
}: Question): Promise<boolean> => {
  const { confirm: isYes } = await Taro.showModal({
    title,
    content: words,
    confirmText: yes.slice(0, 4),
    cancelText: no.slice(0, 4),
    ...(isDangerous && { confirmColor: '#fa5151' }),
  })
  return isYes
}
