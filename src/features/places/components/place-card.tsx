import { Text, View } from '@tarojs/components'
import { memo } from 'react'
import type { Place } from '../../../../contract/places'
import { openMap } from '@/platform/open-map'
import { callNumber } from '@/platform/phone'
import { Icon } from '@/ui/icon'
import { Tag } from '@/ui/tag'
import { Tap } from '@/ui/tap'
import { PLACES_TEXT } from '../text'

/** A place as one entry of the list: what, where, how far on foot, and the two things one does with it. */
export const PlaceCard = memo(({ place }: { place: Place }) => {
  const { name, kind, address, hours, minutes, phone, point } = place
  return (
    <View className="card place">
      <View className="place__head">
        <Text className="place__name">{name}</Text>
        <Tag text={kind} />
      </View>
      <Text className="quiet">{address}</Text>
      {hours ? <Text className="quiet">{`${PLACES_TEXT.hours} ${hours}`}</Text> : null}
      <View className="place__foot">
        <Text className="place__minutes">
          {minutes === null ? '' : PLACES_TEXT.minutes(minutes)}
        </Text>
        {phone ? (
          <Tap
            className="place__act"
            label={`${PLACES_TEXT.call}，${name}`}
            onTap={() => callNumber(phone)}
          >
            <Icon name="phone" />
            <Text>{PLACES_TEXT.call}</Text>
          </Tap>
        ) : null}
        <Tap
          className="place__act"
          label={`${PLACES_TEXT.way}，${name}`}
          onTap={() => openMap({ ...point, name })}
        >
          <Icon name="way" />
          <Text>{PLACES_TEXT.way}</Text>
        </Tap>
      </View>
    </View>
  )
})
