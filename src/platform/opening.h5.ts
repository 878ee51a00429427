/** Takes away what `index.html` shows until the first page is drawn. */
export const endOpening = (): void => document.getElementById('opening')?.remove()
