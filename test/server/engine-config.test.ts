import { resolve } from 'node:path'
import { configFromEnv, NOTICE_VERSION } from '../../server/config-from-env'
import { StartError } from '../../server/ports/start-error'

const DATABASE_URL = 'postgres://jinlin:secret@db.example:5432/jinlin'

describe('with nothing set', () => {
  test('the server is for this machine alone, with its own database and the sample town', () => {
    expect(configFromEnv({})).toEqual({
      host: '127.0.0.1',
      port: 8080,
      dataDir: resolve('var'),
      isSample: true,
      publicUrl: 'http://127.0.0.1:8080',
      trustProxy: false,
      logLevel: 'info',
      notice: {
        version: NOTICE_VERSION,
        controller: '本社区服务器的开办单位',
        contact: '社区居委会办公室',
      },
      gridPlatform: { kind: 'builtin' },
      mapTiles: null,
      rate: { perAddress: 600, perPerson: 300 },
    })
  })

  test('an empty variable is one that is not set', () => {
    const empty = Object.fromEntries(
      ['HOST', 'PORT', 'DATA_DIR', 'DATABASE_URL', 'SAMPLE', 'PUBLIC_URL', 'LOG_LEVEL'].map(
        (name) => [name, ''],
      ),
    )
    expect(configFromEnv(empty)).toEqual(configFromEnv({}))
  })
})

describe('each variable', () => {
  test.each([
    ['HOST', '0.0.0.0', { host: '0.0.0.0', publicUrl: 'http://0.0.0.0:8080' }],
    ['HOST', '::1', { host: '::1', publicUrl: 'http://[::1]:8080' }],
    ['PORT', '9000', { port: 9000, publicUrl: 'http://127.0.0.1:9000' }],
    ['DATA_DIR', '/srv/jinlin', { dataDir: '/srv/jinlin' }],
    ['DATABASE_URL', DATABASE_URL, { databaseUrl: DATABASE_URL }],
    ['PUBLIC_URL', 'https://jinlin.example/', { publicUrl: 'https://jinlin.example' }],
    ['TRUST_PROXY', '0', { trustProxy: false }],
    ['TRUST_PROXY', '2', { trustProxy: 2 }],
    ['LOG_LEVEL', 'silent', { logLevel: 'silent' }],
    ['RATE_PER_ADDRESS', '1200', { rate: { perAddress: 1200, perPerson: 300 } }],
    ['RATE_PER_PERSON', '60', { rate: { perAddress: 600, perPerson: 60 } }],
    [
      'MAP_TILES',
      'https://tiles.example/{z}/{x}/{y}.png',
      { mapTiles: 'https://tiles.example/{z}/{x}/{y}.png' },
    ],
  ])('%s=%s', (name, value, expected) => {
    expect(configFromEnv({ [name]: value })).toMatchObject(expected)
  })

  test('NOTICE_CONTROLLER and NOTICE_CONTACT stand in the privacy notice', () => {
    const env = { NOTICE_CONTROLLER: '左家庄街道办事处', NOTICE_CONTACT: '010-6460-0000' }
    expect(configFromEnv(env).notice).toEqual({
      version: NOTICE_VERSION,
      controller: '左家庄街道办事处',
      contact: '010-6460-0000',
    })
  })

  test('WeChat comes with its id, its secret and a template for each message', () => {
    const env = {
      WECHAT_APPID: 'wx1',
      WECHAT_SECRET: 's',
      WECHAT_TEMPLATE_TICKET_HANDLED: 'T1',
      WECHAT_TEMPLATE_EMPTY: '',
    }
    expect(configFromEnv(env).wechat).toEqual({
      appId: 'wx1',
      secret: 's',
      baseUrl: 'https://api.weixin.qq.com',
      templates: { 'ticket-handled': 'T1' },
    })
    expect(configFromEnv({ ...env, WECHAT_PUSH_TOKEN: 'aToken7' }).wechat?.pushToken).toBe(
      'aToken7',
    )
    const elsewhere = configFromEnv({ ...env, WECHAT_BASE_URL: 'http://127.0.0.1:9090' })
    expect(elsewhere.wechat?.baseUrl).toBe('http://127.0.0.1:9090')
  })

  test('the city’s platform comes with its address and its key', () => {
    const env = { GRID_PLATFORM: 'open311', GRID_URL: 'https://grid.example/v2', GRID_KEY: 'k' }
    expect(configFromEnv(env).gridPlatform).toEqual({
      kind: 'open311',
      url: 'https://grid.example/v2',
      apiKey: 'k',
      externalIdAttribute: 'external_id',
    })
    const more = { ...env, GRID_JURISDICTION: 'chaoyang', GRID_EXTERNAL_ID: 'ref' }
    expect(configFromEnv(more).gridPlatform).toMatchObject({
      jurisdiction: 'chaoyang',
      externalIdAttribute: 'ref',
    })
  })
})

describe('a wrong value is told by its name, and what it may be', () => {
  test.each([
    [{ PORT: '80a' }, 'PORT must be a whole number from 0 to 65535, not "80a"'],
    [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535, not "65536"'],
    [{ PORT: '1.5' }, 'PORT must be a whole number from 0 to 65535, not "1.5"'],
    [{ SAMPLE: 'yes' }, 'SAMPLE must be one of 0, 1, not "yes"'],
    [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY must be a whole number from 0 to 10, not "true"'],
    [
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, silent, not "loud"',
    ],
    [
      { DATABASE_URL: 'mysql://somewhere' },
      'DATABASE_URL must be an address like postgres://name:password@host:5432/database',
    ],
    [
      { DATABASE_URL, REDIS_URL: 'localhost:6379' },
      'REDIS_URL must be an address like redis://name:password@host:6379',
    ],
    [
      { REDIS_URL: 'redis://localhost' },
      'REDIS_URL is for several servers on one PostgreSQL: set DATABASE_URL as well',
    ],
    [
      { PUBLIC_URL: 'jinlin.example' },
      'PUBLIC_URL must be an address that begins with http:// or https://, not "jinlin.example"',
    ],
    [
      { MAP_TILES: 'https://' },
      'MAP_TILES must be an address that begins with http:// or https://, not "https://"',
    ],
    [
      { RATE_PER_ADDRESS: '0' },
      'RATE_PER_ADDRESS must be a whole number from 1 to 1000000, not "0"',
    ],
    [
      { RATE_PER_PERSON: '-1' },
      'RATE_PER_PERSON must be a whole number from 1 to 1000000, not "-1"',
    ],
    [{ WECHAT_APPID: 'wx1' }, 'WECHAT_SECRET'],
    [
      { WECHAT_APPID: 'wx1', WECHAT_SECRET: 's', WECHAT_PUSH_TOKEN: 'with a space' },
      'WECHAT_PUSH_TOKEN must be 3 to 32 letters and digits',
    ],
    [
      { WECHAT_APPID: 'wx1', WECHAT_SECRET: 's', WECHAT_BASE_URL: 'ftp://x' },
      'WECHAT_BASE_URL must be an address that begins with http:// or https://, not "ftp://x"',
    ],
    [{ GRID_PLATFORM: '311' }, 'GRID_PLATFORM must be one of builtin, open311, not "311"'],
    [{ GRID_PLATFORM: 'open311' }, 'GRID_PLATFORM=open311 needs GRID_URL and GRID_KEY'],
    [
      { GRID_PLATFORM: 'open311', GRID_URL: 'grid', GRID_KEY: 'k' },
      'GRID_URL must be an address that begins with http:// or https://, not "grid"',
    ],
  ])('%j', (env, sentence) => {
    expect(() => configFromEnv(env)).toThrow(StartError)
    expect(() => configFromEnv(env)).toThrow(sentence)
  })

  test('a password in a wrong address is not repeated', () => {
    expect(() => configFromEnv({ DATABASE_URL: 'pg://me:topsecret@db/x' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('topsecret') }),
    )
  })
})

describe('the sample town, where anyone signs in as anyone', () => {
  test.each([
    ['on this machine alone', {}, true],
    ['on ::1', { HOST: '::1' }, true],
    ['on localhost', { HOST: 'localhost' }, true],
    ['when others can reach the server', { HOST: '0.0.0.0' }, false],
    ['on an address of the network', { HOST: '192.168.1.5' }, false],
    ['with a PostgreSQL', { DATABASE_URL }, false],
    ['with a public address', { PUBLIC_URL: 'https://jinlin.example' }, false],
    ['with a public address of this machine', { PUBLIC_URL: 'http://[::1]:8080' }, true],
    ['behind a proxy', { TRUST_PROXY: '1' }, false],
    ['when it is asked for in spite of that', { HOST: '0.0.0.0', DATABASE_URL, SAMPLE: '1' }, true],
    ['when it is turned off', { SAMPLE: '0' }, false],
  ])('%s', (_, env, isSample) => {
    expect(configFromEnv(env).isSample).toBe(isSample)
  })
})
