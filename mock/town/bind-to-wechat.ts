import type { Deps } from '../../server/deps'
import { bindWechat } from '../../server/modules/identity/bind-wechat'
import { personIdOf } from './tell-town'
import { PEOPLE } from './people'

/**
 * Gives the people of the town the WeChat accounts that the pretend WeChat knows them by, so that
 * `wx:lin` signs in as 林阿姨 and her messages arrive there.
 */
export const bindToWechat = async (
  { database: { db }, clock }: Pick<Deps, 'database' | 'clock'>,
  openidOf: (person: string) => string,
): Promise<void> => {
  await db.transaction().execute(async (tx) => {
    for (const { key } of PEOPLE)
      await bindWechat(tx, {
        personId: personIdOf(key),
        openid: openidOf(key),
        now: clock.now(),
      })
  })
}
