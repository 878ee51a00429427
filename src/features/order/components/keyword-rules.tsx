import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { KeywordRule } from '../../../../contract/order'
import { confirm, toast } from '@/platform/dialogs'
import { newCommandId } from '@/platform/ids'
import { nowMs } from '@/platform/now'
import { useAct } from '@/stores/use-act'
import { useLiveReading } from '@/stores/use-live-reading'
import { useLoaded } from '@/stores/use-loaded'
import { Button } from '@/ui/button'
import { Cell, Group } from '@/ui/cell'
import { Field } from '@/ui/field'
import { Shown } from '@/ui/shown'
import { Spoken } from '@/ui/spoken'
import { Empty } from '@/ui/states'
import { Tap } from '@/ui/tap'
import { whenText } from '@/ui/time'
import { addKeyword, readKeywords, removeKeyword } from '../actions'
import { isOfTheDesk } from '../live'
import { KEYWORD_TEXT } from '../text'

/** The words that hold a message: adding, taking away, and bringing back what was taken away by mistake. */
export const KeywordRules = ({ communityId }: { communityId: string }) => {
  const { state, reload } = useLoaded(() => readKeywords(communityId))
  const [typed, setTyped] = useState('')
  const [removed, setRemoved] = useState('')
  const { isBusy, act } = useAct()
  useEffect(() => void reload(), [reload])
  useLiveReading(communityId, isOfTheDesk, reload)

  const add = (words: string) =>
    act(async () => {
      await addKeyword(communityId, words, newCommandId())
      toast(KEYWORD_TEXT.added(words))
      await reload()
    })
  const addTyped = async () => {
    if (await add(typed.trim())) setTyped('')
  }
  const remove = async ({ ruleId, words }: KeywordRule) => {
    const isSure = await confirm({
      title: KEYWORD_TEXT.askTitle(words),
      words: KEYWORD_TEXT.askWords,
      yes: KEYWORD_TEXT.remove,
      isDangerous: true,
    })
    if (!isSure) return
    await act(async () => {
      await removeKeyword(communityId, ruleId, newCommandId())
      setRemoved(words)
      await reload()
    })
  }
  const undo = async () => {
    if (await add(removed)) setRemoved('')
  }
  return (
    <View>
      <View className="card card--flush order-keyword">
        <Field
          label={KEYWORD_TEXT.field}
          hint={KEYWORD_TEXT.hint}
          maxLength={30}
          value={typed}
          onInput={setTyped}
        />
        <View className="order-keyword__add">
          <Button
            text={KEYWORD_TEXT.add}
            isBusy={isBusy}
            isOff={!typed.trim()}
            onTap={() => void addTyped()}
          />
          <Text className="small">{KEYWORD_TEXT.why}</Text>
        </View>
      </View>
      <Spoken words={removed ? KEYWORD_TEXT.removed(removed) : ''} />
      {removed ? (
        <View className="card order-undo">
          <Text>{KEYWORD_TEXT.removed(removed)}</Text>
          <Button text={KEYWORD_TEXT.undo} kind="plain" isSmall onTap={() => void undo()} />
        </View>
      ) : null}
      <Shown load={state} onRetry={() => void reload()}>
        {(rules) =>
          rules.length === 0 ? (
            <Empty sign="词" title={KEYWORD_TEXT.empty} hint={KEYWORD_TEXT.emptyHint} />
          ) : (
            <View className="order-rules">
              <Group>
                {rules.map((rule) => (
                  <Cell
                    key={rule.ruleId}
                    title={rule.words}
                    note={KEYWORD_TEXT.made(rule.madeByName, whenText(rule.at, nowMs()))}
                    right={
                      <Tap
                        className="order-card__way"
                        label={KEYWORD_TEXT.removeLabel(rule.words)}
                        onTap={() => void remove(rule)}
                      >
                        {KEYWORD_TEXT.remove}
                      </Tap>
                    }
                  />
                ))}
              </Group>
            </View>
          )
        }
      </Shown>
    </View>
  )
}
