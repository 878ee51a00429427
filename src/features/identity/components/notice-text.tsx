import { Text, View } from '@tarojs/components'
import { useSession } from '@/stores/session'
import { Cell, Group } from '@/ui/cell'
import { NOTICE_PARTS, NOTICE_TEXT } from '../notice'
import './notice-text.scss'

/** The whole privacy notice, with who answers for it. */
export const NoticeText = () => {
  const notice = useSession(({ start }) => start?.notice)
  return (
    <View>
      <View className="card notice__short">
        <Text className="words">{NOTICE_TEXT.inShort}</Text>
      </View>
      <Group
        title={NOTICE_TEXT.controller}
        foot={notice ? NOTICE_TEXT.version(notice.version) : NOTICE_TEXT.missing}
      >
        {notice ? (
          <>
            <Cell title={NOTICE_TEXT.controllerName} note={notice.controller} />
            <Cell title={NOTICE_TEXT.contact} note={notice.contact} />
          </>
        ) : null}
      </Group>
      {NOTICE_PARTS.map(({ title, lines }) => (
        <View key={title} className="notice__part">
          <Text className="notice__title">{title}</Text>
          {lines.map((line) => (
            <View key={line} className="notice__line">
              <Text>{line}</Text>
            </View>
          ))}
        </View>
      ))}
    </View>
  )
}
