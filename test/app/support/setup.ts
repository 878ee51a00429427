import { cleanup, configure } from '@testing-library/react'
import { forgetPhone } from './taro'
import { forgetServer } from './server'

// A shared machine may be slow; a test waits for what should be seen, not for a time.
configure({ asyncUtilTimeout: 5_000 })

const taroMacros = {
  definePageConfig: (config: unknown) => config,
  defineAppConfig: (config: unknown) => config,
}
Object.assign(globalThis, taroMacros)

// jsdom knows the element but not how to open it.
Object.assign(HTMLDialogElement.prototype, {
  showModal(this: HTMLDialogElement) {
    this.open = true
  },
  close(this: HTMLDialogElement, answer?: string) {
    this.open = false
    if (answer !== undefined) this.returnValue = answer
    this.dispatchEvent(new Event('close'))
  },
})

// Answers and events arrive by themselves, as on a phone: React need not be told of each beforehand.
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false })
})

afterEach(() => {
  cleanup()
  forgetPhone()
  forgetServer()
})
