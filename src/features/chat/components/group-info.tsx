import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { Group, GroupMember } from '../../../../contract/chat'
import { confirm, toast } from '@/platform/dialogs'
import { go } from '@/platform/go'
import { useAct } from '@/stores/use-act'
import { useLoaded } from '@/stores/use-loaded'
import { Button } from '@/ui/button'
import { Cell, Group as CellGroup, SwitchCell } from '@/ui/cell'
import { Field } from '@/ui/field'
import { Sheet } from '@/ui/sheet'
import { Shown } from '@/ui/shown'
import { Tap } from '@/ui/tap'
import { change, join, leave, readGroup, setMine, vouchFor, type Where } from '../actions'
import { CHAT_TEXT, INFO_TEXT, SLOW_CHOICES } from '../text'
import { MemberSearch } from './member-search'

/** What a group is, who is in it, and what one may set: for oneself, and for all where one keeps order. */
export const GroupInfo = ({ where, memberActs }: { where: Where } & Acts) => {
  const { state, reload } = useLoaded(() => readGroup(where))
  useEffect(() => {
    void reload()
  }, [reload])
  return (
    <Shown load={state} onRetry={() => void reload()}>
      {(group) => <Info where={where} group={group} reload={reload} memberActs={memberActs} />}
    </Shown>
  )
}

interface Acts {
  /** What the page adds to what can be done with a member. */
  memberActs: (member: GroupMember, group: Group) => readonly { text: string; onTap: () => void }[]
}

interface Props extends Acts {
  where: Where
  group: Group
  reload: () => Promise<void>
}

const Info = ({ where, group, reload, memberActs }: Props) => {
  const { me, kind, description, rules, isArchived } = group
  const { isBusy, act } = useAct()
  const after = (work: () => Promise<unknown>) =>
    void act(async () => {
      await work()
      await reload()
    })
  const leaveIt = async () => {
    if (await confirm({ title: INFO_TEXT.leaveTitle, yes: INFO_TEXT.leave, isDangerous: true }))
      after(() => leave(where))
  }
  return (
    <View>
      <View className="card">
        <Text className="info__name">{group.name}</Text>
        <View className="quiet">
          {INFO_TEXT.kind[kind]} · {CHAT_TEXT.members(group.memberCount)}
        </View>
        {isArchived ? <View className="quiet">{CHAT_TEXT.archived}</View> : null}
        {description ? <Text className="words">{description}</Text> : null}
      </View>
      {me.mayJoin ? (
        <View className="card">
          <Button text={INFO_TEXT.join} isBusy={isBusy} onTap={() => after(() => join(where))} />
        </View>
      ) : null}
      {me.isMember ? (
        <View className="info__search">
          <CellGroup>
            <Cell title={INFO_TEXT.search} onTap={() => go('talk/search/index', { ...where })} />
          </CellGroup>
        </View>
      ) : null}
      {me.isMember ? (
        <CellGroup title={INFO_TEXT.mine}>
          <SwitchCell
            title={INFO_TEXT.muted}
            note={INFO_TEXT.mutedHint}
            isOn={me.isMuted}
            onChange={(isMuted) => after(() => setMine(where, { isMuted }))}
          />
          <SwitchCell
            title={INFO_TEXT.pinned}
            isOn={me.isPinned}
            onChange={(isPinned) => after(() => setMine(where, { isPinned }))}
          />
        </CellGroup>
      ) : null}
      {rules ? (
        <CellGroup title={CHAT_TEXT.rulesTitle}>
          <View className="field">
            <Text className="words">{rules}</Text>
          </View>
        </CellGroup>
      ) : null}
      {me.keepsOrder ? <Order where={where} group={group} after={after} /> : null}
      {me.isMember ? <Members where={where} group={group} memberActs={memberActs} /> : null}
      {me.mayLeave ? (
        <View className="card">
          <Button
            text={INFO_TEXT.leave}
            kind="danger"
            isBusy={isBusy}
            onTap={() => void leaveIt()}
          />
        </View>
      ) : null}
    </View>
  )
}

const Order = ({
  where,
  group,
  after,
}: Omit<Props, 'reload' | 'memberActs'> & { after: (work: () => Promise<unknown>) => void }) => {
  const [name, setName] = useState(group.name)
  const [description, setDescription] = useState(group.description)
  const isChanged = name.trim() !== group.name || description.trim() !== group.description
  const archive = async () => {
    const isSure = await confirm({
      title: INFO_TEXT.archiveTitle,
      words: INFO_TEXT.archiveWords,
      yes: INFO_TEXT.archiveYes,
      isDangerous: true,
    })
    if (isSure) after(() => change(where, { isArchived: true }))
  }
  return (
    <CellGroup title={INFO_TEXT.order}>
      <Field label={INFO_TEXT.name} value={name} maxLength={30} onInput={setName} />
      <Field
        label={INFO_TEXT.description}
        value={description}
        maxLength={200}
        isLong
        onInput={setDescription}
      />
      {isChanged ? (
        <View className="field">
          <Button
            text={INFO_TEXT.save}
            hint={name.trim() ? undefined : INFO_TEXT.needsName}
            onTap={() =>
              after(() => change(where, { name: name.trim(), description: description.trim() }))
            }
          />
        </View>
      ) : null}
      <View className="field">
        <Text className="field__label">{INFO_TEXT.slow}</Text>
        <View className="choices" role="radiogroup">
          {SLOW_CHOICES.map(({ seconds, text }) => (
            <Tap
              key={seconds}
              role="radio"
              isOn={group.slowSeconds === seconds}
              className={`choice ${group.slowSeconds === seconds ? 'choice--on' : ''}`}
              onTap={() => after(() => change(where, { slowSeconds: seconds }))}
            >
              {text}
            </Tap>
          ))}
        </View>
      </View>
      <Cell
        title={INFO_TEXT.rulesAll}
        onTap={() => go('talk/rules/index', { communityId: where.communityId })}
      />
      <View className="field">
        {group.isArchived ? (
          <Button
            text={INFO_TEXT.bringBack}
            kind="plain"
            onTap={() => after(() => change(where, { isArchived: false }))}
          />
        ) : (
          <Button text={INFO_TEXT.archive} kind="plain" onTap={() => void archive()} />
        )}
      </View>
    </CellGroup>
  )
}

const Members = ({ where, group, memberActs }: Omit<Props, 'reload'>) => {
  const { act } = useAct()
  const [chosen, setChosen] = useState<GroupMember | null>(null)
  const mayVouch = group.me.keepsOrder
  const vouch = async ({ personId, nickname }: GroupMember) => {
    const isSure = await confirm({
      title: INFO_TEXT.vouchTitle(nickname),
      words: INFO_TEXT.vouchWords,
      yes: INFO_TEXT.vouch,
    })
    if (isSure && (await act(() => vouchFor(where.communityId, personId)))) toast(INFO_TEXT.vouched)
  }
  const actsOf = (one: GroupMember) => [
    ...(mayVouch && one.role === 'resident'
      ? [{ text: INFO_TEXT.vouch, onTap: () => void vouch(one) }]
      : []),
    ...memberActs(one, group),
  ]
  return (
    <CellGroup title={INFO_TEXT.members}>
      <MemberSearch where={where}>
        {(one) => (
          <Cell
            key={one.personId}
            title={one.nickname}
            value={CHAT_TEXT.office[one.role]}
            {...(actsOf(one).length > 0 && { onTap: () => setChosen(one) })}
          />
        )}
      </MemberSearch>
      {chosen ? (
        <Sheet title={chosen.nickname} onClose={() => setChosen(null)}>
          <View className="say__menu">
            {actsOf(chosen).map(({ text, onTap }) => (
              <Cell
                key={text}
                title={text}
                onTap={() => {
                  setChosen(null)
                  onTap()
                }}
              />
            ))}
          </View>
        </Sheet>
      ) : null}
    </CellGroup>
  )
}
