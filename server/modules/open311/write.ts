import { XMLBuilder } from 'fast-xml-parser'

export type Format = 'json' | 'xml'

/** What is answered: one thing or a list, and how XML names it. */
export interface Written {
  root: string
  /** The name of one of a list. */
  item?: string
  body: unknown
}

export const TYPES = {
  json: 'application/json; charset=utf-8',
  xml: 'text/xml; charset=utf-8',
} as const satisfies Record<Format, string>

/** Lists inside an answer, as the standard names what stands in them. */
const ITEMS: Record<string, string> = {
  attributes: 'attribute',
  values: 'value',
  endpoints: 'endpoint',
  formats: 'format',
}

// eslint-disable-next-line @typescript-eslint/no-deprecated -- the package that it names is this one’s own half, and comes with it
const builder = new XMLBuilder({ suppressEmptyNode: true, processEntities: true })

/** Signs that XML 1.0 has no place for, escaped or not. */
// eslint-disable-next-line no-control-regex -- those are what is taken out
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu

const forXml = (value: unknown): unknown => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value.replace(NOT_IN_XML, '')
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(forXml)
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      Array.isArray(inner) ? { [ITEMS[name] ?? 'value']: inner.map(forXml) } : forXml(inner),
    ]),
  )
}

export const write = (format: Format, { root, item, body }: Written): string => {
  if (format === 'json') return JSON.stringify(body)
  const inner = item === undefined ? forXml(body) : { [item]: forXml(body) }
  // Of an empty list nothing is left but its root.
  const isEmpty = Array.isArray(body) && body.length === 0
  return `<?xml version="1.0" encoding="utf-8"?>\n${builder.build({ [root]: isEmpty ? '' : inner })}\n`
}
