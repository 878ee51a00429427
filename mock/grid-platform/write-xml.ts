/** Names of what stands in a list, as the standard has them: `<requests><request>…`. */
const ITEM_OF: Record<string, string> = {
  services: 'service',
  requests: 'request',
  errors: 'error',
  service_requests: 'request',
  service_request_updates: 'request_update',
  attributes: 'attribute',
  values: 'value',
  endpoints: 'endpoint',
  formats: 'format',
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

const escaped = (text: string): string =>
  // Control characters have no place in XML 1.0, escaped or not.
  text
    // eslint-disable-next-line no-control-regex -- those are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .replace(/[&<>"']/g, (one) => ESCAPES[one] ?? one)

export const writeXml = (root: string, value: unknown): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`

const element = (name: string, value: unknown): string => {
  if (value === null || value === undefined || value === '') return `<${name}/>`
  return `<${name}>${content(name, value)}</${name}>`
}

const content = (name: string, value: unknown): string => {
  if (Array.isArray(value))
    return value.map((one: unknown) => element(ITEM_OF[name] ?? 'value', one)).join('')
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([inner, one]) => element(inner, one))
      .join('')
  return escaped(String(value))
}
