import type { Message, TicketMark } from '../../../contract/chat'
import { beginningOf } from '../inbox/beginning-of'
import { presentPhoto } from '../media/picture-address'
import type { Db } from '../../ports/work'
import { findPhotos, type MessageRow, type PhotoRow } from './message-repository'
import { CHAT_TEXT } from './text'

/** Who reads; for nobody in particular, only what the whole group may see is given out. */
export interface ChatEyes {
  urlSecret: string
  now: Date
  personId: string | null
  keepsOrder: boolean
}

const QUOTED_LENGTH = 40

export const presentMessages = async (
  db: Db,
  rows: readonly MessageRow[],
  eyes: ChatEyes,
): Promise<Message[]> => {
  const communityId = rows[0]?.community_id
  if (communityId === undefined) return []
  const photos = await findPhotos(
    db,
    communityId,
    rows.filter((row) => seesContent(row, eyes)).flatMap(({ photo_ids }) => photo_ids),
  )
  return rows.map((row) => present(row, photos, eyes))
}

/** What is held or refused is for its author and those who keep order; what is hidden, for the latter; what was recalled, for nobody. */
const seesContent = ({ state, author_id }: MessageRow, eyes: ChatEyes): boolean => {
  if (state === 'shown') return true
  if (state === 'recalled') return false
  return (
    eyes.keepsOrder || (state !== 'hidden' && author_id !== null && author_id === eyes.personId)
  )
}

const present = (
  row: MessageRow,
  photos: ReadonlyMap<string, PhotoRow>,
  eyes: ChatEyes,
): Message => {
  const isOpen = seesContent(row, eyes)
  return {
    messageId: row.id,
    groupId: row.group_id,
    seq: row.seq,
    commandId: row.command_id,
    kind: row.kind,
    state: row.state,
    holdReason: isOpen ? row.hold_reason : null,
    authorId: row.author_id,
    authorName: authorName(row.author_id, row.author_name),
    authorRole: row.author_role ?? 'operator',
    words: isOpen ? row.words : '',
    photos: isOpen ? presentPhotos(row.photo_ids, photos, eyes) : [],
    place: isOpen ? row.place : null,
    ticket: isOpen ? ticketMark(row) : null,
    quote: isOpen ? quoteOf(row) : null,
    mentions: isOpen ? row.mentions : [],
    isToEveryone: row.is_to_everyone,
    at: row.at.toISOString(),
  }
}

/** An operator has no nickname in any community; somebody who deleted the account has none any more. */
const authorName = (id: string | null, nickname: string | null): string =>
  id === null ? CHAT_TEXT.gone : (nickname ?? CHAT_TEXT.street)

const presentPhotos = (
  ids: readonly string[],
  photos: ReadonlyMap<string, PhotoRow>,
  { urlSecret, now }: ChatEyes,
) =>
  ids.flatMap((id) => {
    const photo = photos.get(id)
    return photo ? [presentPhoto(urlSecret, photo, now)] : []
  })

/** Everybody of the group sees it, so a private ticket has no mark. */
const ticketMark = (row: MessageRow): TicketMark | null =>
  row.ticket_id === null ||
  row.ticket_number === null ||
  row.ticket_state === null ||
  row.ticket_is_private
    ? null
    : {
        ticketId: row.ticket_id,
        number: row.ticket_number,
        categoryName: row.ticket_category ?? '',
        state: row.ticket_state,
        closedHow: row.ticket_closed_how,
      }

const quoteOf = (row: MessageRow): Message['quote'] => {
  if (row.quote_seq === null) return null
  const isOpen = row.quoted_state === 'shown'
  return {
    seq: row.quote_seq,
    authorName: authorName(row.quoted_author_id, row.quoted_author_name),
    beginning: isOpen
      ? beginningOf(row.quoted_words ?? '', QUOTED_LENGTH) ||
        CHAT_TEXT.kind[row.quoted_kind ?? 'words']
      : CHAT_TEXT.quoteGone,
  }
}
