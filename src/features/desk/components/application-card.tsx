import { Text, View } from '@tarojs/components'
import type { Application } from '../../../../contract/communities'
import { nowMs } from '@/platform/now'
import { Button } from '@/ui/button'
import { Tag } from '@/ui/tag'
import { whenText } from '@/ui/time'
import { APPLICATIONS_TEXT, RELATION_TEXT } from '../text'
import { outcomeText } from '../outcome'
import './application-card.scss'

interface Props {
  application: Application
  /** Present once it was decided while this page was open: by me or by somebody else. */
  decidedBy?: 'me' | 'others'
  isFresh?: boolean
  isBusy?: boolean
  onAdmit?: () => void
  onRefuse?: () => void
}

/** Who wants to join, with everything by which one decides. */
export const ApplicationCard = ({
  application,
  decidedBy,
  isFresh,
  isBusy,
  onAdmit,
  onRefuse,
}: Props) => {
  const { surname, address, relation, nickname, note, isInvited, sameRoomCount } = application
  const outcome = outcomeText(application, decidedBy, nowMs())
  return (
    <View className={`card application ${isFresh ? 'application--fresh' : ''}`}>
      <View className="application__head">
        <Text className="application__who">{surname}</Text>
        <Tag text={RELATION_TEXT[relation]} kind="info" />
        <Tag
          text={isInvited ? APPLICATIONS_TEXT.invited : APPLICATIONS_TEXT.notInvited}
          kind={isInvited ? 'go' : 'quiet'}
        />
      </View>
      <Text className="application__address">
        {APPLICATIONS_TEXT.address(address.building, address.unit, address.room)}
      </Text>
      {note ? <Text className="application__note">{APPLICATIONS_TEXT.note(note)}</Text> : null}
      <View className="application__facts">
        <Text>{APPLICATIONS_TEXT.willBe(nickname)}</Text>
        <Text>{APPLICATIONS_TEXT.sameRoom(sameRoomCount)}</Text>
        <Text>{APPLICATIONS_TEXT.waited(whenText(application.appliedAt, nowMs()))}</Text>
      </View>
      {outcome ? (
        <Text
          className={`application__outcome ${application.state === 'admitted' ? 'application__outcome--in' : ''}`}
        >
          {outcome}
        </Text>
      ) : null}
      {application.state === 'waiting' && onAdmit && onRefuse ? (
        <View className="application__acts">
          <Button text={APPLICATIONS_TEXT.admit} isBusy={isBusy} onTap={onAdmit} />
          <Button text={APPLICATIONS_TEXT.refuse} kind="plain" onTap={onRefuse} isOff={isBusy} />
        </View>
      ) : null}
    </View>
  )
}
