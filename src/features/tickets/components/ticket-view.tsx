import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Photo, StepOffer, StepView, TicketDetail } from '../../../../contract/tickets'
import type { TicketStep } from '../../../../domain/ticket/names'
import { pictureUrl } from '@/api/client'
import { errorText } from '../../../../contract/error-text'
import { toast } from '@/platform/dialogs'
import { nowMs } from '@/platform/now'
import { openMap } from '@/platform/open-map'
import { showPhotos } from '@/platform/photos'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Cell, Group } from '@/ui/cell'
import { PhotoGrid } from '@/ui/photo-grid'
import { Tag } from '@/ui/tag'
import { dueText, metresText, whenText } from '@/ui/time'
import { followTicket } from '../actions'
import { ticketAfter, useMySteps } from '../after-kept'
import { pendingOf } from '../kept-steps'
import { takenText } from '../picture-text'
import {
  CLOSED_HOW_TEXT,
  PROPOSAL_TEXT,
  STATE_TEXT,
  STEP_DONE_TEXT,
  TICKETS_TEXT,
  URGENCY_TEXT,
  buttonTextOf,
  isForStaff,
  meaningOf,
  platformText,
} from '../text'
import { DispatchPanel } from './dispatch-panel'
import { KeptSteps } from './kept-steps'
import { StepSheet } from './step-sheet'
import { STATE_TAG } from './ticket-card'
import './ticket-view.scss'

/** Steps that come first for whom it is the turn; the others stand behind "更多". */
const MAIN_STEPS: readonly TicketStep[] = [
  'accept',
  'refuse',
  'merge',
  'dispatch',
  'claim',
  'handle',
  'solve-on-the-spot',
  'confirm',
  'dispute',
  'rate',
  'appeal',
  'resume',
]
/** Offered to neighbours as talk, not as an act. */
const TALK_STEPS: readonly TicketStep[] = ['comment', 'urge', 'join']
/** The desk's two first acts, which stand in a panel of their own: whom to give it to. */
const DISPATCH_STEPS: readonly TicketStep[] = ['accept', 'dispatch']
/** What answers a proposal stands beside it. */
const ANSWER_STEPS: readonly TicketStep[] = ['agree', 'decline']
/** Acts of last resort, or of which there are several: not in the brand's colour. */
const PLAIN_STEPS: readonly TicketStep[] = ['accept', 'refuse', 'merge', 'recategorise']
/** Acts that have no screen of their own yet are not offered here. */
const NO_SCREEN: readonly TicketStep[] = ['whistle', 'split']

interface Props {
  ticket: TicketDetail
  /** Opens the ticket into which this one was merged. */
  onOpenTicket: (ticketId: string) => void
}

/** A ticket whole: what it is, how it stands, what one may do, what has been done. */
export const TicketView = ({ ticket: read, onOpenTicket }: Props) => {
  const steps = useMySteps()
  const ticket = ticketAfter(read, steps)
  const [offer, setOffer] = useState<StepOffer | null>(null)
  const [isMore, setMore] = useState(false)
  const { isBusy, act } = useAct()
  const offers = ticket.offers.filter(({ step }) => !NO_SCREEN.includes(step))
  const isStaff = isForStaff(ticket)
  const dispatching = offers.some(({ step, ok }) => ok && DISPATCH_STEPS.includes(step))
  const isMain = (step: TicketStep) =>
    MAIN_STEPS.includes(step) || (dispatching && step === 'recategorise')
  const isTalk = (step: TicketStep) =>
    TALK_STEPS.includes(step) && !(isStaff && step === 'join' && !ticket.isMine)
  const main = offers.filter(
    ({ step, ok }) => ok && isMain(step) && !(dispatching && step === 'dispatch'),
  )
  const answers = offers.filter(({ step, ok }) => ok && ANSWER_STEPS.includes(step))
  const talk = offers.filter(
    ({ step, ok, reason }) => isTalk(step) && (ok || reason === 'too-soon-to-urge'),
  )
  const others = offers.filter(
    ({ step, ok }) => ok && !isMain(step) && !isTalk(step) && !ANSWER_STEPS.includes(step),
  )
  const open = (one: StepOffer) => {
    if (one.ok) setOffer(one)
    else if (one.reason) toast(errorText(one.reason))
  }
  const follow = () => act(() => followTicket(ticket, !ticket.isFollowing))

  return (
    <View>
      <KeptSteps steps={pendingOf(steps, ticket)} />
      <View className="card">
        <View className="ticket__head">
          <Text className="about__name">{ticket.categoryName}</Text>
          <Tag text={STATE_TEXT[ticket.state]} kind={STATE_TAG[ticket.state]} />
          {ticket.urgency === 'emergency' || ticket.urgency === 'utility' ? (
            <Tag text={URGENCY_TEXT[ticket.urgency]} kind="bad" />
          ) : null}
          {ticket.escalatedTo === 'street' ? (
            <Tag text={TICKETS_TEXT.atTheStreet} kind="bad" />
          ) : null}
          {ticket.isPrivate ? <Tag text={TICKETS_TEXT.private} /> : null}
        </View>
        <Text className="about__meaning">{meaningOf(ticket)}</Text>
        {ticket.dueAt ? (
          <Text className={ticket.isOverdue ? 'about__late' : 'quiet'}>
            {ticket.isOverdue
              ? `已超过时限（${dueText(ticket.dueAt, nowMs())}）`
              : `时限：${dueText(ticket.dueAt, nowMs())}`}
            {ticket.isCalendarKnown ? '' : '（明年节假日安排未公布，按周末估算）'}
          </Text>
        ) : null}
        {ticket.platform ? (
          <Text className={ticket.platform.state === 'failing' ? 'about__late' : 'quiet'}>
            {platformText(ticket.platform, whenText(ticket.platform.since, nowMs()))}
          </Text>
        ) : null}
        {ticket.issues.map((issue, index) => (
          <View className={index > 0 ? 'about__joined' : ''} key={issue.issueId}>
            {index > 0 ? (
              <Text className="small">{`${issue.isMine ? '我' : (issue.reporterName ?? TICKETS_TEXT.anonymous)}也遇到了`}</Text>
            ) : null}
            {issue.words ? <Text className="about__words">{issue.words}</Text> : null}
            {issue.answers.map(({ question, answer }) => (
              <Text className="small about__answer" key={question}>
                {`${question}：${answer}`}
              </Text>
            ))}
            <Pictures photos={issue.photos} />
          </View>
        ))}
      </View>

      {ticket.proposal ? (
        <View className="card about__proposal">
          <Text>{proposalText(ticket.proposal)}</Text>
          <ProposalWords ticket={ticket} />
          <View className="about__acts">
            {answers.map((one) => (
              <Button
                key={one.step}
                text={buttonTextOf(ticket, one.step)}
                kind={one.step === 'agree' ? 'main' : 'plain'}
                onTap={() => open(one)}
              />
            ))}
          </View>
        </View>
      ) : null}

      {dispatching ? <DispatchPanel ticket={ticket} /> : null}

      {main.length + talk.length + others.length > 0 ? (
        <View className="card">
          {main.length > 0 ? (
            <View className="about__acts">
              {main.map((one) => (
                <Button
                  key={one.step}
                  text={buttonTextOf(ticket, one.step)}
                  kind={kindOf(one.step)}
                  onTap={() => open(one)}
                />
              ))}
            </View>
          ) : null}
          <View className="about__acts">
            {talk.map((one) => (
              <Button
                key={one.step}
                kind="plain"
                text={buttonTextOf(ticket, one.step)}
                onTap={() => open(one)}
              />
            ))}
            {ticket.isMine ? null : (
              <Button
                kind="plain"
                isBusy={isBusy}
                text={ticket.isFollowing ? '不再关注' : '关注进展'}
                onTap={() => void follow()}
              />
            )}
            {others.length > 0 && !isMore ? (
              <Button kind="plain" text="更多操作" onTap={() => setMore(true)} />
            ) : null}
          </View>
          {isMore ? (
            <View className="about__acts">
              {others.map((one) => (
                <Button
                  key={one.step}
                  kind="plain"
                  text={buttonTextOf(ticket, one.step)}
                  onTap={() => open(one)}
                />
              ))}
            </View>
          ) : null}
        </View>
      ) : null}

      <Group title="基本情况">
        <Place ticket={ticket} />
        <Cell title="工单号" value={ticket.number} />
        <Cell
          title="上报"
          value={`${ticket.isMine ? '我' : (ticket.reporterName ?? TICKETS_TEXT.anonymous)}，${whenText(ticket.reportedAt, nowMs())}`}
        />
        {ticket.gridName ? <Cell title="网格" value={ticket.gridName} /> : null}
        {ticket.assigneeName ? <Cell title="经办" value={ticket.assigneeName} /> : null}
        {ticket.joinedCount > 0 ? (
          <Cell title="同样遇到" value={`${ticket.joinedCount} 位邻居`} />
        ) : null}
        {ticket.suspendedUntil ? (
          <Cell title="挂账到" value={dueText(ticket.suspendedUntil, nowMs())} />
        ) : null}
        {ticket.stars ? <Cell title="评价" value={'★'.repeat(ticket.stars)} /> : null}
        {ticket.mergedIntoId ? (
          <Cell
            title="并到的工单"
            value="去看看"
            onTap={() => onOpenTicket(ticket.mergedIntoId ?? '')}
          />
        ) : null}
      </Group>

      <View className="group__title">办理过程</View>
      <View className="card about__history">
        <View className="history">
          {[...ticket.timeline].reverse().map((step, index) => (
            <HistoryStep key={step.seq} step={step} isNewest={index === 0} />
          ))}
        </View>
      </View>
      {offer ? (
        <StepSheet
          ticket={ticket}
          offer={offer}
          onClose={() => setOffer(null)}
          onDone={() => setOffer(null)}
        />
      ) : null}
    </View>
  )
}

const kindOf = (step: TicketStep): 'main' | 'plain' | 'danger' => {
  if (step === 'dispute') return 'danger'
  return PLAIN_STEPS.includes(step) ? 'plain' : 'main'
}

const proposalText = ({ step, byName, byMe }: NonNullable<TicketDetail['proposal']>): string =>
  byMe
    ? PROPOSAL_TEXT.mine(STEP_DONE_TEXT[step])
    : PROPOSAL_TEXT.others(byName, STEP_DONE_TEXT[step])

/** Why it was proposed, with its pictures: what the second person decides by. */
const ProposalWords = ({ ticket: { proposal, timeline } }: { ticket: TicketDetail }) => {
  const proposed = [...timeline].reverse().find(({ step }) => step === proposal?.step)
  if (!proposed) return null
  return (
    <View>
      {proposed.words ? <Text className="about__words">{proposed.words}</Text> : null}
      <Pictures photos={proposed.photos} />
    </View>
  )
}

const Place = ({ ticket }: { ticket: TicketDetail }) => {
  const { point, placeText } = ticket
  return point ? (
    <Cell title="地点" value={placeText} onTap={() => openMap({ ...point, name: placeText })} />
  ) : (
    <Cell title="地点" value={placeText} />
  )
}

const Pictures = ({ photos }: { photos: readonly Photo[] }) =>
  photos.length > 0 ? (
    <View className="about__photos">
      <PhotoGrid
        urls={photos.map(({ thumbUrl }) => pictureUrl(thumbUrl))}
        onShow={(at) =>
          showPhotos(
            photos.map(({ fullUrl }) => pictureUrl(fullUrl)),
            at,
          )
        }
      />
      {photos.map((photo, at) => {
        const words = takenText(photo, nowMs())
        if (words === null) return null
        return (
          <Text className="small about__taken" key={photo.photoId}>
            {photos.length > 1 ? `第 ${at + 1} 张：${words}` : words}
          </Text>
        )
      })}
    </View>
  ) : null

const HistoryStep = ({ step, isNewest }: { step: StepView; isNewest: boolean }) => (
  <View className={`history__one ${isNewest ? 'history__one--new' : ''}`}>
    <View className="history__head">
      <Text className="history__what">{STEP_DONE_TEXT[step.step]}</Text>
      <Text className="quiet">
        {[step.isMe ? TICKETS_TEXT.me : step.actorName, step.toName && `→ ${step.toName}`]
          .filter(Boolean)
          .join(' ')}
      </Text>
      <Text className="history__when">{whenText(step.at, nowMs())}</Text>
    </View>
    {step.distanceM !== null ? (
      <Text className="small">{`距现场 ${metresText(step.distanceM)}`}</Text>
    ) : null}
    {step.stars ? <Text className="about__stars">{'★'.repeat(step.stars)}</Text> : null}
    {step.words && step.step !== 'report' ? (
      <Text className="history__words">{step.words}</Text>
    ) : null}
    {step.step === 'report' || step.step === 'join' ? null : <Pictures photos={step.photos} />}
    {step.closedHow ? <Text className="small">{CLOSED_HOW_TEXT[step.closedHow]}</Text> : null}
  </View>
)
