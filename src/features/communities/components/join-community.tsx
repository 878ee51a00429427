import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { useShown } from '@/platform/use-shown'
import { refreshMe, useMe } from '@/stores/session'
import { useLoaded } from '@/stores/use-loaded'
import { Empty } from '@/ui/states'
import { Shown } from '@/ui/shown'
import type { Community } from '../../../../contract/communities'
import type { Me } from '../../../../contract/identity'
import { loadCommunity } from '../actions'
import type { JoinForm as Form } from '../join-form'
import { FINDER_TEXT, JOIN_TEXT } from '../text'
import { standingOf } from '../where-i-stand'
import { Refused, Waiting } from './application-status'
import { JoinForm } from './join-form'
import { NotOpen } from './not-open'

interface Props {
  communityId: string
  invitationCode?: string
  onEnter: () => void
  onOther: () => void
}

/** One community, as it stands with me: the form, the wait, the refusal, the welcome. It changes by itself when a moderator decides. */
export const JoinCommunity = ({ communityId, invitationCode, onEnter, onOther }: Props) => {
  const me = useMe()
  const { state, reload } = useLoaded(() => loadCommunity(communityId))
  const readAll = () => Promise.all([reload(), refreshMe().catch(() => undefined)]) // the page itself says that it could not read
  useShown(readAll)
  // Behind an invitation it appears after the page has been shown.
  useEffect(() => void reload(), [reload])
  if (!me) return null
  return (
    <Shown load={state} onRetry={() => void readAll()}>
      {(community) => (
        <ByStanding
          community={community}
          me={me}
          invitationCode={invitationCode}
          onEnter={onEnter}
          onOther={onOther}
        />
      )}
    </Shown>
  )
}

const ByStanding = ({
  community,
  me,
  invitationCode,
  onEnter,
  onOther,
}: Omit<Props, 'communityId'> & { community: Community; me: Me }) => {
  const standing = standingOf(me, community.communityId)
  const refusedId = standing.is === 'refused' ? standing.application.applicationId : null
  const [mendedId, setMendedId] = useState<string | null>(null)

  if (standing.is === 'member')
    return (
      <Empty
        sign="✓"
        title={JOIN_TEXT.welcome(community.name)}
        hint={JOIN_TEXT.welcomeHint(standing.membership.nickname)}
        act={JOIN_TEXT.enter}
        onAct={onEnter}
      />
    )
  if (standing.is === 'waiting') return <Waiting application={standing.application} />
  if (standing.is === 'refused' && mendedId !== refusedId)
    return (
      <Refused
        application={standing.application}
        onApplyAgain={() => setMendedId(refusedId)}
        onOther={onOther}
      />
    )
  if (!community.isOpen)
    return (
      <View>
        <View className="finder__title">{FINDER_TEXT.notOpenTitle(community.name)}</View>
        <NotOpen card={community} />
      </View>
    )
  const known: Partial<Form> = {
    surname: me.surname,
    ...(standing.is === 'refused' && {
      ...standing.application.address,
      relation: standing.application.relation,
    }),
  }
  return (
    <View>
      <View className="finder__title">
        <Text>{JOIN_TEXT.formTitle(community.name)}</Text>
        <View className="quiet">{`${community.district} ${community.street}`}</View>
      </View>
      <JoinForm community={community} known={known} invitationCode={invitationCode} />
    </View>
  )
}
