import type { Reply } from '../http/fake'

/** WeChat answers 200 to everything; what went wrong stands in errcode. The words are WeChat's own. */
const ERRMSG: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40029: 'invalid code',
  40037: 'invalid template_id',
  40125: 'invalid appsecret',
  40129: 'invalid scene',
  40163: 'code been used',
  40226: 'code blocked',
  41001: 'access_token missing',
  41030: 'invalid page',
  42001: 'access_token expired',
  44002: 'empty post data',
  44991: 'reach max api minute quota limit',
  43101: 'user refuse to accept the msg',
  43002: 'require POST method',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  47001: 'data format error',
  47003: 'argument invalid!',
  61010: 'code is expired',
}

export const errcode = (code: number, more = ''): Reply => ({
  status: 200,
  body: { errcode: code, errmsg: `${ERRMSG[code] ?? 'unknown error'}${more} rid: mock` },
})
