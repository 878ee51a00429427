import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Community } from '../../../../contract/communities'
import { Choices } from '@/ui/choices'
import { Sheet } from '@/ui/sheet'
import { Tap } from '@/ui/tap'
import { buildingText, JOIN_TEXT, unitText } from '../text'

interface Props {
  buildings: Community['buildings']
  building: string
  unit: string
  onChoose: (change: { building?: string; unit?: string }) => void
  problem?: string
  unitProblem?: string
}

/** The building from the community's list, then its unit where it has several doors. */
export const BuildingChoice = ({
  buildings,
  building,
  unit,
  onChoose,
  problem,
  unitProblem,
}: Props) => {
  const [isOpen, setOpen] = useState(false)
  const units = buildings.find(({ name }) => name === building)?.units ?? []
  const choose = (name: string) => {
    const found = buildings.find((one) => one.name === name)
    onChoose({ building: name, unit: found?.units.length === 1 ? (found.units[0] ?? '') : '' })
    setOpen(false)
  }
  return (
    <View>
      <View className="field">
        <Text className="field__label">{JOIN_TEXT.building}</Text>
        <Tap
          className="join__building"
          label={`${JOIN_TEXT.building}，${building ? buildingText(building) : JOIN_TEXT.chooseBuilding}`}
          onTap={() => setOpen(true)}
        >
          <Text className={building ? '' : 'quiet'}>
            {building ? buildingText(building) : JOIN_TEXT.chooseBuilding}
          </Text>
          <View className="cell__arrow" />
        </Tap>
        {problem ? <Text className="field__problem">{problem}</Text> : null}
      </View>
      {units.length > 0 ? (
        <View>
          <Choices
            label={JOIN_TEXT.unit}
            options={units.map((name) => ({ value: name, text: unitText(name) }))}
            value={unit || null}
            onChoose={(next) => onChoose({ unit: next })}
          />
          {unitProblem ? <Text className="join__problem">{unitProblem}</Text> : null}
        </View>
      ) : null}
      {isOpen ? (
        <Sheet title={JOIN_TEXT.chooseBuilding} onClose={() => setOpen(false)}>
          <View className="join__buildings">
            {buildings.map(({ name }) => (
              <Tap
                key={name}
                role="radio"
                isOn={name === building}
                className={`choice ${name === building ? 'choice--on' : ''}`}
                onTap={() => choose(name)}
              >
                <Text>{buildingText(name)}</Text>
              </Tap>
            ))}
          </View>
        </Sheet>
      ) : null}
    </View>
  )
}
