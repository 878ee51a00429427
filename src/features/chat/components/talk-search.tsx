import { Input, Text, View } from '@tarojs/components'
import dayjs from 'dayjs'
import { useEffect, useState } from 'react'
import type { GroupMember, Message } from '../../../../contract/chat'
import { DateInput } from '@/platform/date-input'
import { toast } from '@/platform/dialogs'
import { nowMs } from '@/platform/now'
import { textOf } from '@/api/api-error'
import { usePaged } from '@/stores/use-paged'
import { Button } from '@/ui/button'
import { isolated } from '@/ui/isolated'
import { Shown } from '@/ui/shown'
import { Empty } from '@/ui/states'
import { Tap } from '@/ui/tap'
import { whenText } from '@/ui/time'
import { searchTalk, type Searched, type Where } from '../actions'
import { foundParts } from '../found-parts'
import { CHAT_TEXT, SEARCH_TEXT } from '../text'
import { MemberPicker } from './member-picker'
import './talk-search.scss'

/** Somebody types; the server is asked when they pause. */
const PAUSE_MS = 300
const FIRST_DAY = '2020-01-01'

interface Dates {
  from: string
  to: string
}
const ANY_DAY: Dates = { from: '', to: '' }

/** What was said in a group, found by words, by person, by day. */
export const TalkSearch = ({
  where,
  onOpen,
}: {
  where: Where
  onOpen: (message: Message) => void
}) => {
  const [typed, setTyped] = useState('')
  const [words, setWords] = useState('')
  const [person, setPerson] = useState<GroupMember | null>(null)
  const [dates, setDates] = useState(ANY_DAY)
  useEffect(() => {
    const timer = setTimeout(() => setWords(typed.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <View>
      <View className="search__top">
        <Input
          className="field__input search__words"
          value={typed}
          placeholder={SEARCH_TEXT.words}
          maxlength={40}
          confirmType="search"
          aria-label={SEARCH_TEXT.words}
          onInput={({ detail }) => setTyped(detail.value)}
          onConfirm={() => setWords(typed.trim())}
        />
        <Who where={where} person={person} onChoose={setPerson} />
        <When dates={dates} onChoose={setDates} />
      </View>
      <Found where={where} asked={askedOf(words, person, dates)} onOpen={onOpen} />
    </View>
  )
}

/** Days are meant as people here see them: from the first moment of one to the last of the other. */
const askedOf = (words: string, person: GroupMember | null, { from, to }: Dates): Searched => ({
  ...(words && { q: words }),
  ...(person && { personId: person.personId }),
  ...(from && { from: dayjs(from).startOf('day').toISOString() }),
  ...(to && { to: dayjs(to).startOf('day').add(1, 'day').toISOString() }),
})

const Who = ({
  where,
  person,
  onChoose,
}: {
  where: Where
  person: GroupMember | null
  onChoose: (person: GroupMember | null) => void
}) => {
  const [isPicking, setPicking] = useState(false)
  return (
    <View className="search__row">
      <Text className="search__label">{SEARCH_TEXT.who}</Text>
      <Tap
        className={`choice ${person ? 'choice--on' : ''}`}
        label={`${SEARCH_TEXT.who}：${person?.nickname ?? SEARCH_TEXT.anybody}`}
        onTap={() => setPicking(true)}
      >
        <Text>{person ? isolated(person.nickname) : SEARCH_TEXT.anybody}</Text>
      </Tap>
      {person ? (
        <Tap className="search__clear" label={SEARCH_TEXT.clearWho} onTap={() => onChoose(null)}>
          ×
        </Tap>
      ) : null}
      {isPicking ? (
        <MemberPicker
          where={where}
          title={SEARCH_TEXT.whoTitle}
          mayCallEveryone={false}
          onChoose={(who) => {
            setPicking(false)
            if (who !== 'everyone') onChoose(who)
          }}
          onClose={() => setPicking(false)}
        />
      ) : null}
    </View>
  )
}

const When = ({ dates, onChoose }: { dates: Dates; onChoose: (dates: Dates) => void }) => {
  const today = dayjs(nowMs()).format('YYYY-MM-DD')
  const isSet = dates.from || dates.to
  return (
    <View className="search__row">
      <Text className="search__label search__label--over">{SEARCH_TEXT.when}</Text>
      <DateInput
        label={SEARCH_TEXT.from}
        value={dates.from}
        from={FIRST_DAY}
        to={dates.to || today}
        onChoose={(from) => onChoose({ ...dates, from })}
      />
      <Text className="search__until">{SEARCH_TEXT.until}</Text>
      <DateInput
        label={SEARCH_TEXT.to}
        value={dates.to}
        from={dates.from || FIRST_DAY}
        to={today}
        onChoose={(to) => onChoose({ ...dates, to })}
      />
      {isSet ? (
        <Tap
          className="search__clear"
          label={SEARCH_TEXT.clearDates}
          onTap={() => onChoose(ANY_DAY)}
        >
          ×
        </Tap>
      ) : null}
    </View>
  )
}

const Found = ({
  where,
  asked,
  onOpen,
}: {
  where: Where
  asked: Searched
  onOpen: (message: Message) => void
}) => {
  const name = JSON.stringify(asked)
  const isNothingAsked = name === '{}'
  const { state, reload, more } = usePaged(name, (before) =>
    isNothingAsked ? Promise.resolve({ items: [], next: null }) : searchTalk(where, asked, before),
  )
  if (isNothingAsked)
    return <Empty sign="找" title={SEARCH_TEXT.startTitle} hint={SEARCH_TEXT.startHint} />
  return (
    <Shown load={state} onRetry={() => void reload()}>
      {({ items, hasMore }) =>
        items.length === 0 ? (
          <Empty sign="找" title={SEARCH_TEXT.nothing} hint={SEARCH_TEXT.nothingHint} />
        ) : (
          <View className="list-card">
            {items.map((message) => (
              <FoundRow
                key={message.seq}
                message={message}
                typed={asked.q ?? ''}
                onOpen={() => onOpen(message)}
              />
            ))}
            {hasMore ? (
              <View className="buttons">
                <Button
                  kind="plain"
                  text={SEARCH_TEXT.more}
                  onTap={() => void more().catch((error: unknown) => toast(textOf(error)))}
                />
              </View>
            ) : null}
          </View>
        )
      }
    </Shown>
  )
}

const FoundRow = ({
  message,
  typed,
  onOpen,
}: {
  message: Message
  typed: string
  onOpen: () => void
}) => {
  const { authorName, at, state } = message
  const words = wordsOf(message)
  const when = whenText(at, nowMs())
  return (
    <Tap className="found" label={[authorName, words, when].join('，')} onTap={onOpen}>
      <View className="found__head">
        <Text className="found__name">{isolated(authorName)}</Text>
        <Text className="small">{when}</Text>
      </View>
      <View className="found__words">
        {foundParts(words, typed).map(({ text, isFound }, index) => (
          <Text key={index} className={isFound ? 'found__mark' : ''}>
            {text}
          </Text>
        ))}
      </View>
      {state === 'held' ? <Text className="small">{SEARCH_TEXT.held}</Text> : null}
    </Tap>
  )
}

/** What stands for a message without words. */
const wordsOf = ({ words, photos, place, ticket }: Message): string => {
  if (words) return words
  if (photos.length > 0) return CHAT_TEXT.photo(photos.length)
  if (ticket) return CHAT_TEXT.cardOf(ticket.categoryName)
  return place ? `${CHAT_TEXT.place}：${place.name}` : ''
}
