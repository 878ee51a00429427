import { Text, View } from '@tarojs/components'
import type { Happening } from '../../../../contract/communities'
import { nowMs } from '@/platform/now'
import { Tap } from '@/ui/tap'
import { whenText } from '@/ui/time'
import { GROUPS_TEXT, happeningText } from '../text'

interface Props {
  happenings: readonly Happening[]
  onOpen: (ticketId: string) => void
  onAll: () => void
}

/** What happened lately, newest first; each line leads to its ticket. */
export const Happenings = ({ happenings, onOpen, onAll }: Props) => (
  <View>
    <View className="section">
      <Text>{GROUPS_TEXT.happenings}</Text>
      <Tap className="section__more" onTap={onAll}>
        {GROUPS_TEXT.allTickets}
      </Tap>
    </View>
    <View className="card happenings">
      {happenings.length === 0 ? (
        <Text className="quiet">{GROUPS_TEXT.noHappenings}</Text>
      ) : (
        happenings.map((one) => (
          <Tap
            key={one.happeningId}
            role="link"
            className="happening"
            onTap={() => onOpen(one.ticketId)}
          >
            <View className={`happening__dot happening__dot--${one.state}`} />
            <View className="happening__main">
              <Text className="happening__what">{happeningText(one)}</Text>
              <Text className="small">{`${one.placeText} · ${whenText(one.at, nowMs())}`}</Text>
            </View>
          </Tap>
        ))
      )}
    </View>
  </View>
)
