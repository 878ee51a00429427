/**
 * What a template's field takes, by the kind in its name. From WeChat's list of parameters of
 * subscription messages: `thing` 20 characters, `phrase` 5 Chinese ones, and so on.
 */
const KINDS: Record<string, (value: string) => boolean> = {
  thing: (value) => lengthOf(value) <= 20,
  character_string: (value) => /^[\x20-\x7e]{1,32}$/.test(value),
  number: (value) => /^[\d.]{1,32}$/.test(value),
  letter: (value) => /^[A-Za-z]{1,32}$/.test(value),
  symbol: (value) => lengthOf(value) <= 5,
  time: (value) => TIME.test(value),
  date: (value) => TIME.test(value),
  amount: (value) => /^.?[\d.]{1,10}.?$/u.test(value),
  phone_number: (value) => /^[\d+\-() ]{1,17}$/.test(value),
  car_number: (value) => lengthOf(value) <= 8,
  name: (value) => /^[\p{L} .·]{1,20}$/u.test(value) && !/\p{Script=Han}{11}/u.test(value),
  phrase: (value) => /^\p{Script=Han}{1,5}$/u.test(value),
}

const TIME = /^(\d{4}[年-]\d{1,2}[月-]\d{1,2}日?)?( ?\d{1,2}:\d{2}(:\d{2})?)?$/

const lengthOf = (value: string): number => [...value].length

export const isFieldOk = (field: string, value: unknown): value is string => {
  const check = KINDS[field.replace(/\d+$/, '')]
  return typeof value === 'string' && value !== '' && check?.(value) === true
}
