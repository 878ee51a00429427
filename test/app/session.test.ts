import { waitFor } from '@testing-library/react'
import { currentMe, keepSession, startSession, useSession } from '@/stores/session'
import { call } from '@/api/client'
import { me, session, start } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'

const NOW = Date.parse('2026-11-23T02:00:00Z')
const DAY_MS = 24 * 3_600_000

const signedInSince = (rotatedAt: number): void =>
  phone.store('session', { token: 'token-of-lin', rotatedAt, me: me() })

beforeEach(() => {
  server.answers('getStart', start())
  server.answers('getMe', me())
})

test('the app opens with who used it last, also while the server is down', async () => {
  signedInSince(NOW)
  server.goesDown()

  await expect(startSession(NOW)).rejects.toThrow('no-answer')

  expect(currentMe()?.surname).toBe('林')
})

test('what the server says of me replaces what the phone remembered, and is remembered', async () => {
  signedInSince(NOW)
  server.answers('getMe', me({ surname: '林秀' }))

  await startSession(NOW)

  await waitFor(() => expect(currentMe()?.surname).toBe('林秀'))
  expect(phone.stored('session')).toMatchObject({ token: 'token-of-lin', me: { surname: '林秀' } })
})

test('a token older than a day is changed for a new one', async () => {
  signedInSince(NOW - DAY_MS - 1)
  server.answers('rotateSession', { token: 'new-token', expiresAt: '2026-12-23T02:00:00Z' })

  await startSession(NOW)

  await waitFor(() =>
    expect(phone.stored('session')).toMatchObject({ token: 'new-token', rotatedAt: NOW }),
  )
})

test('what an older app has stored in another shape is nobody', async () => {
  phone.store('session', 'token-of-lin')

  await startSession(NOW)

  expect(useSession.getState().session).toEqual({ is: 'signed-out', why: 'new' })
})

test('a session that the server no longer knows is over, and its token leaves the phone', async () => {
  await startSession(NOW)
  keepSession(session(), NOW)
  server.refuses('listInbox', 'session-ended')

  await expect(call('listInbox', { query: {} })).rejects.toMatchObject({ code: 'session-ended' })

  expect(useSession.getState().session).toEqual({ is: 'signed-out', why: 'ended' })
  expect(phone.stored('session')).toBeUndefined()
})
