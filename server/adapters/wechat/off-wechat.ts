import type { WeChat } from '../../ports/wechat'

/** For a server without an AppID: people sign in by code. */
export const offWechat: WeChat = {
  signIn: () => Promise.resolve({ is: 'off' }),
  phoneNumber: () => Promise.resolve({ is: 'off' }),
  sendSubscribeMessage: () => Promise.resolve({ is: 'wrong', errcode: 0 }),
}
