import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { Composer } from '@/features/chat/components/composer'
import { MessageMenu } from '@/features/chat/components/message-menu'
import { MessageRow, type RowActs } from '@/features/chat/components/message-row'
import { PendingRow } from '@/features/chat/components/pending-row'
import { NOTHING_SAID, readDraft, type TalkDraft } from '@/features/chat/draft'
import { dropAllOutgoing, sayInGroup, useOutbox, type Outgoing } from '@/features/chat/outbox'
import { keepSession } from '@/stores/session'
import { useState } from 'react'
import { EXAMPLES } from '../../contract/examples'
import type { Group, Message } from '../../contract/chat'
import { membership, session } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'
import { openWindow } from './support/window'

const GROUP: Group = EXAMPLES.getGroup.output
const WHERE = { communityId: GROUP.communityId, groupId: GROUP.groupId }
const message = (change: Partial<Message> = {}): Message => ({
  ...EXAMPLES.getMessage.output,
  ticket: null,
  quote: null,
  place: null,
  photos: [],
  ...change,
})
const acts = (change: Partial<RowActs> = {}): RowActs => ({
  onMore: () => undefined,
  onJump: () => undefined,
  onTicket: () => undefined,
  onChoose: () => undefined,
  tagOf: ({ state }) => ({ text: state, kind: 'info' }),
  ...change,
})
const showRow = (one: Message, more: { isMine?: boolean; acts?: RowActs } = {}) =>
  render(
    <MessageRow
      message={one}
      isMine={more.isMine ?? false}
      hasTime={false}
      isFirstUnread={false}
      isFound={false}
      isChosen={null}
      acts={more.acts ?? acts()}
    />,
  )

beforeEach(() => {
  openWindow('phone')
  keepSession(session({ memberships: [membership()] }), 0)
})
afterEach(() => dropAllOutgoing())

describe('a message', () => {
  test('HTML in names and words is shown as text', () => {
    const { container } = showRow(
      message({ authorName: '<b>林</b>', words: '<img src=x onerror=alert(1)>' }),
    )
    expect(screen.getByText('<b>林</b>')).toBeTruthy()
    expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeTruthy()
    expect(container.querySelector('b, img')).toBeNull()
  })

  test('a name written from right to left, or that says so, is isolated and cannot end its isolation', () => {
    showRow(message({ state: 'recalled', words: '', authorName: '\u202e林\u2069\u202dgnp' }))
    expect(screen.getByText('\u2068林gnp\u2069 撤回了一条消息')).toBeTruthy()
  })

  test('an ordinary name stands as it is', () => {
    showRow(message({ state: 'recalled', words: '', authorName: '3-2 林' }))
    expect(screen.getByText('3-2 林 撤回了一条消息')).toBeTruthy()
  })

  test('what was recalled or hidden leaves a line, and nothing of its content', () => {
    showRow(message({ state: 'recalled', words: '' }), { isMine: true })
    showRow(message({ state: 'hidden', words: '' }))
    expect(screen.getByText('您撤回了一条消息')).toBeTruthy()
    expect(screen.getByText('这条消息已被居委会隐藏')).toBeTruthy()
    // Whoever keeps order is sent it all the same, and can show it again.
    showRow(message({ state: 'hidden', words: '只有居委会能看' }))
    expect(screen.getByText('只有居委会能看')).toBeTruthy()
  })

  test('what is held says so to who may see it, with the reason', () => {
    showRow(message({ state: 'held', holdReason: 'link-of-new-member' }), { isMine: true })
    expect(screen.getByText(/等居委会看过后大家才能看到（新邻居发的链接/)).toBeTruthy()
  })

  test('a link is text until it is tapped, and then one is asked and may copy it', async () => {
    showRow(message({ words: '看 https://example.com/a 吧' }))
    expect(document.querySelector('a')).toBeNull()
    fireEvent.click(screen.getByText('https://example.com/a'))
    fireEvent.click(await screen.findByText('复制链接'))
    await waitFor(() => expect(phone.copied).toEqual(['https://example.com/a']))
  })

  test('a ticket card shows which ticket and how it stands, opens it, and has no empty bubble', () => {
    const opened: string[] = []
    const mark = EXAMPLES.turnIntoTicket.output
    const { container } = showRow(message({ kind: 'ticket', words: '', ticket: mark }), {
      acts: acts({ onTicket: (ticketId) => opened.push(ticketId) }),
    })
    expect(container.querySelector('.said__content')).toBeNull()
    expect(screen.getByText(`工单 ${mark.number}`)).toBeTruthy()
    expect(screen.getByText(mark.state)).toBeTruthy()
    fireEvent.click(screen.getByText(mark.categoryName))
    expect(opened).toEqual([mark.ticketId])
  })

  test('a card of a ticket that is no longer public says so', () => {
    showRow(message({ kind: 'ticket', words: '', ticket: null }))
    expect(screen.getByText('这件工单已不公开')).toBeTruthy()
  })

  test('a quote leads to what was quoted', () => {
    const jumped: number[] = []
    showRow(message({ quote: { seq: 3, authorName: '8-1 陈', beginning: '停水了' } }), {
      acts: acts({ onJump: (seq) => jumped.push(seq) }),
    })
    fireEvent.click(screen.getByText('8-1 陈：停水了'))
    expect(jumped).toEqual([3])
  })
})

describe('the menu of a message', () => {
  const open = (one: Message, isMine = false) =>
    render(
      <MessageMenu
        where={WHERE}
        message={one}
        isMine={isMine}
        onQuote={() => undefined}
        onToTicket={() => undefined}
        onSelect={() => undefined}
        moreActs={[]}
        onClose={() => undefined}
      />,
    )
  const entries = () => screen.getAllByRole('button').map((one) => one.textContent)
  const justNow = () => new Date().toISOString()

  test('one’s own is taken back within two minutes and not later', () => {
    const first = open(message({ at: justNow() }), true)
    expect(entries()).toContain('撤回')
    first.unmount()
    open(message({ at: new Date(Date.now() - 121_000).toISOString() }), true)
    expect(entries()).not.toContain('撤回')
  })

  test('another’s is quoted, copied, made a ticket, and deleted only for oneself', () => {
    open(message({ at: justNow() }))
    expect(entries()).toEqual(
      expect.arrayContaining(['转上报', '引用', '复制', '多选', '删除（只对我）']),
    )
    expect(entries()).not.toContain('撤回')
  })

  test('what is a ticket already, or is held, is not made one', () => {
    const first = open(message({ ticket: EXAMPLES.turnIntoTicket.output }))
    expect(entries()).not.toContain('转上报')
    first.unmount()
    open(message({ state: 'held' }), true)
    expect(entries()).not.toContain('转上报')
    expect(entries()).not.toContain('引用')
  })
})

describe('what is being sent', () => {
  const outgoing = (change: Partial<Outgoing> = {}): Outgoing => ({
    commandId: 'c1',
    personId: session().me.personId,
    ...WHERE,
    words: '有人在吗',
    photos: [],
    place: null,
    quote: null,
    mentions: [],
    isToEveryone: false,
    at: 0,
    state: { is: 'waiting' },
    ...change,
  })

  test('says whether it waits, is on its way, or was refused and why, with both ways on', () => {
    const { rerender } = render(<PendingRow outgoing={outgoing()} />)
    expect(screen.getByRole('status').textContent).toBe('等待网络，连上自动发出')
    rerender(<PendingRow outgoing={outgoing({ state: { is: 'sending' } })} />)
    expect(screen.getByRole('status').textContent).toBe('正在发送…')
    rerender(<PendingRow outgoing={outgoing({ state: { is: 'failed', code: 'slow-mode' } })} />)
    expect(screen.getByRole('alert').textContent).toContain('没有发出去：')
    expect(screen.getByRole('button', { name: '再发一次' })).toBeTruthy()
    expect(screen.getByRole('button', { name: '不发了' })).toBeTruthy()
  })

  test('pictures and a ticket without words are named', () => {
    render(
      <PendingRow outgoing={outgoing({ words: '', ticket: { ticketId: 't', name: '路灯' } })} />,
    )
    expect(screen.getByText('[工单] 路灯')).toBeTruthy()
  })

  test('on a slow network it stands there as being sent until the answer comes', async () => {
    let answer: () => void = () => undefined
    const slow = new Promise<void>((resolve) => {
      answer = resolve
    })
    server.answers('postMessage', async ({ body }) => {
      await slow
      return message({ commandId: body.commandId, words: body.words ?? '' })
    })
    sayInGroup({ ...WHERE, words: '网好慢' })

    await waitFor(() => expect(useOutbox.getState().outgoing[0]?.state.is).toBe('sending'))
    answer()
    await waitFor(() => expect(useOutbox.getState().outgoing).toEqual([]))
    expect(server.asked('postMessage')).toHaveLength(1)
  })

  test('a ticket is sent by its id, as a card', async () => {
    server.answers('postMessage', ({ body }) => message({ commandId: body.commandId }))
    const ticketId = EXAMPLES.turnIntoTicket.output.ticketId
    sayInGroup({ ...WHERE, ticket: { ticketId, name: '路灯' } })
    await waitFor(() => expect(server.asked('postMessage')[0]?.body.ticketId).toBe(ticketId))
    await waitFor(() => expect(useOutbox.getState().outgoing).toEqual([]))
  })
})

describe('where one writes', () => {
  const Writing = ({ group = GROUP }: { group?: Group }) => {
    const [draft, setDraft] = useState<TalkDraft>(NOTHING_SAID)
    return (
      <Composer
        where={WHERE}
        group={group}
        draft={draft}
        onDraft={setDraft}
        onTicketCard={() => undefined}
        onSaid={() => undefined}
        phoneNeeded={() => null}
        whyMuted={<div>您暂停发言</div>}
      />
    )
  }
  const shut = (change: Partial<Group['me']>): Group => ({
    ...GROUP,
    me: { ...GROUP.me, ...change },
  })
  const field = () => screen.getByLabelText('说点什么')
  const type = (value: string) => fireEvent.change(field(), { target: { value } })

  test('4,000 characters go as one message; one more is told in words, stays, and is not sent', async () => {
    server.answers('postMessage', ({ body }) => message({ commandId: body.commandId }))
    render(<Writing />)
    const long = '邻'.repeat(3_999) + '👍'
    type(`${long}！`)
    expect(screen.getByRole('status').textContent).toBe('超出 1 字，请分几条发')
    fireEvent.click(screen.getByText('发送'))
    expect(server.asked('postMessage')).toEqual([])
    expect(readDraft(GROUP.groupId).words).toBe(`${long}！`)

    type(long)
    fireEvent.click(screen.getByText('发送'))
    await waitFor(() => expect(server.asked('postMessage')[0]?.body.words).toBe(long))
    await waitFor(() => expect(useOutbox.getState().outgoing).toEqual([]))
    expect(readDraft(GROUP.groupId).words).toBe('')
  })

  test('the rules stand before the first word, and are confirmed there', async () => {
    server.answers('setGroupForMe', GROUP)
    render(<Writing group={shut({ cannotPost: 'rules-unread' })} />)
    expect(screen.queryByLabelText('说点什么')).toBeNull()
    fireEvent.click(screen.getByText('群公约'))
    expect(screen.getByText(GROUP.rules)).toBeTruthy()
    fireEvent.click(screen.getByText('我知道了'))
    await waitFor(() =>
      expect(server.asked('setGroupForMe')[0]?.body).toMatchObject({ hasReadRules: true }),
    )
  })

  test('who may not speak reads why; slow mode, which passes, takes nothing of what one writes', () => {
    const first = render(<Writing group={shut({ cannotPost: 'muted' })} />)
    expect(screen.queryByLabelText('说点什么')).toBeNull()
    expect(first.container.textContent).toBe('您暂停发言')
    first.unmount()
    render(<Writing group={shut({ cannotPost: 'slow-mode' })} />)
    expect(field()).toBeTruthy()
  })

  test('an archived group is read only', () => {
    render(<Writing group={{ ...GROUP, isArchived: true }} />)
    expect(screen.getByText('这个群已停用，只能看以前的消息')).toBeTruthy()
  })
})
