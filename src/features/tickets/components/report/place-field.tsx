import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { IssuePlace } from '../../../../../contract/tickets'
import { pickPlace, whereAmI } from '@/platform/place'
import { PinMap } from '@/platform/pin-map'
import type { MapPoint } from '@/platform/pin-map-props'
import { useAct } from '@/stores/use-act'
import { useSession } from '@/stores/session'
import { Button } from '@/ui/button'
import { Choices } from '@/ui/choices'
import { Field } from '@/ui/field'
import { Sheet } from '@/ui/sheet'
import type { Ground } from '../../ground'
import { REPORT_TEXT } from '../../report-text'

interface Props {
  place: IssuePlace | null
  ground: Ground | null
  onChange: (place: IssuePlace | null) => void
}

type By = IssuePlace['by']
const WAYS: readonly { value: By; text: string }[] = [
  { value: 'gps', text: REPORT_TEXT.placeBy.gps },
  { value: 'building', text: REPORT_TEXT.placeBy.building },
  { value: 'pin', text: REPORT_TEXT.placeBy.pin },
]

/** Where it is: by GPS, by a building, or by a pin. The last two need no permission. */
export const PlaceField = ({ place, ground, onChange }: Props) => {
  const [by, setBy] = useState<By | null>(place?.by ?? null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [accuracyM, setAccuracy] = useState<number | null>(null)
  const [isMapOpen, setMapOpen] = useState(false)
  const { isBusy, act } = useAct()
  const text = place?.text ? { text: place.text } : {}

  const locate = () =>
    act(async () => {
      const here = await whereAmI()
      if (here.is === 'known') {
        setAccuracy(here.accuracyM)
        onChange({ by: 'gps', point: { lat: here.lat, lng: here.lng }, ...text })
      } else setTrouble(here.is === 'refused' ? REPORT_TEXT.placeRefused : REPORT_TEXT.placeUnknown)
    })
  const openPin = () =>
    act(async () => {
      if (!pickPlace) return setMapOpen(true)
      const picked = await pickPlace()
      if (picked)
        onChange({
          by: 'pin',
          point: { lat: picked.lat, lng: picked.lng },
          text: place?.text || picked.name,
        })
    })
  const choose = (way: By) => {
    setBy(way)
    setTrouble(null)
    if (place?.by !== way) onChange(null)
    if (way === 'gps') void locate()
    if (way === 'pin') void openPin()
  }

  return (
    <View>
      <Choices label={REPORT_TEXT.place} options={WAYS} value={by} onChoose={choose} />
      {by === 'gps' ? (
        <View className="field quiet" aria-live="polite">
          {isBusy
            ? REPORT_TEXT.findingPlace
            : (trouble ?? (place ? REPORT_TEXT.here(accuracyM ?? 0) : REPORT_TEXT.placeUnknown))}
        </View>
      ) : null}
      {by === 'pin' ? (
        <View className="field place-field__pin">
          <Text className="quiet">{place ? REPORT_TEXT.pinned : ''}</Text>
          <Button
            isSmall
            kind="plain"
            text={place ? REPORT_TEXT.changePin : REPORT_TEXT.choosePin}
            onTap={() => void openPin()}
          />
        </View>
      ) : null}
      {by === 'building' ? (
        <BuildingChoice place={place} ground={ground} onChange={onChange} />
      ) : null}
      {place ? (
        <Field
          label={REPORT_TEXT.placeDetail}
          hint={REPORT_TEXT.placeDetailHint}
          maxLength={100}
          value={place.text ?? ''}
          onInput={(words) => onChange({ ...place, text: words })}
        />
      ) : null}
      {isMapOpen && ground ? (
        <PinSheet
          ground={ground}
          onClose={() => setMapOpen(false)}
          onPick={(point) => {
            setMapOpen(false)
            onChange({ by: 'pin', point, ...text })
          }}
        />
      ) : null}
    </View>
  )
}

const BuildingChoice = ({ place, ground, onChange }: Props) => {
  const chosen = ground?.buildings.find(({ buildingId }) => buildingId === place?.buildingId)
  const text = place?.text ? { text: place.text } : {}
  if (!ground) return <View className="field quiet">{REPORT_TEXT.findingPlace}</View>
  return (
    <View>
      <Choices
        label={REPORT_TEXT.building}
        value={chosen?.buildingId ?? null}
        options={ground.buildings.map(({ buildingId, name }) => ({
          value: buildingId,
          text: /^\d+$/.test(name) ? `${name}号楼` : name,
        }))}
        onChoose={(buildingId) => onChange({ by: 'building', buildingId, ...text })}
      />
      {chosen && chosen.units.length > 0 ? (
        <Choices
          label={REPORT_TEXT.unit}
          value={place?.unit ?? ''}
          options={[
            { value: '', text: REPORT_TEXT.noUnit },
            ...chosen.units.map((unit) => ({ value: unit, text: `${unit}单元` })),
          ]}
          onChoose={(unit) =>
            onChange({
              by: 'building',
              buildingId: chosen.buildingId,
              ...(unit && { unit }),
              ...text,
            })
          }
        />
      ) : null}
    </View>
  )
}

/** The middle of the buildings, where the community's own is not known. */
const middleOf = ({ center, buildings }: Ground): MapPoint | null =>
  center ?? buildings.find(({ point }) => point)?.point ?? null

const PinSheet = ({
  ground,
  onPick,
  onClose,
}: {
  ground: Ground
  onPick: (point: MapPoint) => void
  onClose: () => void
}) => {
  const tiles = useSession(({ start }) => start?.mapTiles ?? null)
  const center = middleOf(ground)
  const [point, setPoint] = useState(center)
  if (!center)
    return (
      <Sheet title={REPORT_TEXT.pinTitle} onClose={onClose}>
        <View className="field quiet">{REPORT_TEXT.placeUnknown}</View>
      </Sheet>
    )
  return (
    <Sheet title={REPORT_TEXT.pinTitle} onClose={onClose}>
      <PinMap
        center={center}
        tiles={tiles}
        marks={ground.buildings.flatMap(({ point: at, name }) =>
          at ? [{ point: at, name: /^\d+$/.test(name) ? `${name}号楼` : name }] : [],
        )}
        onMove={setPoint}
      />
      <View className="field quiet">{REPORT_TEXT.pinHint}</View>
      <View className="buttons">
        <Button text={REPORT_TEXT.pinDone} onTap={() => point && onPick(point)} />
      </View>
    </Sheet>
  )
}
