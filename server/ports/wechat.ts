/** What we ask of WeChat. Expected answers are values; the session_key never leaves the adapter. */
export interface WeChat {
  /** The person behind a code of wx.login. */
  signIn(code: string): Promise<WeChatSignIn>
  /** The phone number behind a code of WeChat's own button; each code is good once, for five minutes. */
  phoneNumber(code: string): Promise<WeChatPhone>
  sendSubscribeMessage(message: SubscribeMessage): Promise<SubscribeOutcome>
}

export type WeChatSignIn =
  | { is: 'signed-in'; openid: string; unionid?: string }
  /** No AppID is configured. */
  | { is: 'off' }
  /** The code is used up, too old, or WeChat distrusts the person. */
  | { is: 'refused' }
  | { is: 'busy' }

export type WeChatPhone =
  | { is: 'known'; number: string }
  /** No AppID is configured. */
  | { is: 'off' }
  /** The code is used up, too old, or never was one. */
  | { is: 'refused' }
  | { is: 'busy' }

export interface SubscribeMessage {
  openid: string
  templateId: string
  /** A page of the mini-app, without a slash before it. */
  page: string
  /** Name of a template's field → text, within the limits of its kind (`thing` ≤ 20 characters). */
  fields: Record<string, string>
}

export type SubscribeOutcome =
  | { is: 'sent' }
  /** Has not agreed, or has taken it back (43101). */
  | { is: 'refused-by-user' }
  /** Template, page or fields are wrong: only the configuration can mend it. */
  | { is: 'wrong'; errcode: number }
  | { is: 'try-later'; errcode: number | null }
