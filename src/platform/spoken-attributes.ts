/**
 * What a screen reader is told, by component: Taro's templates for WeChat leave these out, so the
 * build writes them in (config/spoken.ts) and the runtime fills them (speak.weapp.ts). An empty
 * text means no value of its own.
 */
export const SPOKEN_ATTRIBUTES = {
  View: {
    role: '',
    'aria-label': '',
    'aria-checked': '',
    'aria-selected': '',
    'aria-disabled': '',
    'aria-hidden': '',
    'aria-live': '',
    'aria-modal': '',
  },
  Input: { 'aria-label': '' },
  Textarea: { 'aria-label': '' },
}
