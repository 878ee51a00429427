import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Receipts } from '../../../../contract/announcements'
import { confirm, toast } from '@/platform/dialogs'
import { nowMs } from '@/platform/now'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Tap } from '@/ui/tap'
import { dueText, whenText } from '@/ui/time'
import type { Where } from '../actions'
import { remindUnread } from '../desk-actions'
import { DESK_ANNOUNCEMENTS_TEXT } from '../desk-text'
import { ReadBar } from './read-bar'
import './announcement-receipts.scss'

interface Props {
  where: Where
  receipts: Receipts
  onReminded: () => Promise<void>
}

/** Of how many how many have read, building by building, and a reminder for the others. */
export const AnnouncementReceipts = ({ where, receipts, onReminded }: Props) => {
  const { readCount, readerCount, buildings } = receipts
  return (
    <View className="card receipts">
      <Text className="receipts__title">{DESK_ANNOUNCEMENTS_TEXT.receipts}</Text>
      <ReadBar
        of={readerCount}
        read={readCount}
        words={
          readerCount === 0
            ? DESK_ANNOUNCEMENTS_TEXT.noReaders
            : DESK_ANNOUNCEMENTS_TEXT.read(readCount, readerCount)
        }
      />
      <Remind where={where} receipts={receipts} onReminded={onReminded} />
      <Buildings buildings={buildings} />
    </View>
  )
}

/** Where somebody is missing comes first; where all have read is nobody's work, and behind one tap. */
const Buildings = ({ buildings }: Pick<Receipts, 'buildings'>) => {
  const [isAll, setAll] = useState(false)
  const done = buildings.filter(({ unread }) => unread.length === 0)
  const shown = buildings.filter(({ unread }) => unread.length > 0)
  return (
    <View>
      {[...shown, ...(isAll ? done : [])].map((one) => (
        <Building key={one.building ?? ''} {...one} />
      ))}
      {done.length > 0 ? (
        <Tap className="receipts__done" onTap={() => setAll(!isAll)}>
          <Text>
            {isAll ? DESK_ANNOUNCEMENTS_TEXT.hideDone : DESK_ANNOUNCEMENTS_TEXT.done(done.length)}
          </Text>
          <View className={`receipts__arrow ${isAll ? 'receipts__arrow--open' : ''}`} />
        </Tap>
      ) : null}
    </View>
  )
}

const Remind = ({ where, receipts, onReminded }: Props) => {
  const { readCount, readerCount, remindedAt, mayRemindFrom } = receipts
  const unread = readerCount - readCount
  const { isBusy, act } = useAct()
  if (readerCount === 0) return null
  if (unread === 0)
    return <Text className="receipts__all">{DESK_ANNOUNCEMENTS_TEXT.everyoneRead}</Text>
  const remind = async () => {
    const isSure = await confirm({
      title: DESK_ANNOUNCEMENTS_TEXT.remindAsk(unread),
      words: DESK_ANNOUNCEMENTS_TEXT.remindWords,
      yes: DESK_ANNOUNCEMENTS_TEXT.remindYes,
    })
    if (!isSure) return
    await act(async () => {
      const { remindedCount } = await remindUnread(where)
      toast(DESK_ANNOUNCEMENTS_TEXT.reminded(remindedCount))
      await onReminded()
    })
  }
  const waits = mayRemindFrom
    ? DESK_ANNOUNCEMENTS_TEXT.remindFrom(dueText(mayRemindFrom, nowMs()))
    : undefined
  return (
    <View className="receipts__remind">
      <Button
        text={DESK_ANNOUNCEMENTS_TEXT.remind(unread)}
        isBusy={isBusy}
        {...(waits && { hint: waits })}
        onTap={() => void remind()}
      />
      {remindedAt && !waits ? (
        <Text className="small">
          {DESK_ANNOUNCEMENTS_TEXT.remindedAt(whenText(remindedAt, nowMs()))}
        </Text>
      ) : null}
    </View>
  )
}

const Building = ({ building, readCount, readerCount, unread }: Receipts['buildings'][number]) => {
  const [isOpen, setOpen] = useState(false)
  const name = DESK_ANNOUNCEMENTS_TEXT.building(building)
  const of = DESK_ANNOUNCEMENTS_TEXT.read(readCount, readerCount)
  const inside = (
    <>
      <View className="receipts__name">
        <Text>{name}</Text>
        <Text className={`small ${unread.length > 0 ? 'receipts__more' : ''}`}>
          {DESK_ANNOUNCEMENTS_TEXT.unreadOf(unread.length)}
        </Text>
        {unread.length > 0 ? (
          <View className={`receipts__arrow ${isOpen ? 'receipts__arrow--open' : ''}`} />
        ) : null}
      </View>
      <ReadBar of={readerCount} read={readCount} words={of} />
    </>
  )
  return (
    <View className="receipts__building">
      {unread.length > 0 ? (
        <Tap
          label={[name, of, DESK_ANNOUNCEMENTS_TEXT.unreadOf(unread.length)].join('，')}
          onTap={() => setOpen(!isOpen)}
        >
          {inside}
        </Tap>
      ) : (
        inside
      )}
      {isOpen && unread.length > 0 ? (
        <View className="receipts__unread">
          {unread.map(({ personId, nickname, room }) => (
            <Text key={personId} className="receipts__one">
              {DESK_ANNOUNCEMENTS_TEXT.reader(nickname, room)}
            </Text>
          ))}
        </View>
      ) : null}
    </View>
  )
}
