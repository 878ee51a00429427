import { Text, Textarea, View, type ViewProps } from '@tarojs/components'
import type { KeyboardEvent } from 'react'
import { useState, type ReactNode } from 'react'
import type { Group, GroupMember } from '../../../../contract/chat'
import { errorText } from '../../../../contract/error-text'
import { lengthOf, TALK } from '../../../../domain/group/talk'
import { textOf } from '@/api/api-error'
import { toast } from '@/platform/dialogs'
import { newCommandId } from '@/platform/ids'
import { keepFile } from '@/platform/kept-files'
import { choosePhotos } from '@/platform/photos'
import { pickPlace, whereAmI } from '@/platform/place'
import { StorageFull } from '@/platform/storage'
import { useWide } from '@/platform/use-wide'
import { Button } from '@/ui/button'
import { isolated } from '@/ui/isolated'
import { Sheet } from '@/ui/sheet'
import { Tap } from '@/ui/tap'
import { askGroupAgain, setMine, type Where } from '../actions'
import { keepDraft, NOTHING_SAID, type TalkDraft } from '../draft'
import { sayInGroup, sendRefusedAgain, type OutPhoto, type Said } from '../outbox'
import { CHAT_TEXT } from '../text'
import { MemberPicker } from './member-picker'

const isInBrowser = process.env.TARO_ENV !== 'weapp'

interface Props {
  where: Where
  group: Group
  draft: TalkDraft
  onDraft: (draft: TalkDraft) => void
  /** A ticket is to be sent as a card: which one, the page asks. */
  onTicketCard: () => void
  /** Something was said: the talk goes to its end. */
  onSaid: () => void
  /** Why one may not speak for a time, and what one can do about it. */
  whyMuted: ReactNode
  /** For who is not known by a phone number yet; what waited for that is sent once it is proven. */
  phoneNeeded: (onProved: () => Promise<unknown>) => ReactNode
}

/** Where one writes; or, where one may not, why, and what to do about it. */
export const Composer = (props: Props) => {
  const { group, where, whyMuted, phoneNeeded } = props
  const [isReadingRules, setReadingRules] = useState(false)
  const { cannotPost } = group.me
  if (group.isArchived) return <View className="say say--shut">{CHAT_TEXT.archived}</View>
  if (cannotPost === 'rules-unread')
    return (
      <View className="say say--shut">
        <Button text={CHAT_TEXT.rulesTitle} onTap={() => setReadingRules(true)} />
        {isReadingRules ? (
          <Sheet title={CHAT_TEXT.rulesTitle} onClose={() => setReadingRules(false)}>
            <View className="say__rules">
              <Text className="words">{group.rules}</Text>
              <Button
                text={CHAT_TEXT.rulesRead}
                onTap={() => {
                  setReadingRules(false)
                  void setMine(where, { hasReadRules: true }).catch((error: unknown) =>
                    toast(textOf(error)),
                  )
                }}
              />
            </View>
          </Sheet>
        ) : null}
      </View>
    )
  if (cannotPost === 'muted') return <View className="say say--shut">{whyMuted}</View>
  if (cannotPost === 'phone-needed')
    return (
      <View className="say say--shut">
        {phoneNeeded(async () => {
          await askGroupAgain(where)
          sendRefusedAgain('phone-needed')
        })}
      </View>
    )
  // Only for a moment: what one writes stays, and the server says when it is over.
  const isPassing = cannotPost === 'slow-mode' || cannotPost === 'too-fast'
  if (cannotPost && !isPassing)
    return <View className="say say--shut">{errorText(cannotPost)}</View>
  return <Writing {...props} />
}

const Writing = ({ where, group, draft, onDraft, onTicketCard, onSaid }: Props) => {
  const [isAdding, setAdding] = useState(false)
  const [isMentioning, setMentioning] = useState(false)
  const isWide = useWide()
  const length = lengthOf(draft.words)
  const isOver = length > TALK.wordsAtMost
  const write = (next: TalkDraft): void => {
    onDraft(next)
    try {
      keepDraft(group.groupId, next)
    } catch (error) {
      if (!(error instanceof StorageFull)) throw error
      toast(CHAT_TEXT.full)
    }
  }
  const say = (more: Partial<Said>): void => {
    try {
      sayInGroup({ ...where, ...more })
      setAdding(false)
      onSaid()
    } catch (error) {
      if (!(error instanceof StorageFull)) throw error
      toast(CHAT_TEXT.full)
    }
  }
  const sendWords = (): void => {
    const words = draft.words.trim()
    if (!words || isOver) return
    // Whom one has written out again is not called.
    const called = draft.mentions.filter(({ nickname }) => words.includes(`@${nickname}`))
    say({
      words,
      quote: draft.quote,
      mentions: called.map(({ personId }) => personId),
      isToEveryone: draft.isToEveryone && words.includes(`@${CHAT_TEXT.everyone}`),
    })
    write(NOTHING_SAID)
  }
  const mention = (who: GroupMember | 'everyone'): void => {
    setMentioning(false)
    const name = who === 'everyone' ? CHAT_TEXT.everyone : who.nickname
    const words = `${draft.words.replace(/@$/, '')}@${name} `
    write(
      who === 'everyone'
        ? { ...draft, words, isToEveryone: true }
        : { ...draft, words, mentions: [...draft.mentions, who] },
    )
  }
  // Taro's types know no keys; only the browser has them.
  const keys = {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
      // On a phone Enter is a new line, and the button sends.
      if (!isWide) return
      event.preventDefault()
      sendWords()
    },
  } as ViewProps
  return (
    <View className="say">
      {draft.quote ? (
        <View className="say__quote">
          <Text className="say__quoted">
            {CHAT_TEXT.quoting(isolated(draft.quote.authorName))}：{isolated(draft.quote.beginning)}
          </Text>
          <Tap
            className="say__unquote"
            label={CHAT_TEXT.noQuote}
            onTap={() => write({ ...draft, quote: null })}
          >
            ×
          </Tap>
        </View>
      ) : null}
      <View className="say__row" {...(isInBrowser && keys)}>
        <Tap className="say__add" label={CHAT_TEXT.add} onTap={() => setAdding(!isAdding)}>
          ＋
        </Tap>
        <View className="say__field">
          <Textarea
            className="say__words"
            value={draft.words}
            placeholder={CHAT_TEXT.write}
            maxlength={-1}
            autoHeight
            cursorSpacing={16}
            aria-label={CHAT_TEXT.write}
            onInput={({ detail }) => {
              if (detail.value.endsWith('@') && detail.value.length > draft.words.length)
                setMentioning(true)
              write({ ...draft, words: detail.value })
            }}
          />
        </View>
        <Tap
          className={`say__send ${draft.words.trim() && !isOver ? '' : 'say__send--off'}`}
          isOff={!draft.words.trim() || isOver}
          onTap={sendWords}
        >
          {CHAT_TEXT.send}
        </Tap>
      </View>
      {length > TALK.wordsAtMost - 500 ? (
        <View className={`say__count ${isOver ? 'say__count--over' : ''}`} role="status">
          {isOver
            ? CHAT_TEXT.over(length - TALK.wordsAtMost)
            : CHAT_TEXT.left(TALK.wordsAtMost - length)}
        </View>
      ) : null}
      {isAdding ? (
        <View className="say__more">
          <Tap className="say__choice" onTap={() => void addPhotos(say)}>
            {CHAT_TEXT.photos}
          </Tap>
          <Tap className="say__choice" onTap={() => void addPlace(say)}>
            {CHAT_TEXT.place}
          </Tap>
          <Tap className="say__choice" onTap={() => setMentioning(true)}>
            {CHAT_TEXT.mention}
          </Tap>
          <Tap
            className="say__choice"
            onTap={() => {
              setAdding(false)
              onTicketCard()
            }}
          >
            {CHAT_TEXT.ticketCard}
          </Tap>
        </View>
      ) : null}
      {isMentioning ? (
        <MemberPicker
          where={where}
          mayCallEveryone={group.me.keepsOrder}
          onChoose={mention}
          onClose={() => setMentioning(false)}
        />
      ) : null}
    </View>
  )
}

const addPhotos = async (say: (more: Partial<Said>) => void): Promise<void> => {
  try {
    const chosen = await choosePhotos(TALK.photosAtMost, 'both')
    const photos: OutPhoto[] = []
    for (const url of chosen) {
      const commandId = newCommandId()
      photos.push({ commandId, file: await keepFile(url, commandId) })
    }
    if (photos.length > 0) say({ photos })
  } catch (error) {
    toast(textOf(error))
  }
}

const addPlace = async (say: (more: Partial<Said>) => void): Promise<void> => {
  if (pickPlace) {
    const picked = await pickPlace()
    if (picked)
      say({
        place: {
          name: picked.name || CHAT_TEXT.myPlace,
          point: { lat: picked.lat, lng: picked.lng },
        },
      })
    return
  }
  const here = await whereAmI()
  if (here.is !== 'known') return toast(CHAT_TEXT.noPlace)
  say({ place: { name: CHAT_TEXT.myPlace, point: { lat: here.lat, lng: here.lng } } })
}
