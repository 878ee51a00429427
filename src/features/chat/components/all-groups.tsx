import { Input, Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { GroupCard } from '../../../../contract/communities'
import { GROUP_KINDS, type GroupKind } from '../../../../domain/group/names'
import { toast } from '@/platform/dialogs'
import { go } from '@/platform/go'
import { useShown } from '@/platform/use-shown'
import { useAct } from '@/stores/use-act'
import { useLoaded } from '@/stores/use-loaded'
import { Button } from '@/ui/button'
import { Cell, Group } from '@/ui/cell'
import { isolated } from '@/ui/isolated'
import { Shown } from '@/ui/shown'
import { Empty } from '@/ui/states'
import { change, join, readAllGroups, type AllGroups as Groups } from '../actions'
import { GROUPS_TEXT } from '../text'
import './all-groups.scss'

interface Props {
  communityId: string
  keepsOrder: boolean
}

/** Every group of a community, by kind; those by interest are joined here, and all are made and brought back by who keeps order. */
export const AllGroups = ({ communityId, keepsOrder }: Props) => {
  const { state, reload } = useLoaded(() => readAllGroups(communityId, keepsOrder))
  useShown(reload)
  return (
    <Shown load={state} onRetry={() => void reload()}>
      {(all) => (
        <Listed communityId={communityId} keepsOrder={keepsOrder} all={all} reload={reload} />
      )}
    </Shown>
  )
}

const Listed = ({
  communityId,
  keepsOrder,
  all: { groups, archived },
  reload,
}: Props & { all: Groups; reload: () => Promise<void> }) => {
  const [typed, setTyped] = useState('')
  const { isBusy, act } = useAct()
  const sought = typed.trim()
  const shown = groups.filter(({ name }) => name.includes(sought))
  const open = ({ groupId, isMine }: GroupCard) =>
    go(isMine || keepsOrder ? 'talk/chat/index' : 'talk/info/index', { communityId, groupId })
  const joinIt = ({ groupId, name }: GroupCard) =>
    void act(async () => {
      await join({ communityId, groupId })
      toast(GROUPS_TEXT.joined(name))
      await reload()
    })
  const bringBack = ({ groupId, name }: GroupCard) =>
    void act(async () => {
      await change({ communityId, groupId }, { isArchived: false })
      toast(GROUPS_TEXT.broughtBack(name))
      await reload()
    })
  return (
    <View>
      <View className="groups__find">
        <Input
          className="field__input"
          value={typed}
          placeholder={GROUPS_TEXT.find}
          aria-label={GROUPS_TEXT.find}
          onInput={({ detail }) => setTyped(detail.value)}
        />
      </View>
      {keepsOrder && !sought ? (
        <Group title={GROUPS_TEXT.manage}>
          <Cell
            title={GROUPS_TEXT.make}
            left={<View className="sign sign--new">＋</View>}
            onTap={() => go('talk/make/index', { communityId })}
          />
          <Cell
            title={GROUPS_TEXT.rules}
            note={GROUPS_TEXT.rulesHint}
            onTap={() => go('talk/rules/index', { communityId })}
          />
        </Group>
      ) : null}
      {shown.length === 0 ? <Empty sign="群" title={GROUPS_TEXT.nothing} /> : null}
      {GROUP_KINDS.map((kind) => (
        <Section
          key={kind}
          kind={kind}
          groups={shown.filter((one) => one.kind === kind)}
          isBusy={isBusy}
          mayJoin={!keepsOrder}
          onOpen={open}
          onJoin={joinIt}
        />
      ))}
      {archived.length > 0 && !sought ? (
        <Group title={GROUPS_TEXT.archived}>
          {archived.map((group) => (
            <Cell
              key={group.groupId}
              title={group.name}
              value={GROUPS_TEXT.bringBack}
              onTap={() => bringBack(group)}
            />
          ))}
        </Group>
      ) : null}
      <View className="bottom-space" />
    </View>
  )
}

interface SectionProps {
  kind: GroupKind
  groups: readonly GroupCard[]
  isBusy: boolean
  /** Who keeps order is in all of them by office. */
  mayJoin: boolean
  onOpen: (group: GroupCard) => void
  onJoin: (group: GroupCard) => void
}

const Section = ({ kind, groups, isBusy, mayJoin, onOpen, onJoin }: SectionProps) => {
  if (groups.length === 0) return null
  const hint = GROUPS_TEXT.kindHint[kind]
  return (
    <View>
      <View className="section">
        <Text>{`${GROUPS_TEXT.kind[kind]} ${groups.length}`}</Text>
        {hint ? <Text className="groups__hint">{hint}</Text> : null}
      </View>
      <View className="list-card">
        <Group>
          {groups.map((group) => (
            <View className="groups__row" key={group.groupId}>
              <View className="groups__cell">
                <Cell
                  title={isolated(group.name)}
                  note={noteOf(group)}
                  badge={group.isMuted || !group.isMine ? undefined : group.unreadCount}
                  left={
                    <View className={`sign sign--${group.kind}`}>
                      {GROUPS_TEXT.sign[group.kind]}
                    </View>
                  }
                  onTap={() => onOpen(group)}
                />
              </View>
              {kind === 'interest' && !group.isMine && mayJoin ? (
                <View className="groups__join">
                  <Button
                    isSmall
                    text={GROUPS_TEXT.join}
                    isOff={isBusy}
                    onTap={() => onJoin(group)}
                  />
                </View>
              ) : null}
            </View>
          ))}
        </Group>
      </View>
    </View>
  )
}

const noteOf = ({ memberCount, isMine }: GroupCard): string =>
  [GROUPS_TEXT.people(memberCount), isMine ? GROUPS_TEXT.mine : ''].filter(Boolean).join(' · ')
