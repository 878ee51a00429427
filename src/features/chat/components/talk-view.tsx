import { ScrollView, Text, View, type ViewProps } from '@tarojs/components'
import Taro, { useDidShow } from '@tarojs/taro'
import { Fragment, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { Message, TicketMark } from '../../../../contract/chat'
import { textOf } from '@/api/api-error'
import { toast } from '@/platform/dialogs'
import { keepsPlace } from '@/platform/keeps-place'
import { useMe } from '@/stores/session'
import { Button } from '@/ui/button'
import { Empty } from '@/ui/states'
import type { TagKind } from '@/ui/tag'
import { Tap } from '@/ui/tap'
import { loadAround, loadEarlier, loadLater, loadNewest, markRead, type Where } from '../actions'
import { keepDraft, readDraft } from '../draft'
import { useLiveTalk } from '../live'
import { useOutbox } from '../outbox'
import { takeWanted, useOpenTalk } from '../store'
import { rowId, showsTime, welcomePlace } from '../talk'
import { CHAT_TEXT } from '../text'
import { Composer } from './composer'
import { MessageMenu, type MenuAct } from './message-menu'
import { MessageRow, type RowActs } from './message-row'
import { PendingRow } from './pending-row'
import './talk.scss'

/** What is read is told to the server at most so often. */
const READ_EVERY_MS = 2_000

/** So long the browser keeps a page hidden to which one comes back; what is hidden cannot be scrolled. */
const PAGE_TURN_MS = 500

interface Props {
  where: Where
  meId: string
  /** The message at which it was opened. */
  start: number | undefined
  tagOf: (ticket: TicketMark) => { text: string; kind: TagKind }
  onTicket: (ticketId: string) => void
  onToTicket: (messages: Message[]) => void
  onTicketCard: () => void
  onInfo: () => void
  /** What the page adds to the menu of a message. */
  moreActs: (message: Message) => readonly MenuAct[]
  /** In place of the composer, for who may not speak for a time. */
  whyMuted: ReactNode
  /** In its place for who is not known by a phone number yet. */
  phoneNeeded: (onProved: () => Promise<unknown>) => ReactNode
}

/** The talk of one group: what was said, and where one says something. */
export const TalkView = ({
  where,
  meId,
  start,
  tagOf,
  onTicket,
  onToTicket,
  onTicketCard,
  onInfo,
  moreActs,
  whyMuted,
  phoneNeeded,
}: Props) => {
  const open = useOpenTalk((state) => state.open)
  const [draft, setDraft] = useState(() => readDraft(where.groupId))
  const [menu, setMenu] = useState<Message | null>(null)
  const [chosen, setChosen] = useState<readonly number[] | null>(null)
  const scroll = useScroll(where, start)
  useLiveTalk(where)
  useReading(where, scroll.isAtEnd)
  const latest = useRef({ onTicket, tagOf, jump: scroll.jump })
  latest.current = { onTicket, tagOf, jump: scroll.jump }
  useDidShow(() => {
    const seq = takeWanted(where.groupId)
    if (seq !== null) setTimeout(() => latest.current.jump(seq), PAGE_TURN_MS)
  })
  // The same for every row and for good, so that a row is drawn again only when its message changed.
  const acts = useMemo<RowActs>(
    () => ({
      onMore: setMenu,
      onJump: (seq) => latest.current.jump(seq),
      onTicket: (ticketId) => latest.current.onTicket(ticketId),
      tagOf: (ticket) => latest.current.tagOf(ticket),
      onChoose: (seq) =>
        setChosen((old) =>
          old?.includes(seq) ? old.filter((one) => one !== seq) : [...(old ?? []), seq],
        ),
    }),
    [],
  )
  if (!open) return null
  const { group, talk, unreadFrom } = open
  const welcome = group.welcome ? welcomePlace(talk, group.joinedAt) : null
  const log = { role: 'log', 'aria-label': group.name } as ViewProps // Taro's types know no aria
  return (
    <View className="talk">
      <Tap className="talk__head" onTap={onInfo}>
        <Text>{CHAT_TEXT.members(group.memberCount)}</Text>
        <Text className="talk__info">{CHAT_TEXT.info}</Text>
      </Tap>
      <ScrollView
        className="talk__list"
        // Said in so many words: where it is left out, the browser's twin glides, and passes its own top.
        scrollX={false}
        scrollY
        scrollAnchoring
        scrollIntoView={scroll.to}
        scrollIntoViewAlignment="start"
        upperThreshold={200}
        lowerThreshold={120}
        onScroll={({ detail }) => scroll.onScroll(detail.scrollTop)}
        onScrollToUpper={scroll.onTop}
        onScrollToLower={scroll.onEnd}
      >
        <View {...log}>
          {talk.hasBefore ? <View className="said__line">{CHAT_TEXT.earlier}</View> : null}
          {talk.messages.length === 0 ? (
            <Empty sign="说" title={CHAT_TEXT.empty} hint={CHAT_TEXT.emptyHint} />
          ) : null}
          {talk.messages.map((message, at) => (
            <Fragment key={message.seq}>
              {welcome === message.seq ? <Welcome words={group.welcome} /> : null}
              <MessageRow
                message={message}
                isMine={message.authorId === meId}
                hasTime={showsTime(message, talk.messages[at - 1])}
                isFirstUnread={message.seq === unreadFrom}
                isFound={message.seq === scroll.found}
                isChosen={chosen?.includes(message.seq) ?? null}
                acts={acts}
              />
            </Fragment>
          ))}
          {welcome === 'end' ? <Welcome words={group.welcome} /> : null}
          {talk.hasAfter ? null : <Pending groupId={where.groupId} />}
          <View id={rowId(where.groupId, 'end')} className="talk__end" />
        </View>
      </ScrollView>
      {scroll.isAtEnd && !talk.hasAfter ? null : (
        <View className="talk__above">
          <Tap className="talk__newest" onTap={scroll.toNewest}>
            {CHAT_TEXT.toNewest(scroll.missed)}
          </Tap>
        </View>
      )}
      {chosen ? (
        <View className="say say--choosing">
          <Text className="say__chosen">{CHAT_TEXT.select(chosen.length)}</Text>
          <Button text={CHAT_TEXT.cancel} kind="plain" isSmall onTap={() => setChosen(null)} />
          <Button
            text={CHAT_TEXT.menu.toTicket}
            isSmall
            isOff={chosen.length === 0}
            onTap={() => {
              onToTicket(talk.messages.filter(({ seq }) => chosen.includes(seq)))
              setChosen(null)
            }}
          />
        </View>
      ) : (
        <Composer
          where={where}
          group={group}
          draft={draft}
          onDraft={setDraft}
          onTicketCard={onTicketCard}
          onSaid={scroll.toNewest}
          whyMuted={whyMuted}
          phoneNeeded={phoneNeeded}
        />
      )}
      {menu ? (
        <MessageMenu
          where={where}
          message={menu}
          isMine={menu.authorId === meId}
          onQuote={() => {
            const { seq, authorName, words } = menu
            const next = { ...draft, quote: { seq, authorName, beginning: words.slice(0, 40) } }
            setDraft(next)
            keepDraft(where.groupId, next)
            setMenu(null)
          }}
          onToTicket={() => {
            setMenu(null)
            onToTicket([menu])
          }}
          onSelect={() => {
            setChosen([menu.seq])
            setMenu(null)
          }}
          moreActs={moreActs(menu)}
          onClose={() => setMenu(null)}
        />
      ) : null}
    </View>
  )
}

/** What the community says to who came, where they came in. */
const Welcome = ({ words }: { words: string }) => (
  <View className="said__welcome">
    <Text className="words">{words}</Text>
  </View>
)

/** Apart from the list, so that sending redraws only what is being sent. */
const Pending = ({ groupId }: { groupId: string }) => {
  const outgoing = useOutbox((state) => state.outgoing)
  const known = useOpenTalk(({ open }) => open?.talk.messages)
  const me = useMe()
  const here = outgoing.filter(
    (one) =>
      one.groupId === groupId &&
      one.personId === me?.personId &&
      !known?.some(({ commandId }) => commandId === one.commandId),
  )
  return (
    <View>
      {here.map((one) => (
        <PendingRow key={one.commandId} outgoing={one} />
      ))}
    </View>
  )
}

const TOP_PX = 8

/** Where the list stands: at its end it follows what comes; elsewhere it stays where the reader is. */
const useScroll = (where: Where, start: number | undefined) => {
  const { groupId } = where
  const talk = useOpenTalk(({ open }) => open?.talk)
  const unreadFrom = useOpenTalk(({ open }) => open?.unreadFrom ?? null)
  const beginsAt = start ?? unreadFrom
  const [to, setTo] = useState('')
  /** The newest message when the reader left the end; null while they are there. */
  const [leftAt, setLeftAt] = useState(beginsAt === null ? null : (talk?.lastSeq ?? 0))
  /** Where a jump has led. */
  const [found, setFound] = useState(start ?? null)
  const isAtEnd = leftAt === null
  const top = useRef(0)
  const isLoading = useRef(false)
  const last = talk?.messages.at(-1)?.seq ?? 0
  const first = talk?.messages[0]?.seq ?? 0

  // An id is gone to only when it is another than before.
  const goTo = (id: string): void => {
    setTimeout(() => setTo(''), 0)
    setTimeout(() => setTo(id), 20)
  }
  useEffect(() => {
    goTo(rowId(groupId, beginsAt ?? 'end'))
  }, []) // eslint-disable-line react-hooks/exhaustive-deps -- once, where it was opened
  useEffect(() => {
    // A short talk fits on the page: nobody will scroll to its end.
    const timer = setTimeout(() => {
      void isShownWhole(groupId).then((isWhole) => {
        if (isWhole) setLeftAt(null)
      })
    }, 300)
    return () => clearTimeout(timer)
  }, [groupId])
  useEffect(() => {
    if (isAtEnd) goTo(rowId(groupId, 'end'))
  }, [last, isAtEnd, groupId])

  const once = async (work: () => Promise<void>): Promise<void> => {
    if (isLoading.current) return
    isLoading.current = true
    try {
      await work()
    } catch (error) {
      toast(textOf(error))
    } finally {
      isLoading.current = false
    }
  }
  return {
    to,
    found,
    isAtEnd,
    missed: leftAt === null ? 0 : Math.max(0, (talk?.lastSeq ?? 0) - leftAt),
    onScroll: (scrollTop: number): void => {
      if (scrollTop < top.current - 8) setLeftAt((old) => old ?? talk?.lastSeq ?? 0)
      top.current = scrollTop
    },
    onTop: (): void => {
      if (!talk?.hasBefore) return
      void once(async () => {
        await loadEarlier(where)
        // At the very top a list cannot keep its place by itself: nothing stands above to hold on to.
        if (top.current < TOP_PX || !keepsPlace()) goTo(rowId(groupId, first))
      })
    },
    onEnd: (): void => {
      if (talk?.hasAfter) void once(() => loadLater(where))
      else setLeftAt(null)
    },
    jump: (seq: number): void =>
      void once(async () => {
        setLeftAt((old) => old ?? talk?.lastSeq ?? 0)
        await loadAround(where, seq)
        setFound(seq)
        goTo(rowId(groupId, seq))
      }),
    toNewest: (): void =>
      void once(async () => {
        await loadNewest(where)
        setLeftAt(null)
        goTo(rowId(groupId, 'end'))
      }),
  }
}

const isShownWhole = (groupId: string): Promise<boolean> =>
  new Promise((resolve) => {
    Taro.createSelectorQuery()
      .select('.talk__list')
      .boundingClientRect()
      .select(`#${rowId(groupId, 'end')}`)
      .boundingClientRect()
      .exec(([list, end]: ({ bottom: number } | null)[]) =>
        resolve(Boolean(list && end && end.bottom <= list.bottom + 1)),
      )
  })

/** Tells the server how far one has read, now and then, and once more when one goes: to the end, when one has come there. */
const useReading = ({ communityId, groupId }: Where, isAtEnd: boolean): void => {
  const end = useOpenTalk(({ open }) =>
    open && !open.talk.hasAfter ? (open.talk.messages.at(-1)?.seq ?? 0) : 0,
  )
  const told = useRef(0)
  const seen = useRef(0)
  if (isAtEnd) seen.current = Math.max(seen.current, end)
  useEffect(() => {
    const tell = (): void => {
      if (seen.current <= told.current) return
      told.current = seen.current
      // Not told, it is told with the next; unread once more is no harm.
      void markRead({ communityId, groupId }, seen.current).catch(() => undefined)
    }
    tell()
    const timer = setInterval(tell, READ_EVERY_MS)
    return () => {
      clearInterval(timer)
      tell()
    }
  }, [communityId, groupId])
}
