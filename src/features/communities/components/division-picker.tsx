import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { CommunityCard, Division } from '../../../../contract/communities'
import { useLoaded } from '@/stores/use-loaded'
import { Cell, Group } from '@/ui/cell'
import { Shown } from '@/ui/shown'
import { listCommunities, listDistricts, listStreets } from '../actions'
import { FINDER_TEXT } from '../text'
import { CommunityCells } from './community-cells'

/** District, then street, then community; each step can be taken back. */
export const DivisionPicker = ({ onChoose }: { onChoose: (card: CommunityCard) => void }) => {
  const [district, setDistrict] = useState<Division | null>(null)
  const [street, setStreet] = useState<Division | null>(null)
  const chosen = [district?.name, street?.name].filter(Boolean).join(' · ')
  const goUp = () => (street ? setStreet(null) : setDistrict(null))
  return (
    <View>
      {chosen ? (
        <Group>
          <Cell title={chosen} value={FINDER_TEXT.back} onTap={goUp} />
        </Group>
      ) : null}
      {street ? (
        <Communities key={street.code} street={street} onChoose={onChoose} />
      ) : district ? (
        <Divisions
          key={district.code}
          title={FINDER_TEXT.streets}
          load={() => listStreets(district.code)}
          onChoose={setStreet}
        />
      ) : (
        <Divisions
          key="city"
          title={FINDER_TEXT.districts}
          load={listDistricts}
          onChoose={setDistrict}
        />
      )}
    </View>
  )
}

const Divisions = ({
  title,
  load,
  onChoose,
}: {
  title: string
  load: () => Promise<Division[]>
  onChoose: (division: Division) => void
}) => {
  const { state, reload } = useLoaded(load)
  useEffect(() => void reload(), [reload])
  return (
    <Shown load={state} onRetry={() => void reload()}>
      {(divisions) => (
        <Group title={title}>
          {divisions.map((one) => (
            <Cell key={one.code} title={one.name} onTap={() => onChoose(one)} />
          ))}
        </Group>
      )}
    </Shown>
  )
}

const Communities = ({
  street,
  onChoose,
}: {
  street: Division
  onChoose: (card: CommunityCard) => void
}) => {
  const { state, reload } = useLoaded(() => listCommunities(street.code))
  useEffect(() => void reload(), [reload])
  return (
    <Shown load={state} onRetry={() => void reload()}>
      {(cards) => (
        <CommunityCells title={FINDER_TEXT.communities} cards={cards} onChoose={onChoose} />
      )}
    </Shown>
  )
}
