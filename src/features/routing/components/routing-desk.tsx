import { Text, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import type { RoutingLine } from '../../../../contract/routing'
import { confirm, toast } from '@/platform/dialogs'
import { newCommandId } from '@/platform/ids'
import { useShown } from '@/platform/use-shown'
import { useAct } from '@/stores/use-act'
import { useLoaded } from '@/stores/use-loaded'
import { Button } from '@/ui/button'
import { Shown } from '@/ui/shown'
import { Empty } from '@/ui/states'
import { Tap } from '@/ui/tap'
import { readChoices, readRouting, removeLine } from '../actions'
import { draftOf, NEW_LINE, type LineDraft } from '../line-draft'
import { ROUTING_TEXT } from '../text'
import { LineSheet } from './line-sheet'
import { Trial } from './trial'
import './routing.scss'

/** How a category is chosen: lent by the page, because reports own it. */
export type PickCategory = (
  value: { id: string; name: string } | null,
  onChoose: (categoryId: string, name: string) => void,
) => ReactNode

interface Props {
  communityId: string
  mayEdit: boolean
  pickCategory: PickCategory
}

/** The table that says who gets which ticket: to read, to try out and, for the street, to change. */
export const RoutingDesk = ({ communityId, mayEdit, pickCategory }: Props) => {
  const { state, reload } = useLoaded(async () => ({
    table: await readRouting(communityId),
    choices: await readChoices(communityId),
  }))
  const [draft, setDraft] = useState<LineDraft | null>(null)
  const { act } = useAct()
  useShown(reload)

  const remove = async ({ ruleId, when }: RoutingLine) => {
    const isSure = await confirm({
      title: ROUTING_TEXT.removeTitle,
      words: when,
      yes: ROUTING_TEXT.remove,
      isDangerous: true,
    })
    if (!isSure) return
    await act(async () => {
      await removeLine(communityId, ruleId, newCommandId())
      toast(ROUTING_TEXT.removed)
      await reload()
    })
  }
  return (
    <View>
      <View className="routing-intro">
        <Text className="quiet">{ROUTING_TEXT.intro}</Text>
        {mayEdit ? null : <Text className="quiet">{ROUTING_TEXT.readOnly}</Text>}
      </View>
      <Shown load={state} onRetry={() => void reload()}>
        {({ table, choices }) => (
          <>
            {table.items.length === 0 ? (
              <Empty sign="派" title={ROUTING_TEXT.empty} hint={ROUTING_TEXT.emptyHint} />
            ) : null}
            {table.items.map((line) => (
              <Line
                key={line.ruleId}
                line={line}
                mayEdit={mayEdit}
                onChange={() => setDraft(draftOf(draftPartOf(line), nameOf(line)))}
                onRemove={() => void remove(line)}
              />
            ))}
            {mayEdit ? (
              <View className="buttons">
                <Button text={ROUTING_TEXT.add} onTap={() => setDraft(NEW_LINE)} />
              </View>
            ) : null}
            <View className="group__title">{ROUTING_TEXT.tryTitle}</View>
            <View className="card card--flush">
              <View className="routing-hint small">{ROUTING_TEXT.tryHint}</View>
              <Trial communityId={communityId} choices={choices} pickCategory={pickCategory} />
            </View>
            {draft ? (
              <LineSheet
                communityId={communityId}
                choices={choices}
                categoryGroups={table.categoryGroups}
                pickCategory={pickCategory}
                draft={draft}
                onClose={() => setDraft(null)}
                onKept={() => {
                  setDraft(null)
                  void reload()
                }}
              />
            ) : null}
          </>
        )}
      </Shown>
    </View>
  )
}

const draftPartOf = ({ when: _, then: __, isTargetGone: ___, ...draft }: RoutingLine) => draft

/** The category stands first in what a line says. */
const nameOf = ({ when }: RoutingLine): string => when.split(' · ')[0] ?? ''

const Line = ({
  line,
  mayEdit,
  onChange,
  onRemove,
}: {
  line: RoutingLine
  mayEdit: boolean
  onChange: () => void
  onRemove: () => void
}) => (
  <View className="card routing-line">
    <View className="routing-line__says">
      <Text className="routing-line__when">{line.when}</Text>
      <Text className={line.isTargetGone ? 'routing-line__gone' : 'routing-line__then'}>
        {line.isTargetGone ? ROUTING_TEXT.targetGone : line.then}
      </Text>
    </View>
    {mayEdit ? (
      <View className="routing-line__acts">
        <Tap
          className="routing-line__act"
          label={ROUTING_TEXT.changeLabel(line.when)}
          onTap={onChange}
        >
          {ROUTING_TEXT.change}
        </Tap>
        <Tap
          className="routing-line__act routing-line__act--bad"
          label={ROUTING_TEXT.removeLabel(line.when)}
          onTap={onRemove}
        >
          {ROUTING_TEXT.remove}
        </Tap>
      </View>
    ) : null}
  </View>
)
