import type { Phone } from '../host/phone'

/** What people do again and again, by the words that they read. */

export const signInWithWechat = async (phone: Phone): Promise<void> => {
  await phone.tap('微信一键登录')
  if (!phone.shows('同意并继续')) return
  await phone.tap('同意并继续')
}

export const chooseCategory = async (
  phone: Phone,
  { say, category }: { say: string; category: string },
): Promise<void> => {
  await phone.tap('选一个类别')
  await phone.type('说说是什么事，比如：电梯坏了、没人收垃圾', say)
  await phone.tap(category, { near: '是这些吗？' })
}

export const chooseBuilding = async (phone: Phone, building: string): Promise<void> => {
  await phone.tap('选楼号')
  await phone.tap(building, { near: '楼号' })
}

/** Fills a report with everything but pictures, from the form's beginning. */
export const writeReport = async (phone: Phone, words: string): Promise<void> => {
  await chooseCategory(phone, { say: '垃圾满了', category: '垃圾满溢' })
  await chooseBuilding(phone, '3号楼')
  await phone.type('说一说', words)
}
