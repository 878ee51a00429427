import { Text, View } from '@tarojs/components'
import { go } from '@/platform/go'
import { Icon, type IconName } from '@/ui/icon'
import { Tap } from '@/ui/tap'
import { DESK_TEXT } from '../text'
import './desk-links.scss'

const LINKS: readonly { page: string; text: string; icon: IconName }[] = [
  { page: 'desk/announcements/index', text: DESK_TEXT.announcements, icon: 'horn' },
  { page: 'desk/members/index', text: DESK_TEXT.members, icon: 'people' },
  { page: 'talk/groups/index', text: DESK_TEXT.groups, icon: 'people' },
  { page: 'desk/routing/index', text: DESK_TEXT.routing, icon: 'way' },
  { page: 'desk/statistics/index', text: DESK_TEXT.statistics, icon: 'list' },
  { page: 'desk/invitation/index', text: DESK_TEXT.invitation, icon: 'star' },
]

/** The rest of the desk's rooms. */
export const DeskLinks = ({ communityId }: { communityId: string }) => (
  <View className="desk-links">
    {LINKS.map(({ page, text, icon }) => (
      <Tap
        key={page}
        role="link"
        className="desk-links__one"
        onTap={() => go(page, { communityId })}
      >
        <Icon name={icon} />
        <Text>{text}</Text>
      </Tap>
    ))}
  </View>
)
