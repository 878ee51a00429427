import { Text, View } from '@tarojs/components'
import { useEffect } from 'react'
import { useAct } from '@/stores/use-act'
import { useLoaded } from '@/stores/use-loaded'
import { Group } from '@/ui/cell'
import { Shown } from '@/ui/shown'
import { Tag, type TagKind } from '@/ui/tag'
import { Tap } from '@/ui/tap'
import type { SamplePerson } from '../../../../contract/identity'
import { listSamplePeople, signInAsSample } from '../actions'
import { ROLE_TEXT, SIGN_IN_TEXT } from '../text'
import './identity.scss'

const KINDS = {
  resident: 'quiet',
  moderator: 'go',
  worker: 'info',
  operator: 'wait',
} satisfies Record<SamplePerson['role'], TagKind>

/** Whom one can be in the sample town, who they are, and what each can try. */
export const SamplePeople = ({
  withConsent,
  onSignedIn,
}: {
  withConsent: (work: () => void) => void
  onSignedIn: () => void
}) => {
  const { state, reload } = useLoaded(listSamplePeople)
  const { act } = useAct()
  useEffect(() => void reload(), [reload])
  const signIn = ({ personId }: SamplePerson) =>
    withConsent(() => void act(() => signInAsSample(personId).then(onSignedIn)))
  return (
    <Shown load={state} onRetry={() => void reload()}>
      {(people) => (
        <Group title={SIGN_IN_TEXT.sampleTitle} foot={SIGN_IN_TEXT.sampleFoot}>
          {people.length === 0 ? <View className="cell">{SIGN_IN_TEXT.sampleNobody}</View> : null}
          {people.map((person) => (
            <PersonCell key={person.personId} person={person} onTap={() => signIn(person)} />
          ))}
        </Group>
      )}
    </Shown>
  )
}

/** 小赵 is known by 赵. */
const initialOf = (name: string): string => name.replace(/^(街道)?小/, '').slice(0, 1)

const PersonCell = ({ person, onTap }: { person: SamplePerson; onTap: () => void }) => {
  const canTry = SIGN_IN_TEXT.sampleTry(person.canTry)
  return (
    <Tap className="cell" onTap={onTap} label={`${person.name}，${person.who}，${canTry}`}>
      <View className="face">{initialOf(person.name)}</View>
      <View className="cell__main">
        <View className="person__head">
          <Text className="cell__title">{person.name}</Text>
          <Tag text={ROLE_TEXT[person.role]} kind={KINDS[person.role]} />
        </View>
        <Text className="cell__note">{person.who}</Text>
        <Text className="cell__note person__try">{canTry}</Text>
      </View>
      <View className="cell__arrow" />
    </Tap>
  )
}
