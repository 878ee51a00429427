import type { Deps } from '../../server/deps'
import { keepWechatIdentity } from '../../server/modules/identity/identity-repository'
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
      await keepWechatIdentity(tx, {
        openid: openidOf(key),
        unionid: null,
        personId: personIdOf(key),
        now: clock.now(),
      })
  })
}
