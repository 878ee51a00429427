import { Input, Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Frame } from '@/features/frame/frame'
import { JoinFirst } from '@/features/frame/join-first'
import { loadPlaces, type PlacesAsked, type PlacesNear } from '@/features/places/actions'
import { PlaceCard } from '@/features/places/components/place-card'
import { PLACES_TEXT } from '@/features/places/text'
import { toast } from '@/platform/dialogs'
import { whereAmI } from '@/platform/place'
import { useShown } from '@/platform/use-shown'
import { useMembership } from '@/stores/community'
import { useAct } from '@/stores/use-act'
import { useLoaded } from '@/stores/use-loaded'
import { Tabs } from '@/ui/choices'
import { Icon } from '@/ui/icon'
import { Shown } from '@/ui/shown'
import { Empty } from '@/ui/states'
import { Tap } from '@/ui/tap'
import './index.scss'

/** Somebody types; the server is asked when they pause. */
const PAUSE_MS = 300

const NearbyPage = () => {
  const membership = useMembership()
  if (!membership) return <JoinFirst hint={PLACES_TEXT.joinFirstHint} />
  return (
    <Frame>
      <Places key={membership.communityId} communityId={membership.communityId} />
    </Frame>
  )
}

const Places = ({ communityId }: { communityId: string }) => {
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState<PlacesAsked>({})
  const { state, reload } = useLoaded(() => loadPlaces(communityId, asked))
  const { act } = useAct()
  useShown(reload)
  useEffect(() => void reload(), [asked, reload])
  useEffect(() => {
    const q = typed.trim()
    const timer = setTimeout(
      () => setAsked((old) => ((old.q ?? '') === q ? old : { ...old, q: q || undefined })),
      PAUSE_MS,
    )
    return () => clearTimeout(timer)
  }, [typed])

  const isFromHere = asked.lat !== undefined
  const changeStart = () =>
    act(async () => {
      if (isFromHere) return setAsked(({ kind, q }) => ({ kind, q }))
      const here = await whereAmI()
      if (here.is !== 'known') return toast(PLACES_TEXT.refused)
      setAsked((old) => ({ ...old, lat: here.lat, lng: here.lng }))
    })

  return (
    <View>
      <View className="search">
        <Icon name="search" />
        <Input
          className="search__field"
          value={typed}
          placeholder={PLACES_TEXT.search}
          onInput={({ detail }) => setTyped(detail.value)}
        />
      </View>
      <Shown load={state} onRetry={() => void reload()}>
        {(near) => (
          <View>
            <Kinds near={near} asked={asked} onChoose={(kind) => setAsked({ ...asked, kind })} />
            <View className="nearby__notes">
              <Tap className="nearby__start" onTap={() => void changeStart()}>
                <Icon name="here" />
                <Text>{isFromHere ? PLACES_TEXT.here : PLACES_TEXT.home}</Text>
              </Tap>
              <Text className="small">
                {PLACES_TEXT.estimate}
                {near.items.some(({ isSample }) => isSample) ? PLACES_TEXT.sample : ''}
              </Text>
            </View>
            {near.items.map((place) => (
              <PlaceCard key={place.placeId} place={place} />
            ))}
            {near.items.length > 0 ? null : near.kinds.length > 0 ? (
              <Empty sign="找" title={PLACES_TEXT.empty} hint={PLACES_TEXT.emptyHint} />
            ) : (
              <Empty sign="店" title={PLACES_TEXT.none} hint={PLACES_TEXT.noneHint} />
            )}
          </View>
        )}
      </Shown>
    </View>
  )
}

const Kinds = ({
  near: { kinds },
  asked,
  onChoose,
}: {
  near: PlacesNear
  asked: PlacesAsked
  onChoose: (kind: string | undefined) => void
}) => {
  if (kinds.length === 0) return null
  const options = [
    { value: '', text: PLACES_TEXT.all },
    ...kinds.map(({ kind, count }) => ({ value: kind, text: `${kind} ${count}` })),
  ]
  return (
    <Tabs
      options={options}
      value={asked.kind ?? ''}
      onChoose={(kind) => onChoose(kind || undefined)}
    />
  )
}

export default NearbyPage
