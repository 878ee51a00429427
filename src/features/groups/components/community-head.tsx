import { Text, View } from '@tarojs/components'
import type { Community } from '../../../../contract/communities'
import { GROUPS_TEXT } from '../text'

/** The community's name over its three figures. */
export const CommunityHead = ({
  community,
  nickname,
}: {
  community: Community
  nickname: string
}) => {
  const { name, district, street, memberCount, groupCount, openTicketCount } = community
  const { figures } = GROUPS_TEXT
  return (
    <View className="community">
      <Text className="community__name">{name}</Text>
      <Text className="community__where">{`${district} · ${street} · ${nickname}`}</Text>
      <View className="community__figures">
        <Figure count={memberCount} text={figures.members} />
        <Figure count={groupCount} text={figures.groups} />
        <Figure count={openTicketCount} text={figures.open} />
      </View>
    </View>
  )
}

const Figure = ({ count, text }: { count: number; text: string }) => (
  <View className="community__figure">
    <Text className="community__count">{String(count)}</Text>
    <Text className="community__what">{text}</Text>
  </View>
)
