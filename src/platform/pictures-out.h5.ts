/** Saves a picture (a data address) under a name. */
export const savePicture = (dataUrl: string, name: string): Promise<'saved' | 'refused'> => {
  const link = document.createElement('a')
  link.href = dataUrl
  link.download = `${name}.png`
  link.click()
  return Promise.resolve('saved')
}

/** Prints the page; what is not to stand on paper is hidden by the style for print. */
export const printPage: null | (() => void) = () => window.print()
