export interface PhoneNumberProps {
  text: string
  isBusy: boolean
  /** With the code that our server asks WeChat with; null when the person would rather not. */
  onCode: (code: string | null) => void
}
