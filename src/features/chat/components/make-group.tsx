import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Community } from '../../../../contract/communities'
import type { Group } from '../../../../contract/chat'
import { toast } from '@/platform/dialogs'
import { newCommandId } from '@/platform/ids'
import { useShown } from '@/platform/use-shown'
import { useAct } from '@/stores/use-act'
import { useLoaded } from '@/stores/use-loaded'
import { Button } from '@/ui/button'
import { Choices } from '@/ui/choices'
import { Field } from '@/ui/field'
import { Shown } from '@/ui/shown'
import { makeGroup, readPlaces, type NewGroup } from '../actions'
import { GROUPS_TEXT } from '../text'

interface Props {
  communityId: string
  onMade: (group: Group) => void
}

/** A new group: for whom, and how it is called. */
export const MakeGroup = ({ communityId, onMade }: Props) => {
  const { state, reload } = useLoaded(() => readPlaces(communityId))
  useShown(reload)
  return (
    <Shown load={state} onRetry={() => void reload()}>
      {(community) => <Form community={community} onMade={onMade} />}
    </Shown>
  )
}

const KINDS = ['building', 'grid', 'interest'] as const
type Kind = (typeof KINDS)[number]
const KIND_OPTIONS = KINDS.map((value) => ({ value, text: GROUPS_TEXT.kinds[value] }))
const WHOLE = ''

interface Written {
  kind: Kind
  building: string | null
  unit: string
  gridCode: string | null
  /** Null as long as it follows from the place. */
  name: string | null
  description: string
}

const Form = ({ community, onMade }: { community: Community; onMade: Props['onMade'] }) => {
  const [written, setWritten] = useState<Written>({
    kind: 'building',
    building: null,
    unit: WHOLE,
    gridCode: null,
    name: null,
    description: '',
  })
  // One for this form: pressed again after a lost answer it is the same group.
  const [command, setCommand] = useState(newCommandId)
  const { isBusy, act } = useAct()
  const write = (part: Partial<Written>) => {
    setWritten({ ...written, ...part })
    setCommand(newCommandId())
  }
  const name = (written.name ?? nameOf(written, community)).trim()
  const make = () =>
    void act(async () => {
      const made = await makeGroup(community.communityId, groupOf(written, name), command)
      toast(GROUPS_TEXT.made)
      onMade(made)
    })
  return (
    <View>
      <View className="card card--flush">
        <Choices
          label={GROUPS_TEXT.whichKind}
          options={KIND_OPTIONS}
          value={written.kind}
          onChoose={(kind) => write({ kind, name: null })}
        />
        <WherePeopleLive community={community} written={written} onWrite={write} />
        <View className="field">
          <Text className="quiet">{GROUPS_TEXT.who[written.kind]}</Text>
        </View>
      </View>
      <View className="card card--flush">
        <Field
          label={GROUPS_TEXT.name}
          hint={GROUPS_TEXT.nameHint}
          value={written.name ?? nameOf(written, community)}
          maxLength={30}
          onInput={(typed) => write({ name: typed })}
        />
        <Field
          label={GROUPS_TEXT.description}
          hint={GROUPS_TEXT.descriptionHint}
          value={written.description}
          maxLength={200}
          isLong
          onInput={(description) => write({ description })}
        />
      </View>
      <View className="buttons">
        <Button
          text={GROUPS_TEXT.makeIt}
          isBusy={isBusy}
          hint={whyNot(written, name)}
          onTap={make}
        />
      </View>
    </View>
  )
}

const WherePeopleLive = ({
  community: { buildings, grids },
  written: { kind, building, unit, gridCode },
  onWrite,
}: {
  community: Community
  written: Written
  onWrite: (part: Partial<Written>) => void
}) => {
  if (kind === 'grid')
    return grids.length === 0 ? (
      <Missing words={GROUPS_TEXT.noGrids} />
    ) : (
      <Choices
        label={GROUPS_TEXT.whichGrid}
        options={grids.map(({ gridCode: code, name }) => ({ value: code, text: name }))}
        value={gridCode}
        onChoose={(code) => onWrite({ gridCode: code })}
      />
    )
  if (kind === 'interest') return null
  const units = buildings.find(({ name }) => name === building)?.units ?? []
  return buildings.length === 0 ? (
    <Missing words={GROUPS_TEXT.noBuildings} />
  ) : (
    <View>
      <Choices
        label={GROUPS_TEXT.whichBuilding}
        options={buildings.map(({ name }) => ({ value: name, text: GROUPS_TEXT.building(name) }))}
        value={building}
        onChoose={(chosen) => onWrite({ building: chosen, unit: WHOLE })}
      />
      {units.length > 0 ? (
        <Choices
          label={GROUPS_TEXT.whichUnit}
          options={[
            { value: WHOLE, text: GROUPS_TEXT.wholeBuilding },
            ...units.map((one) => ({ value: one, text: GROUPS_TEXT.unit(one) })),
          ]}
          value={unit}
          onChoose={(chosen) => onWrite({ unit: chosen })}
        />
      ) : null}
    </View>
  )
}

const Missing = ({ words }: { words: string }) => (
  <View className="field">
    <Text className="quiet">{words}</Text>
  </View>
)

/** As the community's other groups are called, until somebody writes another name. */
const nameOf = ({ kind, building, unit, gridCode }: Written, { grids }: Community): string => {
  if (kind === 'building') return building ? GROUPS_TEXT.nameOfBuilding(building, unit) : ''
  const grid = grids.find((one) => one.gridCode === gridCode)
  return kind === 'grid' && grid ? GROUPS_TEXT.nameOfGrid(grid.name) : ''
}

const whyNot = ({ kind, building, gridCode }: Written, name: string): string | undefined => {
  if (kind === 'building' && !building) return GROUPS_TEXT.needsBuilding
  if (kind === 'grid' && !gridCode) return GROUPS_TEXT.needsGrid
  return name ? undefined : GROUPS_TEXT.needsName
}

const groupOf = (
  { kind, building, unit, gridCode, description }: Written,
  name: string,
): NewGroup => ({
  kind,
  name,
  ...(description.trim() && { description: description.trim() }),
  ...(kind === 'building' && building && { building, ...(unit && { unit }) }),
  ...(kind === 'grid' && gridCode && { gridCode }),
})
