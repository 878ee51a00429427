import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { TalkRules } from '../../../../contract/chat'
import { confirm, toast } from '@/platform/dialogs'
import { newCommandId } from '@/platform/ids'
import { useShown } from '@/platform/use-shown'
import { useAct } from '@/stores/use-act'
import { useLoaded } from '@/stores/use-loaded'
import { Button } from '@/ui/button'
import { Field } from '@/ui/field'
import { Shown } from '@/ui/shown'
import { readTalkRules, setTalkRules } from '../actions'
import { GROUPS_TEXT } from '../text'

/** What all groups agree on, and how they welcome: written by who keeps order. */
export const TalkRulesForm = ({ communityId }: { communityId: string }) => {
  const { state, reload } = useLoaded(() => readTalkRules(communityId))
  useShown(reload)
  return (
    <Shown load={state} onRetry={() => void reload()}>
      {(kept) => <Form communityId={communityId} kept={kept} reload={reload} />}
    </Shown>
  )
}

const Form = ({
  communityId,
  kept,
  reload,
}: {
  communityId: string
  kept: TalkRules
  reload: () => Promise<void>
}) => {
  const [rules, setRules] = useState(kept.rules)
  const [welcome, setWelcome] = useState(kept.welcome)
  const { isBusy, act } = useAct()
  const areRulesNew = rules.trim() !== kept.rules
  const isChanged = areRulesNew || welcome.trim() !== kept.welcome
  const save = async () => {
    const mustAsk = areRulesNew && rules.trim() !== ''
    const isSure =
      !mustAsk ||
      (await confirm({
        title: GROUPS_TEXT.askTitle,
        words: GROUPS_TEXT.askWords,
        yes: GROUPS_TEXT.save,
      }))
    if (!isSure) return
    await act(async () => {
      await setTalkRules(
        communityId,
        { rules: rules.trim(), welcome: welcome.trim() },
        newCommandId(),
      )
      toast(GROUPS_TEXT.saved)
      await reload()
    })
  }
  return (
    <View>
      <View className="card card--flush">
        <Field
          label={GROUPS_TEXT.rulesLabel}
          hint={GROUPS_TEXT.rulesFieldHint}
          value={rules}
          maxLength={2000}
          isLong
          onInput={setRules}
        />
        <View className="field">
          <Text className="small">{GROUPS_TEXT.rulesFoot}</Text>
        </View>
      </View>
      <View className="card card--flush">
        <Field
          label={GROUPS_TEXT.welcomeLabel}
          hint={GROUPS_TEXT.welcomeFieldHint}
          value={welcome}
          maxLength={500}
          isLong
          onInput={setWelcome}
        />
        <View className="field">
          <Text className="small">{GROUPS_TEXT.welcomeFoot}</Text>
        </View>
      </View>
      <View className="buttons">
        <Button
          text={GROUPS_TEXT.save}
          isBusy={isBusy}
          hint={isChanged ? undefined : GROUPS_TEXT.unchanged}
          onTap={() => void save()}
        />
      </View>
    </View>
  )
}
