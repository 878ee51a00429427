/** Whether a list stays where the reader is when something is put in above; Safari lets it move. */
export const keepsPlace = (): boolean => CSS.supports('overflow-anchor', 'auto')
