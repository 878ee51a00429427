import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { PhoneNumberProps } from '@/platform/phone-number-props'
import { keepSession, useSession } from '@/stores/session'
import AnnouncementPage from '@/resident/announcement/index'
import { EXAMPLES } from '../../contract/examples'
import { announcement, comment } from './support/announcements'
import { GUANGXIMEN, me, session } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'

// As in WeChat, where one tap gives the code; 不用了 is who would rather not.
jest.mock('@/platform/phone-number', () => ({
  PhoneNumber: ({ text, onCode }: PhoneNumberProps) => (
    <>
      <button onClick={() => onCode('wx-code')}>{text}</button>
      <button onClick={() => onCode(null)}>不用了</button>
    </>
  ),
}))

const tap = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))

beforeEach(async () => {
  keepSession(session(), 0)
  useSession.setState({ start: { ...EXAMPLES.getStart.output, hasWechat: true } })
  server.answers('getMe', me())
  server.answers('readAnnouncement', { ok: true as const })
  server.answers('listAnnouncementComments', { items: [], next: null })
  const one = announcement({ hasComments: true })
  server.answers('getAnnouncement', one)
  server.refuses('commentAnnouncement', 'phone-needed')
  phone.openAt(
    `/resident/announcement/index?communityId=${GUANGXIMEN}&announcementId=${one.announcementId}`,
  )
  render(<AnnouncementPage />)
  fireEvent.change(await screen.findByLabelText('写评论'), { target: { value: '几点来水？' } })
  await tap('发表')
  await screen.findByText(/第一次发言前核实一次手机号/)
})

test('who comments unknown is asked for a number; proven, what was written is sent by itself', async () => {
  server.answers('verifyPhone', { ok: true as const })
  server.answers('commentAnnouncement', comment({ words: '几点来水？' }))
  expect(screen.getByDisplayValue('几点来水？')).toBeTruthy()
  await tap('用微信手机号核实')

  await waitFor(() => expect(screen.queryByDisplayValue('几点来水？')).toBeNull())
  expect(server.asked('verifyPhone')[0]?.body).toMatchObject({ code: 'wx-code' })
  expect(server.asked('commentAnnouncement')).toHaveLength(2)
  expect(screen.queryByText(/第一次发言前核实一次手机号/)).toBeNull()
})

test('who would rather not keeps what was written, and nothing is sent', async () => {
  await tap('不用了')

  expect(screen.getByDisplayValue('几点来水？')).toBeTruthy()
  expect(server.asked('verifyPhone')).toEqual([])
  expect(server.asked('commentAnnouncement')).toHaveLength(1)
})
