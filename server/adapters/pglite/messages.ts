/** Where the embedded database keeps its files. */
export type Storage =
  | { in: 'directory'; directory: string }
  /** Gone when it is closed, and quick: for tests. A snapshot is a tar of a data directory. */
  | { in: 'memory'; snapshot?: Uint8Array }

export type Ask =
  | { do: 'query'; sql: string; values: readonly (string | null)[] }
  | { do: 'listen'; channel: string }
  | { do: 'unlisten'; channel: string }
  | { do: 'snapshot' }
  | { do: 'close' }

/** Text as PostgreSQL sent it: values are made from it on the side of whoever asked. */
export interface Answer {
  command: string
  rowCount: number
  fields: readonly { name: string; oid: number }[]
  rows: readonly (readonly (string | null)[])[]
  snapshot?: Uint8Array
}

/** The fields of an error that pg tells as well. */
export interface Failure {
  message: string
  severity?: string
  code?: string
  detail?: string
  hint?: string
  position?: string
  where?: string
  schema?: string
  table?: string
  column?: string
  constraint?: string
}

export type FromThread =
  | { is: 'ready' }
  | { is: 'unusable'; message: string }
  | { is: 'answer'; id: number; answer: Answer }
  | { is: 'failure'; id: number; failure: Failure }
  /** Nothing that is said after this can be trusted. */
  | { is: 'broken'; message: string }
  | { is: 'notification'; channel: string; payload: string }

export interface ToThread {
  id: number
  ask: Ask
}
