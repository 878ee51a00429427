import type { Deps } from '../../deps'
import { AppError } from '../../ports/app-error'
import type { Caller } from '../../ports/caller'

const REFUSALS = { off: 'wechat-off', refused: 'phone-refused', busy: 'wechat-busy' } as const

/**
 * Keeps the number that WeChat knows, so that somebody may speak (后台实名). WeChat is asked outside any
 * transaction. Its code is good once: sent again after an answer was lost, what is kept is answer enough.
 */
export const verifyPhone = async (
  { database: { db }, wechat, clock }: Pick<Deps, 'database' | 'wechat' | 'clock'>,
  { personId }: Caller,
  code: string,
): Promise<void> => {
  const known = await db
    .selectFrom('phone')
    .select('number')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (known?.number) return
  const answer = await wechat.phoneNumber(code)
  if (answer.is !== 'known') throw new AppError(REFUSALS[answer.is])
  await db
    .insertInto('phone')
    .values({
      person_id: personId,
      number: answer.number,
      vouched_by: null,
      verified_at: clock.now(),
    })
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet({ number: answer.number, verified_at: clock.now() }),
    )
    .execute()
}
