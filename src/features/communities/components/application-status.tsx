import { Text, View } from '@tarojs/components'
import type { MyApplication } from '../../../../contract/identity'
import { confirm, toast } from '@/platform/dialogs'
import { nowMs } from '@/platform/now'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Cell, Group } from '@/ui/cell'
import { Tag } from '@/ui/tag'
import { whenText } from '@/ui/time'
import { withdrawApplication } from '../actions'
import { addressText, FINDER_TEXT, JOIN_TEXT, RELATION_TEXT } from '../text'

/** An application that waits: what was said, and the way to take it back. */
export const Waiting = ({ application }: { application: MyApplication }) => {
  const { isBusy, act } = useAct()
  const withdraw = async () => {
    const isSure = await confirm({
      title: JOIN_TEXT.withdrawTitle,
      words: JOIN_TEXT.withdrawWords,
      yes: JOIN_TEXT.withdrawYes,
      isDangerous: true,
    })
    if (!isSure) return
    const { communityId, applicationId } = application
    if (await act(() => withdrawApplication(communityId, applicationId))) toast(JOIN_TEXT.withdrawn)
  }
  return (
    <View>
      <View className="join__state">
        <View className="join__sign join__sign--wait">…</View>
        <Text className="join__state-title">{JOIN_TEXT.waitingTitle}</Text>
        <Text className="quiet">{JOIN_TEXT.waitingHint}</Text>
      </View>
      <Said application={application} />
      <View className="buttons">
        <Button
          kind="plain"
          text={JOIN_TEXT.withdraw}
          isBusy={isBusy}
          onTap={() => void withdraw()}
        />
      </View>
    </View>
  )
}

/** A refusal with its reason, and the way to mend it. */
export const Refused = ({
  application,
  onApplyAgain,
  onOther,
}: {
  application: MyApplication
  onApplyAgain: () => void
  onOther: () => void
}) => (
  <View>
    <View className="join__state">
      <View className="join__sign join__sign--bad">！</View>
      <Text className="join__state-title">{JOIN_TEXT.refusedTitle}</Text>
      <Text className="quiet">{JOIN_TEXT.refusedHint}</Text>
    </View>
    {application.reason ? (
      <View className="card join__reason">
        <Tag kind="bad" text={JOIN_TEXT.reason} />
        <Text className="words">{application.reason}</Text>
      </View>
    ) : null}
    <Said application={application} />
    <View className="buttons">
      <Button text={JOIN_TEXT.applyAgain} onTap={onApplyAgain} />
      <Button kind="plain" text={FINDER_TEXT.other} onTap={onOther} />
    </View>
  </View>
)

const Said = ({ application }: { application: MyApplication }) => (
  <View className="join__said">
    <Group foot={whenText(application.appliedAt, nowMs())}>
      <Cell title={JOIN_TEXT.community} value={application.communityName} />
      <Cell title={JOIN_TEXT.address} value={addressText(application.address)} />
      <Cell title={JOIN_TEXT.relation} value={RELATION_TEXT[application.relation]} />
    </Group>
  </View>
)
