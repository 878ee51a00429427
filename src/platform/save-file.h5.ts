export type Saved = 'saved' | 'copied' | 'not-saved'

/** Hands a text file to the person: the browser downloads it. */
export const saveTextFile = (name: string, text: string): Promise<Saved> => {
  const url = URL.createObjectURL(
    new Blob([text], { type: name.endsWith('.csv') ? 'text/csv' : 'application/json' }),
  )
  const link = document.createElement('a')
  link.href = url
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  URL.revokeObjectURL(url)
  return Promise.resolve('saved')
}
