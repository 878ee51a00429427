import { Text, View } from '@tarojs/components'
import { useEffect } from 'react'
import { Frame } from '@/features/frame/frame'
import { JoinFirst } from '@/features/frame/join-first'
import { loadCategories } from '@/features/tickets/actions'
import { DraftCell } from '@/features/tickets/components/report/draft-cell'
import { TicketList } from '@/features/tickets/components/ticket-list'
import { newDraft, saveDraft, useDrafts } from '@/features/tickets/drafts'
import { loadGround } from '@/features/tickets/ground'
import { REPORT_TEXT } from '@/features/tickets/report-text'
import { TICKETS_TEXT } from '@/features/tickets/text'
import { keepPhotos } from '@/features/tickets/use-draft'
import { fetchAhead } from '@/platform/fetch-ahead'
import { go } from '@/platform/go'
import { callNumber } from '@/platform/phone'
import { choosePhotos } from '@/platform/photos'
import { useMembership } from '@/stores/community'
import { useMe } from '@/stores/session'
import { useAct } from '@/stores/use-act'
import { Icon, type IconName } from '@/ui/icon'
import { Empty } from '@/ui/states'
import { Tap } from '@/ui/tap'
import './index.scss'

const MOST_PHOTOS = 9
/** What a report needs, also where there is no network. */
const PAGES_AHEAD = ['resident/write/index', 'resident/drafts/index']
const EMERGENCIES = [
  { number: '119', name: REPORT_TEXT.fire },
  { number: '110', name: REPORT_TEXT.police },
  { number: '120', name: REPORT_TEXT.ambulance },
  { number: '12345', name: REPORT_TEXT.hotline },
] as const

const ReportPage = () => {
  const me = useMe()
  const membership = useMembership()
  if (!me)
    return (
      <Frame>
        <Empty
          title={REPORT_TEXT.signInFirst}
          act={REPORT_TEXT.signIn}
          onAct={() => go('resident/sign-in/index')}
        />
        <Emergencies />
      </Frame>
    )
  if (!membership)
    return (
      <JoinFirst hint={REPORT_TEXT.joinFirstHint}>
        <Emergencies />
      </JoinFirst>
    )
  return (
    <Frame>
      <Report communityId={membership.communityId} />
    </Frame>
  )
}

const Report = ({ communityId }: { communityId: string }) => {
  const { act } = useAct()
  useEffect(() => {
    // Read ahead, so that a report can be written where there is no network; the form says what it misses.
    void loadGround(communityId).catch(() => undefined)
    void loadCategories().catch(() => undefined)
    fetchAhead(PAGES_AHEAD)
  }, [communityId])

  const begin = (from: 'camera' | 'album') =>
    act(async () => {
      const photos = await keepPhotos(await choosePhotos(MOST_PHOTOS, from))
      if (photos.length === 0) return
      const draft = newDraft(communityId, { photos })
      saveDraft(draft)
      go('resident/write/index', { draftId: draft.draftId })
    })
  return (
    <View>
      <Tap className="shoot" label={REPORT_TEXT.takePicture} onTap={() => void begin('camera')}>
        <View className="shoot__sign">
          <Icon name="camera" />
        </View>
        <View>
          <Text className="shoot__title">{REPORT_TEXT.takePicture}</Text>
          <Text className="shoot__hint">{REPORT_TEXT.takePictureHint}</Text>
        </View>
      </Tap>
      <View className="starts">
        <Start icon="picture" text={REPORT_TEXT.album} onTap={() => void begin('album')} />
        <Start icon="pen" text={REPORT_TEXT.noPicture} onTap={() => go('resident/write/index')} />
      </View>
      <Emergencies />
      {/* A frame that stays: a node put between others makes WeChat get all of them again. */}
      <View>
        <Drafts />
      </View>
      <View className="section">
        <Text>{REPORT_TEXT.mine}</Text>
        <Tap className="section__more" onTap={() => go('resident/my-tickets/index')}>
          {REPORT_TEXT.allMine}
        </Tap>
      </View>
      <TicketList
        communityId={communityId}
        query={MINE}
        empty={{ title: TICKETS_TEXT.emptyMine, hint: TICKETS_TEXT.emptyMineHint }}
        onOpen={({ ticketId }) => go('resident/ticket/index', { communityId, ticketId })}
      />
    </View>
  )
}

const MINE = { view: 'mine', limit: 5 } as const

const Start = ({ icon, text, onTap }: { icon: IconName; text: string; onTap: () => void }) => (
  <Tap className="starts__one" onTap={onTap}>
    <Icon name={icon} />
    <Text>{text}</Text>
  </Tap>
)

/** What no report may wait for. */
const Emergencies = () => (
  <View className="card urgent">
    <Text className="urgent__title">{REPORT_TEXT.urgentTitle}</Text>
    <View className="urgent__numbers">
      {EMERGENCIES.map(({ number, name }) => (
        <Tap
          key={number}
          className="urgent__one"
          label={`${name} ${number}`}
          onTap={() => callNumber(number)}
        >
          <Text className="urgent__number">{number}</Text>
          <Text className="small">{name}</Text>
        </Tap>
      ))}
    </View>
  </View>
)

const Drafts = () => {
  const drafts = useDrafts((state) => state.drafts)
  const [latest] = drafts
  if (!latest) return null
  const waiting = drafts.filter(({ sending }) => sending?.is === 'waiting').length
  const kept = drafts.length - waiting
  const counts = [
    waiting > 0 && REPORT_TEXT.draftsWaiting(waiting),
    kept > 0 && REPORT_TEXT.draftsKept(kept),
  ]
  const open = () =>
    latest.sending || drafts.length > 1
      ? go('resident/drafts/index')
      : go('resident/write/index', { draftId: latest.draftId })
  return (
    <View>
      <View className="section">
        <Text>{REPORT_TEXT.drafts}</Text>
        <Tap className="section__more" onTap={() => go('resident/drafts/index')}>
          {counts.filter(Boolean).join('，')}
        </Tap>
      </View>
      <Tap className="card" role="link" onTap={open}>
        <DraftCell draft={latest} />
      </Tap>
    </View>
  )
}

export default ReportPage
