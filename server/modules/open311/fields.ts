import { createHash } from 'node:crypto'
import { XMLParser } from 'fast-xml-parser'
import { Open311Refusal } from './refusal'

/** What was sent, however it was written: each field with its values; an attribute is `attribute[code]`. */
export type Fields = ReadonlyMap<string, readonly string[]>

export const textIn = (fields: Fields, name: string): string =>
  fields
    .get(name)
    ?.find((value) => value.trim())
    ?.trim() ?? ''

/** Several values may be a list of their own, or one with commas. */
export const listIn = (fields: Fields, name: string): string[] =>
  (fields.get(name) ?? []).flatMap((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )

const ATTRIBUTE = /^attributes?(?:\[([^\]]+)\]|\.(.+?))(\[\d*\])?$/

export const attributesIn = (fields: Fields): Record<string, readonly string[]> =>
  Object.fromEntries(
    [...fields].flatMap(([name, values]) => {
      const [, inBrackets, afterDot] = ATTRIBUTE.exec(name) ?? []
      const code = inBrackets ?? afterDot
      return code ? [[code, values]] : []
    }),
  )

/** `attribute[code][]` and the like of other clients become `attribute[code]`, other lists their plain name. */
const plainName = (name: string): string => {
  const [, inBrackets, afterDot] = ATTRIBUTE.exec(name) ?? []
  const code = inBrackets ?? afterDot
  return code ? `attribute[${code}]` : name.replace(/\[\d*\]$/, '')
}

const isPlain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value)

const DEEPEST = 4

/** Walks through what a parser gave: lists are several values, objects are names in brackets. */
const leaves = (name: string, value: unknown, depth = 0): [string, string][] => {
  if (isPlain(value)) return [[plainName(name), String(value)]]
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return []
  if (Array.isArray(value)) return value.flatMap((one) => leaves(name, one, depth + 1))
  const entries = Object.entries(value)
  // As XML and some clients list attributes: {code, value}.
  const { code, key, value: inner } = value as Record<string, unknown>
  const own = isPlain(code) ? code : key
  if (/^attributes?$/.test(name) && isPlain(own) && inner !== undefined)
    return leaves(`attribute[${own}]`, inner, depth + 1)
  return entries.flatMap(([child, one]) => {
    if (/^attributes?$/.test(name) && child === 'attribute')
      return leaves('attribute', one, depth + 1)
    return leaves(/^attributes?$/.test(name) ? `attribute[${child}]` : child, one, depth + 1)
  })
}

/** From forms, queries and JSON. */
export const fieldsOf = (...sources: readonly unknown[]): Fields => {
  const fields = new Map<string, string[]>()
  for (const source of sources)
    for (const [name, value] of leaves('', source))
      fields.set(name, [...(fields.get(name) ?? []), value])
  return fields
}

const parser = new XMLParser({ parseTagValue: false, ignoreAttributes: true, trimValues: true })

/** A body of XML: whatever its root is called, what stands in it are the fields. */
export const readXml = (text: string): unknown => {
  // Entities of one's own are for nothing but to make a short text long.
  if (/<!DOCTYPE|<!ENTITY/i.test(text))
    throw new Open311Refusal(400, 'XML with a DOCTYPE is not taken')
  try {
    return parser.parse(text)
  } catch {
    throw new Open311Refusal(400, 'the XML cannot be read')
  }
}

/** The same content has the same digest, in whatever order it was written. Keys are no content. */
export const digestOf = (fields: Fields, files: readonly Uint8Array[] = []): string => {
  const hash = createHash('sha256')
  const content = [...fields]
    .filter(([name]) => !['api_key', 'format'].includes(name))
    .sort(([one], [other]) => (one < other ? -1 : 1))
  hash.update(JSON.stringify(content))
  for (const file of files) hash.update(createHash('sha256').update(file).digest())
  return hash.digest('base64url')
}
