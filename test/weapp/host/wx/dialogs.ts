import type { Kit } from './kit'
import { WxFailure } from './settle'

interface ModalOptions {
  title?: string
  content?: string
  showCancel?: boolean
  cancelText?: string
  confirmText?: string
  editable?: boolean
  placeholderText?: string
}

interface ToastOptions {
  title: string
  icon?: 'success' | 'error' | 'loading' | 'none'
  image?: string
  duration?: number
  mask?: boolean
}

const MODAL_BUTTON_LENGTH = 4
const TOAST_LENGTH_WITH_ICON = 7
const TOAST_MS = 1500

/** What WeChat draws over the page. It stands on the screen, so that a test reads and taps it as a person does. */
export interface Dialogs {
  wx: Record<string, unknown>
  /** The dialog that has to be answered before anything below can be touched. */
  readonly front: HTMLElement | null
  readonly toasts: readonly string[]
}

export const createDialogs = ({ api, process }: Kit, screen: HTMLElement): Dialogs => {
  const toasts: string[] = []
  let toast: HTMLElement | undefined

  const draw = (tag: string, ...children: HTMLElement[]): HTMLElement => {
    const element = document.createElement(tag)
    element.append(...children)
    screen.append(element)
    return element
  }
  const line = (text: string): HTMLElement => {
    const element = document.createElement('p')
    element.textContent = text
    return element
  }
  const button = (text: string, onTap: () => void): HTMLElement => {
    const element = document.createElement('button')
    element.textContent = text
    element.addEventListener('click', onTap)
    return element
  }

  const showModal = (options: ModalOptions) =>
    new Promise<{ confirm: boolean; cancel: boolean; content: string | null }>((resolve) => {
      const { cancelText = '取消', confirmText = '确定' } = options
      for (const [name, text] of Object.entries({ cancelText, confirmText }))
        if (text.length > MODAL_BUTTON_LENGTH)
          throw new WxFailure(`${name} length should not larger than 4 Chinese characters`)
      const field = document.createElement('textarea')
      field.placeholder = options.placeholderText ?? ''
      // NOTE: in an editable dialog `content` is what stands in the field.
      field.value = options.editable ? (options.content ?? '') : ''
      const answer = (confirm: boolean) => () => {
        modal.remove()
        resolve({
          confirm,
          cancel: !confirm,
          content: options.editable && confirm ? field.value : null,
        })
      }
      const modal = draw(
        'phone-modal',
        line(options.title ?? ''),
        options.editable ? field : line(options.content ?? ''),
        ...(options.showCancel === false ? [] : [button(cancelText, answer(false))]),
        button(confirmText, answer(true)),
      )
    })

  const showActionSheet = ({ itemList, alertText }: { itemList: string[]; alertText?: string }) =>
    new Promise<{ tapIndex: number }>((resolve, reject) => {
      if (itemList.length > 6) throw new WxFailure('itemList should not be large than 6')
      const close = (then: () => void) => () => {
        sheet.remove()
        then()
      }
      const sheet = draw(
        'phone-action-sheet',
        ...(alertText ? [line(alertText)] : []),
        ...itemList.map((text, tapIndex) =>
          button(
            text,
            close(() => resolve({ tapIndex })),
          ),
        ),
        button(
          '取消',
          close(() => reject(new WxFailure('cancel'))),
        ),
      )
    })

  const hideToast = (): void => {
    toast?.remove()
    toast = undefined
  }
  const showToast = ({ title, icon = 'success', image, duration = TOAST_MS }: ToastOptions) => {
    const hasIcon = icon !== 'none' || image !== undefined
    if (hasIcon && title.length > TOAST_LENGTH_WITH_ICON)
      process.report(
        'rule',
        `a toast with an icon shows ${TOAST_LENGTH_WITH_ICON} characters, cut: ${title}`,
      )
    hideToast()
    toasts.push(title)
    const mine = draw('phone-toast', line(title))
    toast = mine
    process.later('toast', () => mine.remove(), duration)
  }
  // NOTE: toast and loading are one and the same on the phone: each puts away the other.
  const showLoading = ({ title }: { title: string }): void => {
    hideToast()
    toast = draw('phone-toast', line(title))
  }

  return {
    wx: {
      showModal: api('showModal', showModal),
      showActionSheet: api('showActionSheet', showActionSheet),
      showToast: api('showToast', showToast),
      hideToast: api('hideToast', hideToast),
      showLoading: api('showLoading', showLoading),
      hideLoading: api('hideLoading', hideToast),
    },
    get front() {
      return (
        [...screen.querySelectorAll<HTMLElement>('phone-modal, phone-action-sheet')].at(-1) ?? null
      )
    },
    toasts,
  }
}
