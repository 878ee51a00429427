export type CodeReading = { is: 'unfinished' } | { is: 'whole'; code: string }

/** A code as the server makes them: ten letters and digits. People type small letters, spaces and dashes. */
export const readCode = (typed: string): CodeReading => {
  const code = typed.toUpperCase().replace(/[\s-]/g, '')
  return /^[0-9A-Z]{10}$/.test(code) ? { is: 'whole', code } : { is: 'unfinished' }
}

/** In groups, as one reads it out. */
export const spacedCode = (code: string): string => code.replace(/(.{5})(?=.)/g, '$1 ')
