import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { TicketCard as Card, TicketDetail } from '../../../../../contract/tickets'
import { callsIn, guidanceFor } from '../../../../../domain/ticket/guidance'
import { checkAnswers } from '../../../../../domain/ticket/questions'
import { textOf } from '@/api/api-error'
import { toast } from '@/platform/dialogs'
import { choosePhotos, showPhotos } from '@/platform/photos'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Cell, Group, SwitchCell } from '@/ui/cell'
import { Field } from '@/ui/field'
import { PhotoGrid } from '@/ui/photo-grid'
import { Sheet } from '@/ui/sheet'
import { dropFile } from '@/platform/kept-files'
import { useFileUrls } from '@/platform/use-file-urls'
import type { Draft } from '../../drafts'
import { loadGround, useGround, type Ground } from '../../ground'
import { REPORT_TEXT } from '../../report-text'
import { sendReport } from '../../send-reports'
import { keepPhotos, useDraft } from '../../use-draft'
import { CategoryPicker } from '../category-picker'
import { GuidanceCard } from './guidance-card'
import { NearTickets } from './near-tickets'
import { PlaceField } from './place-field'
import { Questions } from './questions'
import './report-form.scss'

const MOST_PHOTOS = 9

interface Props {
  communityId: string
  draftId: string | undefined
  start?: Partial<Draft>
  onSent: (ticket: TicketDetail) => void
  /** There is no network: the report waits on the phone. */
  onWaiting: () => void
  onOpen: (card: Card) => void
}

/** Writing a report: pictures first, then what, where, and words. Everything is kept while it is written. */
export const ReportForm = ({ communityId, draftId, start, onSent, onWaiting, onOpen }: Props) => {
  const [draft, change] = useDraft(draftId, communityId, start)
  const ground = useGround(communityId)
  const [part, setPart] = useState<number | null>(null)
  const { isBusy, act } = useAct()
  useEffect(() => {
    void loadGround(communityId).catch(() => undefined) // without a network, what is known from last time
  }, [communityId])

  const send = (how: Partial<Draft> = {}) =>
    act(async () => {
      const sent = await sendReport({ ...draft, ...how, sending: undefined }, setPart)
      setPart(null)
      if (sent.is === 'sent') {
        toast(how.joinsTicketId ? REPORT_TEXT.joined : REPORT_TEXT.sent)
        onSent(sent.ticket)
      } else if (sent.is === 'waiting') {
        toast(REPORT_TEXT.waiting)
        onWaiting()
      } else throw sent.error
    })

  const guidance = guidanceFor(draft.words)
  return (
    <View className="report-form">
      <Photos draft={draft} change={change} />
      <CategoryField draft={draft} change={change} />
      <Questions
        questions={draft.questions}
        answers={draft.answers}
        onAnswer={(code, answer) =>
          change(({ answers }) => ({ answers: { ...answers, [code]: answer } }))
        }
      />
      <PlaceField
        place={draft.place}
        ground={ground}
        onChange={(place) => change(() => ({ place }))}
      />
      <NearTickets
        communityId={communityId}
        categoryId={draft.categoryId}
        point={pointOf(draft, ground)}
        onOpen={onOpen}
        onJoin={({ ticketId }) => void send({ joinsTicketId: ticketId })}
      />
      <Field
        label={draft.photos.length > 0 ? REPORT_TEXT.words : REPORT_TEXT.wordsNeeded}
        hint={REPORT_TEXT.wordsHint}
        isLong
        maxLength={2000}
        value={draft.words}
        onInput={(words) => change(() => ({ words }))}
      />
      {guidance ? <GuidanceCard {...guidance} /> : null}
      <Group foot={REPORT_TEXT.kept}>
        <SwitchCell
          title={REPORT_TEXT.anonymous}
          note={REPORT_TEXT.anonymousHint}
          isOn={draft.isAnonymous}
          onChange={(isAnonymous) => change(() => ({ isAnonymous }))}
        />
        <SwitchCell
          title={REPORT_TEXT.private}
          note={REPORT_TEXT.privateHint}
          isOn={draft.isPrivate}
          onChange={(isPrivate) => change(() => ({ isPrivate }))}
        />
      </Group>
      <View className="bottom-space" />
      <View className="bottom">
        <Button
          text={part === null ? REPORT_TEXT.send : REPORT_TEXT.sending(part)}
          hint={isBusy ? undefined : whatIsMissing(draft)}
          isBusy={isBusy && part === null}
          isOff={isBusy || Boolean(whatIsMissing(draft))}
          onTap={() => void send()}
        />
      </View>
    </View>
  )
}

interface PartProps {
  draft: Draft
  change: (how: (draft: Draft) => Partial<Draft>) => void
}

const Photos = ({ draft: { photos }, change }: PartProps) => {
  const urls = useFileUrls(photos)
  const add = async () => {
    const chosen = await choosePhotos(MOST_PHOTOS - photos.length, 'both')
    const kept = await keepPhotos(chosen)
    if (kept.length > 0)
      change((old) => ({ photos: [...old.photos, ...kept].slice(0, MOST_PHOTOS) }))
  }
  const drop = (at: number) => {
    const photo = photos[at]
    change((old) => ({ photos: old.photos.filter((one) => one !== photo) }))
    if (photo) dropFile(photo.file)
  }
  return (
    <View className="field">
      <Text className="field__label">{REPORT_TEXT.photos}</Text>
      <PhotoGrid
        urls={urls}
        atMost={MOST_PHOTOS}
        onAdd={() => void add().catch((error: unknown) => toast(textOf(error)))}
        onDrop={drop}
        onShow={(at) => showPhotos(urls, at)}
      />
      {photos.length === 0 ? (
        <Text className="small report-form__hint">{REPORT_TEXT.photosHint}</Text>
      ) : null}
    </View>
  )
}

const CategoryField = ({ draft, change }: PartProps) => {
  const [isOpen, setOpen] = useState(false)
  return (
    <View className="report-form__category">
      <Cell
        title={REPORT_TEXT.category}
        value={draft.categoryName || REPORT_TEXT.chooseCategory}
        onTap={() => setOpen(true)}
      />
      {draft.categoryHint ? (
        <GuidanceCard sentence={draft.categoryHint} calls={callsIn(draft.categoryHint)} />
      ) : null}
      {isOpen ? (
        <Sheet title={REPORT_TEXT.category} onClose={() => setOpen(false)}>
          <View className="field">
            <CategoryPicker
              value={draft.categoryId}
              onChoose={(categoryId, { name, hint, questions }) => {
                change((old) => ({
                  categoryId,
                  categoryName: name,
                  categoryHint: hint,
                  questions,
                  answers: categoryId === old.categoryId ? old.answers : {},
                }))
                setOpen(false)
              }}
            />
          </View>
        </Sheet>
      ) : null}
    </View>
  )
}

const pointOf = ({ place }: Draft, ground: Ground | null) =>
  place?.point ??
  ground?.buildings.find(({ buildingId }) => buildingId === place?.buildingId)?.point ??
  null

const whatIsMissing = (draft: Draft): string | undefined => {
  const { photos, words, categoryId, place } = draft
  if (photos.length === 0 && !words.trim()) return REPORT_TEXT.needsSomething
  if (!categoryId) return REPORT_TEXT.needsCategory
  if (!place) return REPORT_TEXT.needsPlace
  const checked = checkAnswers(draft.questions, draft.answers)
  if (checked.ok) return undefined
  const question = draft.questions.find(({ code }) => code === checked.code)?.words ?? ''
  return checked.fault === 'missing'
    ? REPORT_TEXT.needsAnswer(question)
    : REPORT_TEXT.wrongAnswer(question)
}
