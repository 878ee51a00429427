import type { WeChat } from '../../ports/wechat'

/** For a server without an AppID: people sign in by code. */
export const offWechat: WeChat = {
  signIn: () => Promise.resolve({ is: 'off' }),
  phoneNumber: () => Promise.resolve({ is: 'off' }),
  sendSubscribeMessage: () => Promise.resolve({ is: 'wrong', errcode: 0 }),
  checkWords: () => Promise.resolve({ is: 'off' }),
  checkPicture: () => Promise.resolve({ is: 'off' }),
  push: { isGenuine: () => false, settle: () => undefined, read: () => ({ is: 'other' }) },
}
