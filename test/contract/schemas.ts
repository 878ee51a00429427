import Ajv from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { api, type RouteName } from '../../contract/api'
import type { RouteDef } from '../../contract/route'

const ajv = new Ajv({ strict: false, allErrors: true })
addFormats(ajv)

export const PARTS = ['params', 'query', 'body'] as const
export type PartName = (typeof PARTS)[number]

/** A schema as plain JSON, as the docs carry it. */
export interface Schema {
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean
  [keyword: string]: unknown
}

export const ROUTE_NAMES = Object.keys(api) as RouteName[] // the keys of a literal are its union
export const routeOf = (name: RouteName): RouteDef => api[name]

/** What is wrong with a value, in words; empty when it fits. */
export const faultsOf = (schema: unknown, value: unknown): string[] => {
  const check = ajv.compile(schema as object)
  if (check(value)) return []
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
}

export const fits = (schema: unknown, value: unknown): boolean =>
  faultsOf(schema, value).length === 0
