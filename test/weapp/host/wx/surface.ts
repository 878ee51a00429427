/** `wx` as the package sees it: a bag of functions, each typed where it is made. The build also hangs its chunks on it. */
export type Wx = Record<string, unknown>
