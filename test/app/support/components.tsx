import { createElement, forwardRef, Fragment, type ReactNode } from 'react'

/** Plain HTML in place of Taro's components: the same props and the same shape of events. */
type Props = Record<string, unknown> & { children?: ReactNode }
type Handler = (event: unknown) => void

const PASSED_ON =
  /^(id|className|style|role|title|tabIndex|data-.*|aria-.*|onClick|onKeyDown|onTouch(Start|Move|End))$/
const passedOn = (props: Props): Props =>
  Object.fromEntries(Object.entries(props).filter(([name]) => PASSED_ON.test(name)))

const box = (tag: string, name: string) => {
  const Box = forwardRef<HTMLElement, Props>((props, ref) =>
    createElement(tag, { ...passedOn(props), ref }, props.children),
  )
  Box.displayName = name
  return Box
}
const said = (value: unknown) => ({ detail: { value } })
const tell = (handler: unknown, value: unknown): void =>
  (handler as Handler | undefined)?.(said(value))
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export const View = box('div', 'View')
export const Text = box('span', 'Text')
export const Label = box('label', 'Label')
export const CoverView = box('div', 'CoverView')
export const ScrollView = box('div', 'ScrollView')
export const Swiper = box('div', 'Swiper')
export const SwiperItem = box('div', 'SwiperItem')
export const Block = Fragment
export const RootPortal = Fragment

export const Image = (props: Props) => (
  <img {...passedOn(props)} src={text(props.src)} alt={text(props['aria-label'])} />
)
export const Button = (props: Props) => (
  <button {...passedOn(props)} type="button" disabled={Boolean(props.disabled)}>
    {props.children}
  </button>
)

const written = (props: Props) => ({
  ...passedOn(props),
  name: text(props.name),
  placeholder: text(props.placeholder),
  maxLength: Number(props.maxlength ?? 140),
  disabled: Boolean(props.disabled),
  value: text(props.value),
  onChange: ({ target }: { target: { value: string } }) => tell(props.onInput, target.value),
  onFocus: () => tell(props.onFocus, ''),
  onBlur: ({ target }: { target: { value: string } }) => tell(props.onBlur, target.value),
})
export const Input = (props: Props) => (
  <input
    {...written(props)}
    type={props.password ? 'password' : 'text'}
    onKeyDown={({ key, currentTarget }) => {
      if (key === 'Enter') tell(props.onConfirm, currentTarget.value)
    }}
  />
)
export const Textarea = (props: Props) => <textarea {...written(props)} />
export const Switch = (props: Props) => (
  <input
    {...passedOn(props)}
    type="checkbox"
    role="switch"
    checked={Boolean(props.checked)}
    onChange={({ target }) => tell(props.onChange, target.checked)}
  />
)
export const Picker = (props: Props) => (
  <select
    {...passedOn(props)}
    value={String(props.value ?? '')}
    onChange={({ target }) => tell(props.onChange, target.value)}
  >
    {(Array.isArray(props.range) ? props.range : []).map((one: unknown, at: number) => (
      <option key={at} value={at}>
        {String(props.rangeKey ? (one as Record<string, unknown>)[String(props.rangeKey)] : one)}
      </option>
    ))}
  </select>
)
export const Map = (props: Props) => <div {...passedOn(props)}>{props.children}</div>
