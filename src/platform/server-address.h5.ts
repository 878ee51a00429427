/** The page comes from the server itself. */
export const serverAddress = (): { http: string; live: string } => ({
  http: '',
  live: `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}`,
})
