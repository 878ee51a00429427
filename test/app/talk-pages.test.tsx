import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import GroupsPage from '@/talk/groups/index'
import MakePage from '@/talk/make/index'
import RulesPage from '@/talk/rules/index'
import SearchPage from '@/talk/search/index'
import SharePage from '@/talk/share/index'
import { foundParts } from '@/features/chat/found-parts'
import { useOutbox } from '@/features/chat/outbox'
import { takeWanted } from '@/features/chat/store'
import { startTalk, welcomePlace } from '@/features/chat/talk'
import { hearServerClock, nowMs } from '@/platform/now'
import { keepSession } from '@/stores/session'
import { EXAMPLES } from '../../contract/examples'
import type { Message } from '../../contract/chat'
import type { GroupCard } from '../../contract/communities'
import { GUANGXIMEN, membership, session } from './support/people'
import { server } from './support/server'
import { phone } from './support/taro'

const GROUP_ID = EXAMPLES.getGroup.output.groupId
const QUERY = `communityId=${GUANGXIMEN}&groupId=${GROUP_ID}`
const said = (seq: number, words: string): Message => ({
  ...EXAMPLES.getMessage.output,
  seq,
  words,
  ticket: null,
})
const card = (change: Partial<GroupCard>): GroupCard => {
  const [one] = EXAMPLES.listGroups.output.items
  if (!one) throw new Error('the example has a group')
  return { ...one, ...change }
}
const signInAs = (role: 'resident' | 'moderator') =>
  keepSession(session({ memberships: [membership({ role })] }), 0)

beforeEach(() => signInAs('resident'))

describe('finding what was said', () => {
  const open = () => {
    phone.openAt(`/talk/search/index?${QUERY}`)
    return render(<SearchPage />)
  }
  const type = (value: string) =>
    fireEvent.change(screen.getByLabelText('找说过的话'), { target: { value } })

  test('nothing is asked before somebody says what for', async () => {
    open()
    expect(await screen.findByText('找找以前说过的')).toBeTruthy()
    expect(server.asked('searchMessages')).toEqual([])
  })

  test('words are found and marked; a tap leads into the talk at that message', async () => {
    server.answers('searchMessages', { items: [said(7, '楼道的灯坏了')], hasMore: false })
    open()
    type('灯')
    const mark = await screen.findByText('灯')
    expect(mark.className).toBe('found__mark')
    expect(server.asked('searchMessages').at(-1)?.query).toEqual({ q: '灯' })
    fireEvent.click(mark)
    expect(phone.page).toContain('talk/chat/index')
    expect(phone.page).toContain('seq=7')
  })

  test('where the talk lies below, one goes back to it, and it is told to which message', async () => {
    server.answers('searchMessages', { items: [said(7, '楼道的灯坏了')], hasMore: false })
    phone.openAt(`/talk/search/index?${QUERY}`)
    phone.pushBelow(`/talk/chat/index?${QUERY}`, `/talk/info/index?${QUERY}`)
    render(<SearchPage />)
    type('灯')
    fireEvent.click(await screen.findByText('灯'))
    expect(phone.stack).toEqual([`/talk/chat/index?${QUERY}`])
    expect(takeWanted(GROUP_ID)).toBe(7)
    expect(takeWanted(GROUP_ID)).toBeNull()
  })

  test('by a person and by days, and on to older ones', async () => {
    server.answers('listGroupMembers', {
      items: [
        {
          personId: EXAMPLES.getMessage.output.authorId ?? '',
          nickname: '8-1 陈',
          role: 'resident',
        },
      ],
    })
    server.answers('searchMessages', ({ query }) =>
      query.before
        ? { items: [said(3, '更早的一句')], hasMore: false }
        : { items: [said(9, '新的一句')], hasMore: true },
    )
    open()
    fireEvent.click(screen.getByText('所有人'))
    fireEvent.click(await screen.findByText('8-1 陈'))
    await screen.findByText('新的一句')
    fireEvent.change(screen.getByLabelText('从哪天'), { target: { value: '2026-11-01' } })
    fireEvent.change(screen.getByLabelText('到哪天'), { target: { value: '2026-11-02' } })
    await waitFor(() => expect(server.asked('searchMessages').at(-1)?.query.to).toBeTruthy())
    const { from, to, personId } = server.asked('searchMessages').at(-1)?.query ?? {}
    expect(personId).toBe(EXAMPLES.getMessage.output.authorId)
    expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(2 * 24 * 3_600_000)
    fireEvent.click(await screen.findByText('再找更早的'))
    await screen.findByText('更早的一句')
    expect(server.asked('searchMessages').at(-1)?.query.before).toBe('9')
  })

  test('nothing found, and not being able to ask, are told in words', async () => {
    server.answers('searchMessages', { items: [], hasMore: false })
    open()
    type('没有')
    expect(await screen.findByText('没有找到')).toBeTruthy()
    server.refuses('searchMessages', 'not-in-this-group')
    type('不行')
    expect(await screen.findByText('再试一次')).toBeTruthy()
  })

  test('a long message begins shortly before what was found, and every place of it is marked', () => {
    const parts = foundParts(`${'前'.repeat(60)}灯坏了，灯又亮了`, '灯')
    expect(parts[0]?.text.startsWith('…前')).toBe(true)
    expect(parts.filter(({ isFound }) => isFound)).toHaveLength(2)
    expect(foundParts('abc ABC', 'Abc').filter(({ isFound }) => isFound)).toHaveLength(2)
    expect(foundParts('什么都没有', '灯')).toEqual([{ text: '什么都没有', isFound: false }])
  })
})

describe('all groups', () => {
  const chess = card({ groupId: GROUP_ID, kind: 'interest', name: '象棋', isMine: false })
  const open = () => {
    phone.openAt(`/talk/groups/index?communityId=${GUANGXIMEN}`)
    return render(<GroupsPage />)
  }

  test('33 of them stand by kind and are found by name', async () => {
    const buildings = Array.from({ length: 32 }, (_, at) =>
      card({ groupId: `g${at}`, kind: 'building', name: `${at + 1}号楼邻里群` }),
    )
    server.answers('listGroups', { items: [...buildings, chess] })
    open()
    expect(await screen.findByText('楼门 32')).toBeTruthy()
    expect(screen.getByText('兴趣 1')).toBeTruthy()
    fireEvent.change(screen.getByLabelText('按群名找'), { target: { value: '27' } })
    expect(screen.getByText('27号楼邻里群')).toBeTruthy()
    expect(screen.queryByText('象棋')).toBeNull()
    fireEvent.change(screen.getByLabelText('按群名找'), { target: { value: '没有的' } })
    expect(screen.getByText('没有这个名字的群')).toBeTruthy()
  })

  test('a resident joins one by interest, and is offered nothing of managing', async () => {
    server.answers('listGroups', { items: [chess] })
    server.answers('joinGroup', EXAMPLES.getGroup.output)
    open()
    fireEvent.click(await screen.findByText('加入'))
    await waitFor(() => expect(phone.toasts).toEqual(['已加入象棋']))
    expect(server.asked('joinGroup')[0]?.params.groupId).toBe(GROUP_ID)
    expect(screen.queryByText('建一个群')).toBeNull()
    expect(server.asked('listArchivedGroups')).toEqual([])
  })

  test('who keeps order makes groups, writes the rules, and brings archived ones back', async () => {
    signInAs('moderator')
    server.answers('listGroups', { items: [chess] })
    server.answers('listArchivedGroups', { items: [card({ groupId: 'old', name: '老年合唱' })] })
    server.answers('changeGroup', EXAMPLES.getGroup.output)
    open()
    expect(await screen.findByText('建一个群')).toBeTruthy()
    fireEvent.click(screen.getByText('老年合唱'))
    await waitFor(() =>
      expect(server.asked('changeGroup')[0]).toMatchObject({
        params: { groupId: 'old' },
        body: { isArchived: false },
      }),
    )
  })
})

describe('making a group', () => {
  test('its place is chosen, its name follows from it, and what is missing is said', async () => {
    signInAs('moderator')
    server.answers('getCommunity', {
      ...EXAMPLES.getCommunity.output,
      buildings: [{ buildingId: 'b3', name: '3', units: ['1', '2'], gridCode: null }] as never,
    })
    server.answers('makeGroup', EXAMPLES.getGroup.output)
    phone.openAt(`/talk/make/index?communityId=${GUANGXIMEN}`)
    render(<MakePage />)
    expect(await screen.findByText('请先选楼号')).toBeTruthy()
    fireEvent.click(screen.getByText('3号楼'))
    fireEvent.click(screen.getByText('2单元'))
    expect(screen.getByDisplayValue('3号楼2单元邻里群')).toBeTruthy()
    fireEvent.click(screen.getByText('建好它'))
    await waitFor(() =>
      expect(server.asked('makeGroup')[0]?.body).toMatchObject({
        kind: 'building',
        building: '3',
        unit: '2',
        name: '3号楼2单元邻里群',
      }),
    )
    await waitFor(() => expect(phone.page).toContain('talk/chat/index'))
  })
})

describe('rules and welcome', () => {
  test('other rules are asked about first, another welcome is not', async () => {
    signInAs('moderator')
    server.answers('getTalkRules', { rules: '不发广告', welcome: '' })
    server.answers('setTalkRules', ({ body }) => body)
    phone.openAt(`/talk/rules/index?communityId=${GUANGXIMEN}`)
    render(<RulesPage />)
    fireEvent.change(await screen.findByLabelText('欢迎语'), { target: { value: '欢迎' } })
    fireEvent.click(screen.getByText('保存'))
    await waitFor(() => expect(server.asked('setTalkRules')).toHaveLength(1))

    fireEvent.change(screen.getByLabelText('群公约'), { target: { value: '好好说话' } })
    await waitFor(() => expect(screen.queryByText('还没有改动')).toBeNull())
    fireEvent.click(screen.getByText('保存'))
    expect(await screen.findByRole('dialog', { name: '改群公约？' })).toBeTruthy()
    expect(server.asked('setTalkRules')).toHaveLength(1)
  })

  test('the welcome stands where somebody came into the talk', () => {
    const at = (seq: number, hour: string) => ({
      ...said(seq, '话'),
      at: `2026-11-20T${hour}:00:00Z`,
    })
    const items = [at(1, '01'), at(2, '02'), at(3, '04')]
    const page = { items, hasBefore: false, hasAfter: false, lastSeq: 3 }
    expect(welcomePlace(startTalk(page), '2026-11-20T03:00:00Z')).toBe(3)
    expect(welcomePlace(startTalk(page), '2026-11-20T05:00:00Z')).toBe('end')
    expect(welcomePlace(startTalk({ ...page, hasAfter: true }), '2026-11-20T05:00:00Z')).toBeNull()
    expect(welcomePlace(startTalk({ ...page, hasBefore: true }), '2026-11-20T00:30:00Z')).toBeNull()
    expect(welcomePlace(startTalk(page), null)).toBeNull()
  })
})

test('a ticket is shared into one of my groups after a question, and the talk opens', async () => {
  const ticketId = EXAMPLES.turnIntoTicket.output.ticketId
  server.answers('listGroups', {
    items: [
      card({ groupId: GROUP_ID, name: '3号楼邻里群', isMine: true }),
      card({ groupId: 'other', name: '别人的楼', isMine: false }),
    ],
  })
  server.answers('postMessage', EXAMPLES.postMessage.output)
  phone.openAt(
    `/talk/share/index?communityId=${GUANGXIMEN}&ticketId=${ticketId}&name=${encodeURIComponent('路灯不亮')}`,
  )
  render(<SharePage />)
  fireEvent.click(await screen.findByText('3号楼邻里群'))
  expect(screen.queryByText('别人的楼')).toBeNull()
  fireEvent.click(await screen.findByText('发出'))
  await waitFor(() => expect(server.asked('postMessage')[0]?.body.ticketId).toBe(ticketId))
  await waitFor(() => expect(useOutbox.getState().outgoing).toEqual([]))
  expect(phone.page).toContain('talk/chat/index')
})

describe('a phone whose clock is wrong', () => {
  afterEach(() => hearServerClock(new Date().toUTCString()))
  const offBy = () => nowMs() - Date.now()

  test('by an hour goes by the server’s clock', () => {
    hearServerClock(new Date(Date.now() + 3_600_000).toUTCString())
    expect(Math.abs(offBy() - 3_600_000)).toBeLessThan(2_000)
    hearServerClock(undefined)
    hearServerClock('not a date')
    expect(Math.abs(offBy() - 3_600_000)).toBeLessThan(2_000)
  })

  test('by the seconds that an answer takes keeps its own', () => {
    hearServerClock(new Date(Date.now() - 9_000).toUTCString())
    expect(Math.abs(offBy())).toBeLessThan(50)
  })
})
