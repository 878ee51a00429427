/** pg's way of writing a value as PostgreSQL's text; part of the package, left out of its types. */
declare module 'pg/lib/utils' {
  export const prepareValue: (value: unknown) => string | Buffer | null
}
