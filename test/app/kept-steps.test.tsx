import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import QueuePage from '@/gridwork/queue/index'
import {
  discardAllSteps,
  findKeptStep,
  newKeptStep,
  useKeptSteps,
} from '@/features/tickets/kept-steps'
import { listenToTickets } from '@/features/tickets/live'
import { sendStepsWhenBack, sendWaitingSteps, takeKeptStep } from '@/features/tickets/send-steps'
import { useTickets } from '@/features/tickets/store'
import { hearServerClock, momentNow } from '@/platform/now'
import type { HttpAnswer, Upload } from '@/platform/wire'
import { comeBack } from '@/stores/connection'
import { endSession, keepSession } from '@/stores/session'
import type { AdvanceTicket, TicketCard } from '../../contract/tickets'
import { GUANGXIMEN, membership, session } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'
import { card, detail, step } from './support/tickets'
import { openWindow } from './support/window'

const dropped: string[] = []
const uploaded: Pick<Upload, 'filePath' | 'fields'>[] = []
let uploads: (given: Upload) => HttpAnswer
jest.mock('@/platform/kept-files', () => ({
  keepFile: (_: string, name: string) => Promise.resolve(name),
  fileUrl: (name: string) => Promise.resolve(`blob:${name}`),
  dropFile: (name: string) => void dropped.push(name),
}))
jest.mock('@/platform/upload', () => ({
  upload: (given: Upload) => {
    uploaded.push({ filePath: given.filePath, fields: given.fields })
    return Promise.resolve(uploads(given))
  },
}))

const ZHOU = session({ memberships: [membership({ role: 'worker' })] })
const photoOf = (n: number) => `019aa000-0000-7000-8000-${String(n).padStart(12, '0')}`
const answered = (photoId: string): HttpAnswer => ({
  is: 'answered',
  status: 200,
  data: { photoId },
})

let stops: (() => void)[] = []
beforeEach(() => {
  openWindow('phone')
  discardAllSteps()
  dropped.length = 0
  uploaded.length = 0
  uploads = () => answered(photoOf(uploaded.length))
  useTickets.setState({ byId: {}, lists: {} })
  stops = [listenToTickets(), sendStepsWhenBack()]
  keepSession(ZHOU, 0)
})
afterEach(() => stops.forEach((stop) => stop()))

const lamp = (change: Partial<TicketCard> = {}) =>
  card({ state: 'dispatched', assignedToMe: true, assigneeName: '网格员 周', ...change })

/** A server on which every step counts and raises the version, as ours does. */
const everyStepCounts = (ticket: TicketCard) => {
  let version = ticket.version
  server.answers('advanceTicket', () => {
    version += 1
    return detail({ ...ticket, version })
  })
}
const asked = (): AdvanceTicket[] => server.asked('advanceTicket').map(({ body }) => body)
const states = () => useKeptSteps.getState().steps.map(({ sending }) => sending.is)
const picture = (commandId = 'picture-command-id') => ({ file: commandId, commandId })

describe('steps taken without a network', () => {
  test('are sent by themselves when it is back, in their order, each on what the one before led to', async () => {
    const ticket = lamp({ version: 3 })
    server.goesDown()
    const claim = newKeptStep(ticket, 'claim')
    expect(await takeKeptStep(claim)).toEqual({ is: 'waiting' })
    const handle = newKeptStep(ticket, 'handle', { words: '换了灯泡', pictures: [picture()] })
    expect(await takeKeptStep(handle)).toEqual({ is: 'waiting' })
    expect(phone.stored('steps')).toMatchObject([{ step: 'claim' }, { step: 'handle' }])

    server.comesBack()
    everyStepCounts(ticket)
    comeBack()
    await waitFor(() => expect(states()).toEqual([]))

    expect(asked()).toMatchObject([
      { commandId: claim.commandId, step: 'claim', seenVersion: 3 },
      {
        commandId: handle.commandId,
        step: 'handle',
        seenVersion: 4,
        words: '换了灯泡',
        photoIds: [photoOf(1)],
      },
    ])
    expect(dropped).toEqual(['picture-command-id'])
  })

  test('after a lost answer the very same command goes again', async () => {
    const ticket = lamp()
    let isLost = false
    server.answers('advanceTicket', () => {
      if (!isLost) {
        isLost = true
        return server.refusing('unavailable')
      }
      return detail({ ...ticket, version: 2 })
    })
    const handle = newKeptStep(ticket, 'handle', { words: '好了', pictures: [picture()] })
    expect(await takeKeptStep(handle)).toEqual({ is: 'waiting' })
    await sendWaitingSteps()

    const [first, second] = asked()
    expect(second).toEqual(first)
    expect(uploaded).toHaveLength(1)
    expect(states()).toEqual([])
  })

  test('what a colleague did first is told in words; what stood on it waits, and nothing is sent in its place', async () => {
    const ticket = lamp()
    server.goesDown()
    await takeKeptStep(newKeptStep(ticket, 'claim'))
    await takeKeptStep(newKeptStep(ticket, 'handle', { pictures: [picture()] }))
    const other = lamp()
    await takeKeptStep(newKeptStep(other, 'claim'))

    server.comesBack()
    server.answers('advanceTicket', ({ params }) => {
      if (params.ticketId === other.ticketId) return detail({ ...other, version: 2 })
      const confirm = step({ seq: 3, step: 'confirm', actorName: '网格员 马', toState: 'closed' })
      throw server.refusal('ticket-changed', { version: 3, state: 'closed', steps: [confirm] })
    })
    await sendWaitingSteps()

    expect(states()).toEqual(['refused', 'waiting'])
    expect(asked().map(({ step: name }) => name)).toEqual(['claim', 'claim'])
  })

  test('talk in between changes nothing about it', async () => {
    const ticket = lamp()
    server.answers('advanceTicket', ({ body }) => {
      if (body.seenVersion === 4) return detail({ ...ticket, version: 5 })
      const steps = [step({ seq: 3, step: 'comment' }), step({ seq: 4, step: 'supervise' })]
      throw server.refusal('ticket-changed', { version: 4, state: 'dispatched', steps })
    })
    expect(await takeKeptStep(newKeptStep(ticket, 'claim'))).toEqual({ is: 'sent' })
  })

  test('are nobody else’s: who signs in next neither sends nor sees them', async () => {
    server.goesDown()
    await takeKeptStep(newKeptStep(lamp(), 'claim'))
    server.comesBack()
    server.answers('advanceTicket', detail())
    endSession('left')
    keepSession({ ...ZHOU, me: { ...ZHOU.me, personId: photoOf(99) } }, 0)
    await sendWaitingSteps()
    expect(asked()).toEqual([])

    keepSession(ZHOU, 0)
    await waitFor(() => expect(asked()).toHaveLength(1))
  })

  test('a session that has ended keeps them waiting', async () => {
    server.refuses('advanceTicket', 'sign-in-first')
    expect(await takeKeptStep(newKeptStep(lamp(), 'claim'))).toEqual({ is: 'waiting' })
  })

  test('pictures that the server no longer has are uploaded once more', async () => {
    const ticket = lamp()
    server.answers('advanceTicket', ({ body }) => {
      if (body.photoIds?.includes(photoOf(1))) return server.refusing('photo-unknown')
      return detail({ ...ticket, version: 2 })
    })
    const handle = newKeptStep(ticket, 'handle', { pictures: [picture()] })
    expect(await takeKeptStep(handle)).toEqual({ is: 'sent' })
    expect(new Set(uploaded.map(({ fields }) => fields.commandId)).size).toBe(2)

    server.refuses('advanceTicket', 'photo-unknown')
    const again = newKeptStep(ticket, 'handle', { pictures: [picture('other-command-id')] })
    expect((await takeKeptStep(again)).is).toBe('refused')
  })

  test('a moment noted by a wrong clock is put right once the server was heard', async () => {
    const ticket = lamp()
    const at = momentNow()
    server.answers('advanceTicket', detail({ ...ticket, version: 2 }))
    const ahead = new Date(at.ms + 7_200_000)
    uploads = () => {
      hearServerClock(ahead.toUTCString())
      return answered(photoOf(1))
    }
    const pictures = [{ ...picture(), taken: { at, point: { lat: 39.9, lng: 116.4 } } }]
    await takeKeptStep(newKeptStep(ticket, 'handle', { pictures }))
    hearServerClock(new Date().toUTCString())

    const [taken] = asked()[0]?.taken ?? []
    expect(taken).toMatchObject({ photoId: photoOf(1), point: { lat: 39.9, lng: 116.4 } })
    expect(Math.abs(Date.parse(taken?.at ?? '') - ahead.getTime())).toBeLessThan(60_000)
  })
})

describe('the queue', () => {
  const queueIs = (...items: TicketCard[]) => {
    server.answers('listTickets', ({ query }) => ({
      items: query.view === 'queue' ? items : [],
      next: null,
    }))
    server.answers('getTicket', ({ params }) =>
      detail(items.find(({ ticketId }) => ticketId === params.ticketId)),
    )
  }
  const openPage = () => {
    phone.openAt(`/gridwork/queue/index?communityId=${GUANGXIMEN}`)
    return render(<QueuePage />)
  }
  const tap = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))

  test('goes on without a network: a claim opens the next step at once, and is shown as waiting', async () => {
    queueIs(lamp())
    openPage()
    await screen.findByRole('button', { name: '我来处理' })
    server.goesDown()
    await tap('我来处理')

    expect(await screen.findByRole('button', { name: '办完了，拍照交差' })).toBeTruthy()
    expect(screen.getByText('存在手机里的操作 1 项')).toBeTruthy()
    expect(screen.getByText('待发送')).toBeTruthy()
    expect(phone.toasts).toEqual(['没有网络，已存好；连上网自动送出'])
  })

  test('a refused step says who was quicker; with a word for it, it is discarded or goes as a comment', async () => {
    const ticket = lamp({ state: 'handling' })
    queueIs(ticket)
    const kept = newKeptStep(ticket, 'handle', { words: '换了灯泡', pictures: [picture()] })
    server.goesDown()
    await takeKeptStep(kept)
    server.comesBack()
    const handled = step({ seq: 2, step: 'handle', actorName: '网格员 马', toState: 'handled' })
    server.refuses('advanceTicket', 'ticket-changed', {
      version: 2,
      state: 'handled',
      steps: [handled],
    })
    await sendWaitingSteps()
    openPage()

    expect(await screen.findByText('没送成')).toBeTruthy()
    expect(screen.getByText(/^已由网格员马于.*处置完成$/)).toBeTruthy()

    server.answers('advanceTicket', detail({ ...ticket, version: 3 }))
    await tap('改成留言送出')
    await waitFor(() => expect(states()).toEqual([]))
    const sent = asked().at(-1)
    expect(sent).toMatchObject({ step: 'comment', words: '换了灯泡', photoIds: [photoOf(1)] })
    expect(sent).not.toHaveProperty('seenVersion')
    expect(sent?.commandId).not.toBe(kept.commandId)
  })

  test('nothing is discarded without asking', async () => {
    const ticket = lamp()
    queueIs(ticket)
    server.goesDown()
    const kept = newKeptStep(ticket, 'return', { words: '不在我的网格', pictures: [picture()] })
    await takeKeptStep(kept)
    openPage()
    await tap('放弃')
    fireEvent.click(await screen.findByRole('button', { name: '取消' }))
    expect(findKeptStep(kept.commandId)).toBeDefined()

    await tap('放弃')
    const buttons = await screen.findAllByRole('button', { name: '放弃' })
    fireEvent.click(buttons.at(-1) ?? document.body)
    await waitFor(() => expect(states()).toEqual([]))
    expect(dropped).toEqual(['picture-command-id'])
  })
})
