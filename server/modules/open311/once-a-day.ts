import type { Db, Tx } from '../../ports/work'

/** The same content within so long is the same post, whose answer was lost. Under the sender's own id it is so for ever. */
const SAME_WITHIN_MS = 24 * 3_600_000

export interface Post {
  communityId: string
  keyId: string
  /** The sender's own id; absent, the content itself must tell. */
  ownId?: string | undefined
  digest: string
  kind: 'report' | 'update'
}

const contentOf = ({ kind, ownId, digest }: Post): string =>
  `${kind}:${ownId ? `id:${ownId}` : digest}`

/** Two of the same at once come one after the other. */
export const lockOf = (post: Post): string => `open311 ${post.keyId} ${contentOf(post)}`

export interface EarlierPost {
  ticketId: string
  seq: number | null
}

/** The ticket that the same post made before. */
export const earlierPost = async (db: Db, post: Post, now: Date): Promise<EarlierPost | null> => {
  const row = await db
    .selectFrom('open311_post')
    .select(['ticket_id', 'seq', 'at'])
    .where('community_id', '=', post.communityId)
    .where('key_id', '=', post.keyId)
    .where('content', '=', contentOf(post))
    .executeTakeFirst()
  if (!row) return null
  const isSame = post.ownId !== undefined || now.getTime() - row.at.getTime() < SAME_WITHIN_MS
  return isSame ? { ticketId: row.ticket_id, seq: row.seq } : null
}

/** Keeps what the post became; the same words after a day are another report. */
export const keepPost = async (
  tx: Tx,
  post: Post,
  became: { ticketId: string; seq: number | null; mediaUrl: string | null },
  now: Date,
): Promise<void> => {
  const row = {
    ticket_id: became.ticketId,
    seq: became.seq,
    external_id: post.kind === 'report' ? (post.ownId ?? null) : null,
    media_url: became.mediaUrl,
    at: now,
  }
  await tx
    .insertInto('open311_post')
    .values({
      community_id: post.communityId,
      key_id: post.keyId,
      content: contentOf(post),
      ...row,
    })
    .onConflict((conflict) =>
      conflict.columns(['community_id', 'key_id', 'content']).doUpdateSet(row),
    )
    .execute()
}
