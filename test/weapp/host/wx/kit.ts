import type { AppProcess } from '../app-process'
import type { BuiltPackage } from '../built-package'
import type { Person, PhoneMemory } from '../memory'
import type { asyncApi } from './settle'

/** What every part of `wx` is made from. */
export interface Kit {
  built: BuiltPackage
  process: AppProcess
  memory: PhoneMemory
  person: Person
  api: ReturnType<typeof asyncApi>
  /** True only in the turn of a tap: some calls are refused outside it. */
  gesture: { isTap: boolean }
}
