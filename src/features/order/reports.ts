import type { OrderItem } from '../../../contract/order'
import { REPORT_REASONS } from '../../../domain/group/names'
import { QUEUE_TEXT, REPORT_TEXT } from './text'

/** What was pointed out and how often: 广告 2、泄露隐私. The most named first. */
export const countReasons = ({ reports }: Pick<OrderItem, 'reports'>): string =>
  REPORT_REASONS.map((reason) => ({
    reason,
    count: reports.filter((one) => one.reason === reason).length,
  }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .map(({ reason, count }) => QUEUE_TEXT.times(REPORT_TEXT[reason], count))
    .join('、')

/** A message's place in the community. */
export const keyOfItem = ({
  message,
}: {
  message: Pick<OrderItem['message'], 'groupId' | 'seq'>
}): string => `${message.groupId}/${message.seq}`
