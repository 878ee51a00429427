/** Set when the package is built (TARO_APP_API_BASE). */
export const serverAddress = (): { http: string; live: string } => {
  const http = process.env.TARO_APP_API_BASE ?? ''
  return { http, live: http.replace(/^http/, 'ws') }
}
