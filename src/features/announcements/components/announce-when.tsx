import { View } from '@tarojs/components'
import dayjs from 'dayjs'
import { ANNOUNCING } from '../../../../domain/group/announcing'
import { DateInput } from '@/platform/date-input'
import { nowMs } from '@/platform/now'
import { TimeInput } from '@/platform/time-input'
import { Choices } from '@/ui/choices'
import type { AnnounceDraft } from '../announce-draft'
import { ANNOUNCE_TEXT } from '../desk-text'
import type { ChangeDraft } from '../use-announce-draft'

const WHEN = [
  { value: 'now', text: ANNOUNCE_TEXT.now },
  { value: 'later', text: ANNOUNCE_TEXT.later },
] as const

/** At once, or on a day at an hour. */
export const AnnounceWhen = ({
  draft: { isLater, date, time },
  onChange,
}: {
  draft: AnnounceDraft
  onChange: ChangeDraft
}) => {
  const today = dayjs(nowMs())
  return (
    <View>
      <Choices
        label={ANNOUNCE_TEXT.when}
        options={WHEN}
        value={isLater ? 'later' : 'now'}
        onChoose={(value) => onChange({ isLater: value === 'later' })}
      />
      {isLater ? (
        <View className="announce__times">
          <DateInput
            label={ANNOUNCE_TEXT.date}
            value={date}
            from={today.format('YYYY-MM-DD')}
            to={today.add(ANNOUNCING.scheduleWithinMs, 'ms').format('YYYY-MM-DD')}
            onChoose={(chosen) => onChange({ date: chosen })}
          />
          <TimeInput
            label={ANNOUNCE_TEXT.time}
            value={time}
            onChoose={(chosen) => onChange({ time: chosen })}
          />
        </View>
      ) : null}
    </View>
  )
}
