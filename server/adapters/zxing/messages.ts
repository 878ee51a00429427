/** A picture as four bytes a pixel. */
export interface Rgba {
  data: Uint8Array
  width: number
  height: number
}

export interface ToCodeThread extends Rgba {
  id: number
}

export interface FromCodeThread {
  id: number
  /** Null: it could not be looked at. */
  hasCode: boolean | null
}
