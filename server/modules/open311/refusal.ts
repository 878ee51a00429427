/** What the standard calls an error: 404 for an unknown thing, 403 for the key, 400 for everything else. */
export class Open311Refusal extends Error {
  constructor(
    readonly status: 400 | 403 | 404,
    description: string,
  ) {
    super(description)
  }
}
