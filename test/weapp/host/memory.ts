export type Scope =
  | 'scope.userLocation'
  | 'scope.userFuzzyLocation'
  | 'scope.camera'
  | 'scope.record'
  | 'scope.writePhotosAlbum'

/** What stays on the phone when the mini-app is closed. Storage is kept as JSON text, as WeChat does. */
export interface PhoneMemory {
  storage: Map<string, string>
  /** Saved files by their `wxfile://` address; temporary ones die with the app. */
  files: Map<string, Uint8Array>
  /** What was answered when WeChat asked; absent: not asked yet. */
  scopes: Map<Scope, boolean>
  hasAgreedToPrivacy: boolean
}

export const emptyMemory = (): PhoneMemory => ({
  storage: new Map(),
  files: new Map(),
  scopes: new Map(),
  hasAgreedToPrivacy: false,
})

export interface PhoneFile {
  /** With its ending: `lamp.jpg`. */
  name: string
  data: Uint8Array
}

export interface Position {
  latitude: number
  longitude: number
}

export interface PickedPlace extends Position {
  name: string
  address: string
}

export type Subscription = 'accept' | 'reject' | 'ban' | 'filter'

/** Whoever holds the phone: what they would answer, choose and show when WeChat asks. May be changed at any time. */
export interface Person {
  /** What they take or choose; a call takes as many as it may. Empty: they cancel. */
  photos: PhoneFile[]
  /** Where they stand, in GCJ-02 like every map in China; null: no position to be had. */
  position: Position | null
  /** What they pin on the map; null: they cancel. */
  pin: PickedPlace | null
  /** What they answer when WeChat asks for a permission the first time; true where nothing is said. */
  allows: Partial<Record<Scope, boolean>>
  agreesToPrivacy: boolean
  subscribes: Subscription | ((templateId: string) => Subscription)
  /** What `wx.login` gives; a code is good once. */
  loginCode: () => string
  /** What the button for the phone number gives. */
  phoneCode: () => string
  /** What they hold the scanner on; null: they cancel. */
  code: string | null
}

export const somebody = (): Person => ({
  photos: [],
  position: null,
  pin: null,
  allows: {},
  agreesToPrivacy: true,
  subscribes: 'accept',
  loginCode: () => `code-${Math.random().toString(36).slice(2)}`,
  phoneCode: () => `phone-${Math.random().toString(36).slice(2)}`,
  code: null,
})
