import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Community } from '../../../../contract/communities'
import { RELATIONS } from '../../../../domain/group/names'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Choices } from '@/ui/choices'
import { Field } from '@/ui/field'
import { applyToJoin } from '../actions'
import { readDraft, saveDraft } from '../join-draft'
import { previewOf, problemsOf, type JoinForm as Form, type JoinProblem } from '../join-form'
import { JOIN_TEXT, RELATION_TEXT } from '../text'
import { BuildingChoice } from './building-choice'

const RELATION_OPTIONS = RELATIONS.map((value) => ({ value, text: RELATION_TEXT[value] }))

interface Props {
  community: Community
  /** What is known already: my surname, the address of a refused application. */
  known: Partial<Form>
  invitationCode?: string
}

/** Where one lives and how one is called; kept on the phone at every stroke. */
export const JoinForm = ({ community, known, invitationCode }: Props) => {
  const { communityId, buildings } = community
  const [draft, setDraft] = useState(() => readDraft(communityId, known))
  const [isTried, setTried] = useState(false)
  const { isBusy, act } = useAct()
  const { form } = draft
  const problems = problemsOf(form, buildings)
  const change = (changed: Partial<Form>) =>
    setDraft(saveDraft(communityId, { ...form, ...changed }))
  const problem = (name: JoinProblem) =>
    isTried && problems.includes(name) ? JOIN_TEXT.problems[name] : undefined
  const submit = () => {
    setTried(true)
    if (problems.length === 0) void act(() => applyToJoin(communityId, draft, invitationCode))
  }

  if (buildings.length === 0) return <View className="card">{JOIN_TEXT.noBuildings}</View>
  return (
    <View>
      <View className="group__title">{JOIN_TEXT.home}</View>
      <BuildingChoice
        buildings={buildings}
        building={form.building}
        unit={form.unit}
        problem={problem('building')}
        unitProblem={problem('unit')}
        onChoose={change}
      />
      <Field
        label={JOIN_TEXT.room}
        value={form.room}
        hint={JOIN_TEXT.roomHint}
        maxLength={10}
        problem={problem('room')}
        onInput={(room) => change({ room })}
      />
      <View className="group__title">{JOIN_TEXT.you}</View>
      <Field
        label={JOIN_TEXT.surname}
        value={form.surname}
        hint={JOIN_TEXT.surnameHint}
        maxLength={10}
        problem={problem('surname')}
        onInput={(surname) => change({ surname })}
      />
      <Choices
        label={JOIN_TEXT.relation}
        options={RELATION_OPTIONS}
        value={form.relation}
        onChoose={(relation) => change({ relation })}
      />
      {problem('relation') ? <Text className="join__problem">{problem('relation')}</Text> : null}
      <Field
        label={JOIN_TEXT.note}
        value={form.note}
        hint={JOIN_TEXT.noteHint}
        isLong
        onInput={(note) => change({ note })}
      />
      <Preview form={form} />
      <View className="buttons">
        <Button text={JOIN_TEXT.submit} isBusy={isBusy} onTap={submit} />
        <Text className="small join__kept">{JOIN_TEXT.kept}</Text>
      </View>
    </View>
  )
}

const Preview = ({ form }: { form: Form }) => {
  const name = previewOf(form)
  return (
    <View className="card join__preview">
      <Text className="quiet">{JOIN_TEXT.previewTitle}</Text>
      <Text className={name ? 'join__nickname' : 'join__nickname join__nickname--empty'}>
        {name ?? JOIN_TEXT.previewEmpty}
      </Text>
      <Text className="small">{JOIN_TEXT.previewNote}</Text>
    </View>
  )
}
