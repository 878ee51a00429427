import { Image, Text, View } from '@tarojs/components'
import { memo } from 'react'
import type { Message, TicketMark } from '../../../../contract/chat'
import { linksIn } from '../../../../domain/group/talk'
import { pictureUrl } from '@/api/client'
import { confirm } from '@/platform/dialogs'
import { LOAD_LATE } from '@/platform/load-late'
import { copyText } from '@/platform/phone'
import { openMap } from '@/platform/open-map'
import { showPhotos } from '@/platform/photos'
import { nowMs } from '@/platform/now'
import { Tag, type TagKind } from '@/ui/tag'
import { isolated } from '@/ui/isolated'
import { Tap } from '@/ui/tap'
import { whenText } from '@/ui/time'
import { rowId } from '../talk'
import { CHAT_TEXT } from '../text'

export interface RowActs {
  onMore: (message: Message) => void
  onJump: (seq: number) => void
  onTicket: (ticketId: string) => void
  onChoose: (seq: number) => void
  /** How a ticket stands, in the words of tickets. */
  tagOf: (ticket: TicketMark) => { text: string; kind: TagKind }
}

interface Props {
  message: Message
  isMine: boolean
  hasTime: boolean
  isFirstUnread: boolean
  /** Jumped to: it stands out for a moment. */
  isFound: boolean
  /** Null while nothing is being chosen. */
  isChosen: boolean | null
  acts: RowActs
}

/** One message. Drawn again only when it changed: a new neighbour's word must not redraw all before it. */
export const MessageRow = memo(
  ({ message, isMine, hasTime, isFirstUnread, isFound, isChosen, acts }: Props) => {
    const line = lineInstead(message, isMine)
    return (
      <View
        id={rowId(message.groupId, message.seq)}
        className={`said ${isMine ? 'said--mine' : ''} ${isFound ? 'said--found' : ''}`}
      >
        {isFirstUnread ? <View className="said__line">{CHAT_TEXT.unreadFrom}</View> : null}
        {hasTime ? <View className="said__line">{whenText(message.at, nowMs())}</View> : null}
        {line ? (
          <View className="said__line">{line}</View>
        ) : (
          <Bubble message={message} isMine={isMine} isChosen={isChosen} acts={acts} />
        )}
      </View>
    )
  },
)
MessageRow.displayName = 'MessageRow'

/** What stands in place of a message that is no longer there. */
const lineInstead = (
  { state, authorName, words, photos, place }: Message,
  isMine: boolean,
): string | null => {
  if (state === 'recalled')
    return isMine ? CHAT_TEXT.recalledByMe : CHAT_TEXT.recalled(isolated(authorName))
  if (state !== 'hidden') return null
  // Those who keep order still see what it was, and can show it again.
  const isSeen = words || photos.length > 0 || place
  if (isSeen) return null
  return isMine ? CHAT_TEXT.hiddenMine : CHAT_TEXT.hidden
}

const Bubble = ({
  message,
  isMine,
  isChosen,
  acts,
}: Omit<Props, 'hasTime' | 'isFirstUnread' | 'isFound'>) => {
  const { authorName, authorRole, seq, state, holdReason, ticket } = message
  const office = CHAT_TEXT.office[authorRole]
  return (
    <View className="said__row" onLongPress={() => acts.onMore(message)}>
      {isChosen === null ? null : (
        <Tap
          role="checkbox"
          isOn={isChosen}
          label={message.words}
          className="said__choose"
          onTap={() => acts.onChoose(seq)}
        >
          <View className={`said__choice ${isChosen ? 'said__choice--on' : ''}`} />
        </Tap>
      )}
      <View className={`said__sign ${office ? 'said__sign--office' : ''}`}>
        {[...authorName].at(-1)}
      </View>
      <View className="said__body">
        {isMine ? null : (
          <View className="said__name">
            <Text>{isolated(authorName)}</Text>
            {office ? <Text className="said__office">{office}</Text> : null}
          </View>
        )}
        {isEmpty(message) ? null : <Content message={message} acts={acts} />}
        {message.kind === 'ticket' ? (
          <Card ticket={ticket} acts={acts} />
        ) : ticket ? (
          <Tap className="said__ticket" role="link" onTap={() => acts.onTicket(ticket.ticketId)}>
            <Text className="said__ticket-name">{ticket.categoryName}</Text>
            <Tag {...acts.tagOf(ticket)} />
          </Tap>
        ) : null}
        {state === 'held' ? (
          <View className="said__note">
            {CHAT_TEXT.held}
            {holdReason ? `（${CHAT_TEXT.heldWhy[holdReason]}）` : ''}
          </View>
        ) : null}
        {state === 'hidden' ? <View className="said__note">{CHAT_TEXT.hiddenForGroup}</View> : null}
        {state === 'refused' ? <View className="said__note">{CHAT_TEXT.refused}</View> : null}
      </View>
      {isChosen === null ? (
        <Tap
          className="said__more"
          label={CHAT_TEXT.moreOf(isolated(authorName))}
          onTap={() => acts.onMore(message)}
        >
          ⋯
        </Tap>
      ) : null}
    </View>
  )
}

/** A card that was sent without a word beside it. */
const isEmpty = ({ words, photos, place, quote }: Message): boolean =>
  !words && !place && !quote && photos.length === 0

/** A ticket that was sent into the group, as it stands now. */
const Card = ({ ticket, acts }: { ticket: TicketMark | null; acts: RowActs }) =>
  ticket ? (
    <Tap className="said__card" role="link" onTap={() => acts.onTicket(ticket.ticketId)}>
      <View className="said__card-main">
        <Text className="said__card-name">{ticket.categoryName}</Text>
        <Tag {...acts.tagOf(ticket)} />
      </View>
      <Text className="said__card-number">{CHAT_TEXT.cardNumber(ticket.number)}</Text>
    </Tap>
  ) : (
    <View className="said__note">{CHAT_TEXT.cardGone}</View>
  )

const Content = ({ message, acts }: { message: Message; acts: RowActs }) => {
  const { words, photos, place, quote } = message
  return (
    <View className="said__content">
      {quote ? (
        <Tap className="said__quote" onTap={() => acts.onJump(quote.seq)}>
          <Text>
            {isolated(quote.authorName)}：{isolated(quote.beginning)}
          </Text>
        </Tap>
      ) : null}
      {words ? <Words words={words} /> : null}
      {photos.length > 0 ? (
        <View className={`said__photos said__photos--${Math.min(photos.length, 3)}`}>
          {photos.map(({ photoId, thumbUrl }, at) => (
            <Tap
              key={photoId}
              label={`第 ${at + 1} 张照片`}
              onTap={() =>
                showPhotos(
                  photos.map(({ fullUrl }) => pictureUrl(fullUrl)),
                  at,
                )
              }
            >
              <Image
                className="said__photo"
                src={pictureUrl(thumbUrl)}
                mode="aspectFill"
                {...LOAD_LATE}
              />
            </Tap>
          ))}
        </View>
      ) : null}
      {place ? (
        <Tap
          className="said__place"
          role="link"
          onTap={() => void openMap({ ...place.point, name: place.name })}
        >
          <Text>
            {CHAT_TEXT.place}：{isolated(place.name)}
          </Text>
        </Tap>
      ) : null}
    </View>
  )
}

/** Links are text until somebody taps them, and then they are asked about. */
const Words = ({ words }: { words: string }) => {
  const links = linksIn(words)
  if (links.length === 0) return <Text className="said__words">{words}</Text>
  const parts: { text: string; isLink: boolean }[] = []
  let rest = words
  for (const link of links) {
    const at = rest.indexOf(link)
    if (at > 0) parts.push({ text: rest.slice(0, at), isLink: false })
    parts.push({ text: link, isLink: true })
    rest = rest.slice(at + link.length)
  }
  if (rest) parts.push({ text: rest, isLink: false })
  return (
    <View className="said__words">
      {parts.map(({ text, isLink }, at) =>
        isLink ? (
          <Text key={at} className="said__link" onClick={() => void askAboutLink(text)}>
            {text}
          </Text>
        ) : (
          <Text key={at}>{text}</Text>
        ),
      )}
    </View>
  )
}

const askAboutLink = async (link: string): Promise<void> => {
  const isCopying = await confirm({
    title: CHAT_TEXT.linkTitle,
    words: CHAT_TEXT.linkWords(link),
    yes: CHAT_TEXT.copyLink,
  })
  if (isCopying) await copyText(link)
}
