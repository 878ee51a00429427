import dayjs from 'dayjs'
import type { CameBetween } from '../../../contract/tickets'
import type { AnyErrorCode } from '@/api/api-error'
import { ApiError, textOf } from '@/api/api-error'
import { nowMs } from '@/platform/now'
import { isConflict } from './came-between'
import { KEPT_TEXT, STATE_TEXT, STEP_DONE_TEXT } from './text'

/** Of many acts the last ones say how it stands. */
const TOLD_AT_MOST = 2

const atText = (iso: string): string => {
  const at = dayjs(iso)
  return at.format(at.isSame(dayjs(nowMs()), 'day') ? 'HH:mm' : 'M月D日HH:mm')
}

/** Who was quicker, when, and what they did: 已由网格员马于14:02接单. */
export const conflictText = ({ steps }: CameBetween): string =>
  steps
    .filter((one) => isConflict([one]))
    .slice(-TOLD_AT_MOST)
    .map(({ actorName, at, step, toState }) =>
      KEPT_TEXT.byOther(
        actorName.replace(/\s/g, ''),
        atText(at),
        toState === 'closed' ? STATE_TEXT.closed.replace('已', '') : STEP_DONE_TEXT[step],
      ),
    )
    .join('，')

/** Why a step was not taken: what others did, or else what the server says of it. */
export const refusalText = (code: AnyErrorCode, came: CameBetween | null): string =>
  came && isConflict(came.steps) ? conflictText(came) : textOf(new ApiError(code, 409))
