/** What we ask of WeChat. Expected answers are values; the session_key never leaves the adapter. */
export interface WeChat {
  /** The person behind a code of wx.login. */
  signIn(code: string): Promise<WeChatSignIn>
  /** The phone number behind a code of WeChat's own button; each code is good once, for five minutes. */
  phoneNumber(code: string): Promise<WeChatPhone>
  sendSubscribeMessage(message: SubscribeMessage): Promise<SubscribeOutcome>
  /** What WeChat thinks of words of somebody it has seen lately; at most 2,500 characters. */
  checkWords(asked: { openid: string; words: string }): Promise<WordsChecked>
  /** Asks about a picture that WeChat fetches from this address; what it thinks is pushed later. */
  checkPicture(asked: { openid: string; url: string }): Promise<PictureAsked>
  push: WeChatPush
}

/** How one call of the content check can end without an answer. */
type NotChecked =
  /** No AppID is configured. */
  | { is: 'off' }
  /** WeChat has not seen the person in the mini-app within two hours. */
  | { is: 'not-seen' }
  /** What was asked is wrong for a reason that time does not mend. */
  | { is: 'wrong'; errcode: number }
  | { is: 'try-later'; errcode: number | null }

export type WordsChecked = { is: 'checked'; suggests: 'pass' | 'review' | 'risky' } | NotChecked
export type PictureAsked = { is: 'asked'; traceId: string } | NotChecked

/** The proof that WeChat adds to the address when it asks us. */
export interface PushProof {
  signature: string
  /** Seconds. */
  timestamp: string
  nonce: string
}

/** What WeChat tells us by itself, in plain text (明文模式), as JSON or XML. */
export interface WeChatPush {
  /** Signed with our token, lately, and not a repetition of what was settled. */
  isGenuine(proof: PushProof): boolean
  /** From now on the same proof is a repetition. WeChat sends again what we could not take. */
  settle(proof: PushProof): void
  read(body: string): Pushed
}

export type Pushed =
  | { is: 'picture-checked'; traceId: string; outcome: 'pass' | 'review' | 'risky' | 'failed' }
  /** Encrypted: the console is set to a mode that we do not speak. */
  | { is: 'encrypted' }
  | { is: 'other' }

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
