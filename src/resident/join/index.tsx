import { useRouter } from '@tarojs/taro'
import { CommunityFinder } from '@/features/communities/components/community-finder'
import { Invited } from '@/features/communities/components/invited'
import { JoinCommunity } from '@/features/communities/components/join-community'
import { codeFrom } from '@/features/communities/invitation-code'
import { FINDER_TEXT, JOIN_TEXT } from '@/features/communities/text'
import { Frame } from '@/features/frame/frame'
import { go } from '@/platform/go'
import { isWechat } from '@/platform/wechat'
import { chooseCommunity, rememberDesk } from '@/stores/community'
import { useMe } from '@/stores/session'
import { Empty } from '@/ui/states'
import './index.scss'

const JOIN_PAGE = 'resident/join/index'
const SIGN_IN_PAGE = 'resident/sign-in/index'

/** `code` comes with a link, `scene` with WeChat's own code, `communityId` from the finder, `purpose=desk` from an operator. */
const JoinPage = () => {
  const { params } = useRouter()
  const code = codeFrom(params.code ?? params.scene ?? '')
  return (
    <Frame>
      {params.communityId ? (
        <Join communityId={params.communityId} code={code ?? undefined} />
      ) : code ? (
        <ByCode code={code} />
      ) : params.purpose === 'desk' ? (
        <CommunityFinder
          title={FINDER_TEXT.deskTitle}
          onChoose={({ communityId, name }) => {
            rememberDesk({ communityId, name })
            go('desk/home/index', { communityId })
          }}
        />
      ) : (
        <CommunityFinder
          title={FINDER_TEXT.title}
          onChoose={({ communityId }) => go(JOIN_PAGE, { communityId })}
          onCode={(found) => go(JOIN_PAGE, { code: found })}
        />
      )}
    </Frame>
  )
}

const ByCode = ({ code }: { code: string }) => (
  <Invited
    code={code}
    // In the browser the invitation itself signs in; in WeChat one is somebody already, and takes it up afterwards.
    onSignIn={() => go(SIGN_IN_PAGE, isWechat ? {} : { code })}
    onTakenUp={(communityId) => {
      chooseCommunity(communityId)
      go('pages/me/index')
    }}
    asNeighbour={(communityId) => <Join communityId={communityId} code={code} />}
  />
)

const Join = ({ communityId, code }: { communityId: string; code?: string }) => {
  const me = useMe()
  if (!me)
    return (
      <Empty
        title={JOIN_TEXT.signInFirst}
        hint={JOIN_TEXT.signInHint}
        act={JOIN_TEXT.signIn}
        onAct={() => go(SIGN_IN_PAGE)}
      />
    )
  return (
    <JoinCommunity
      communityId={communityId}
      invitationCode={code}
      onEnter={() => {
        chooseCommunity(communityId)
        go('pages/group/index')
      }}
      onOther={() => go(JOIN_PAGE)}
    />
  )
}

export default JoinPage
