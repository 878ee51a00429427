import { easelOf, fire, rawAttribute, writeAttribute } from './renderer'

/** What WeChat's built-in components do by themselves when a finger meets them. */

const CONTROLS =
  'button, label, switch, checkbox, radio, picker, navigator, input, textarea, slider'
const DEFAULT_TEXT_LIMIT = 140

const isOn = (element: Element, name: string): boolean => {
  const value = rawAttribute(element, name)
  return value === true || value === '' || value === 'true'
}

export const isDisabled = (element: Element): boolean => {
  const control = element.closest(CONTROLS)
  return control !== null && isOn(control, 'disabled')
}

const TOUCH = { touches: [], changedTouches: [] }

/** A finger down and up again, and then what the component underneath makes of it. */
export const tapElement = (element: Element, hooks: TapHooks): void => {
  if (isDisabled(element)) throw new Error('it is disabled')
  for (const type of ['touchstart', 'touchend', 'tap'])
    fire(element, type, { x: 0, y: 0 }, { bubbles: true, extra: TOUCH })
  const control = element.closest(CONTROLS)
  if (control) activate(control, hooks)
}

export const longPressElement = (element: Element): void => {
  for (const type of ['touchstart', 'longpress', 'touchend'])
    fire(element, type, { x: 0, y: 0 }, { bubbles: true, extra: TOUCH })
}

export interface TapHooks {
  onOpenType(openType: string, button: Element): void
  onNavigator(navigator: Element): void
}

const activate = (control: Element, hooks: TapHooks): void => {
  switch (control.tagName.toLowerCase()) {
    case 'button':
      return activateButton(control, hooks)
    case 'label':
      return activateLabel(control, hooks)
    case 'switch':
      return toggleSwitch(control)
    case 'checkbox':
      return toggleCheckbox(control)
    case 'radio':
      return chooseRadio(control)
    case 'navigator':
      return hooks.onNavigator(control)
    case 'input':
    case 'textarea':
      return focusField(control)
  }
}

const activateButton = (button: Element, hooks: TapHooks): void => {
  const openType = rawAttribute(button, 'open-type')
  if (typeof openType === 'string' && openType) hooks.onOpenType(openType, button)
  const form = button.closest('form')
  const formType = rawAttribute(button, 'form-type')
  if (!form) return
  if (formType === 'submit') fire(form, 'submit', { value: valuesOf(form) }, { bubbles: false })
  if (formType === 'reset') fire(form, 'reset', {}, { bubbles: false })
}

const activateLabel = (label: Element, hooks: TapHooks): void => {
  const target = rawAttribute(label, 'for')
  const control =
    typeof target === 'string' && target
      ? label.closest('phone-page')?.querySelector(`[id="${target}"]`)
      : label.querySelector('switch, checkbox, radio, button, input, textarea')
  if (control && !isDisabled(control)) activate(control, hooks)
}

const toggleSwitch = (control: Element): void => {
  const value = !isOn(control, 'checked')
  writeAttribute(control, 'checked', value)
  fire(control, 'change', { value }, { bubbles: false })
}

const toggleCheckbox = (box: Element): void => {
  writeAttribute(box, 'checked', !isOn(box, 'checked'))
  const group = box.closest('checkbox-group')
  if (!group) return
  const value = [...group.querySelectorAll('checkbox')]
    .filter((one) => isOn(one, 'checked'))
    .map((one) => rawAttribute(one, 'value'))
  fire(group, 'change', { value }, { bubbles: false })
}

const chooseRadio = (radio: Element): void => {
  if (isOn(radio, 'checked')) return
  const group = radio.closest('radio-group')
  for (const one of group?.querySelectorAll('radio') ?? []) writeAttribute(one, 'checked', false)
  writeAttribute(radio, 'checked', true)
  if (group) fire(group, 'change', { value: rawAttribute(radio, 'value') }, { bubbles: false })
}

const valuesOf = (form: Element): Record<string, unknown> => {
  const named = [...form.querySelectorAll('[name]')].filter((one) => rawAttribute(one, 'name'))
  return Object.fromEntries(named.map((one) => [String(rawAttribute(one, 'name')), valueOf(one)]))
}

const valueOf = (field: Element): unknown => {
  const tag = field.tagName.toLowerCase()
  if (tag === 'switch') return isOn(field, 'checked')
  if (tag === 'checkbox-group')
    return [...field.querySelectorAll('checkbox')]
      .filter((one) => isOn(one, 'checked'))
      .map((one) => rawAttribute(one, 'value'))
  if (tag === 'radio-group') {
    const chosen = [...field.querySelectorAll('radio')].find((one) => isOn(one, 'checked'))
    return chosen ? rawAttribute(chosen, 'value') : ''
  }
  return rawAttribute(field, 'value') ?? ''
}

export const textIn = (field: Element): string => String(rawAttribute(field, 'value') ?? '')

const focused = new WeakMap<Element, Element>()

const focusField = (field: Element): void => {
  const page = field.closest('phone-page')
  if (!page || focused.get(page) === field) return
  blurField(page)
  focused.set(page, field)
  fire(field, 'focus', { value: textIn(field), height: 300 }, { bubbles: false })
}

/** The keyboard closes: a tap elsewhere, or done. */
export const blurField = (page: Element): void => {
  const field = focused.get(page)
  focused.delete(page)
  if (field?.isConnected && easelOf(field))
    fire(field, 'blur', { value: textIn(field), cursor: 0 }, { bubbles: false })
}

/** Types instead of what stands there, as a person would after clearing the field. */
export const typeInto = (field: Element, text: string, isConfirmed: boolean): void => {
  if (isDisabled(field)) throw new Error('it is disabled')
  focusField(field)
  // NOTE: a field without `maxlength` takes 140 characters on WeChat; the rest is swallowed silently.
  const given = Number(rawAttribute(field, 'maxlength') ?? DEFAULT_TEXT_LIMIT)
  const value = given < 0 ? text : [...text].slice(0, given).join('')
  writeAttribute(field, 'value', value)
  fire(field, 'input', { value, cursor: value.length, keyCode: 0 }, { bubbles: false })
  if (isConfirmed) fire(field, 'confirm', { value: textIn(field) }, { bubbles: false })
  const page = field.closest('phone-page')
  if (page) blurField(page)
}

export type PickerChoice = string | number | readonly number[] | readonly string[]

/** Chooses in a `picker`: by the words shown for plain lists, by value for dates and times, by indexes for several columns. */
export const pickIn = (picker: Element, choice: PickerChoice): void => {
  if (isDisabled(picker)) throw new Error('it is disabled')
  const isList = (rawAttribute(picker, 'mode') ?? 'selector') === 'selector'
  const value = isList && typeof choice === 'string' ? indexOfChoice(picker, choice) : choice
  writeAttribute(picker, 'value', value)
  fire(picker, 'change', { value }, { bubbles: false })
}

const indexOfChoice = (picker: Element, words: string): number => {
  const range = (rawAttribute(picker, 'range') ?? []) as unknown[] // WeChat's own type for it
  const key = rawAttribute(picker, 'range-key')
  const shown = range.map((item) =>
    typeof key === 'string' && key && typeof item === 'object' && item !== null
      ? String(Reflect.get(item, key))
      : String(item),
  )
  const at = shown.indexOf(words)
  if (at < 0) throw new Error(`the picker offers ${shown.join('、')}`)
  return at
}
