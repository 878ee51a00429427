import { v7 } from 'uuid'

/** Time-ordered UUIDs (version 7), so that newer rows stand together in every index. */
export type NewId = () => string

export const newTimeOrderedId: NewId = () => v7()
