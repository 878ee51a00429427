import { Text, View, type ViewProps } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import type { AdvanceTicket, StepOffer, TicketDetail } from '../../../../contract/tickets'
import type { TicketStep } from '../../../../domain/ticket/names'
import { errorText } from '../../../../contract/error-text'
import { pictureUrl, uploadPhoto } from '@/api/client'
import { DateInput } from '@/platform/date-input'
import { toast } from '@/platform/dialogs'
import { newCommandId } from '@/platform/ids'
import { momentIso, nowMs } from '@/platform/now'
import { dropFile, fileUrl } from '@/platform/kept-files'
import { showPhotos } from '@/platform/photos'
import { whereAmI } from '@/platform/place'
import { StorageFull } from '@/platform/storage'
import { useFileUrls } from '@/platform/use-file-urls'
import { showElement } from '@/platform/use-keys'
import { useWide } from '@/platform/use-wide'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Choices } from '@/ui/choices'
import { Field } from '@/ui/field'
import { PhotoGrid } from '@/ui/photo-grid'
import { Sheet } from '@/ui/sheet'
import { Stars } from '@/ui/stars'
import { Tap } from '@/ui/tap'
import { advanceTicket, loadTicket } from '../actions'
import { hasMovedOn } from '../dispatch'
import { newsSince } from '../news'
import { isKept, newKeptStep, takeOut, type KEPT_STEPS } from '../kept-steps'
import { takeKeptStep } from '../send-steps'
import { pickOldPictures, takeEvidence, takePictures } from '../take-pictures'
import { dropTyped, keepTyped, typedBefore, type Picture } from '../typed'
import {
  KEPT_TEXT,
  SHEET_TEXT,
  STEP_BEGINNINGS,
  STEP_BUTTON_TEXT,
  STEP_DONE_TEXT,
  STEP_WORDS_HINT,
} from '../text'
import { dateText, dayAfter, morningOf } from '../until'
import { useWorkers } from '../workers'
import { CategoryPicker } from './category-picker'
import { TargetChoice } from './target-choice'
import { WorkerList } from './worker-list'
import './step-sheet.scss'

interface Props {
  ticket: TicketDetail
  offer: StepOffer
  /** Done, or kept on this phone until a network is back. */
  onDone: () => void
  onClose: () => void
}

interface Attempt {
  key: string
  commandId: string
  body: Omit<AdvanceTicket, 'commandId'>
}

const UNTIL = [
  { value: '3', text: '3 天后' },
  { value: '7', text: '一周后' },
  { value: '30', text: '一个月后' },
] as const
/** As long as a suspension may last; the rule stands in the domain's machine. */
const UNTIL_AT_MOST_DAYS = 365

/** Where the place of who acts is told along, as proof of being there. */
const PROVES_PLACE = new Set<TicketStep>(['confirm', 'handle', 'solve-on-the-spot'])
/** Where the picture of the report is shown beside, to be compared with. */
const BEFORE_AND_AFTER = new Set<TicketStep>(['handle', 'solve-on-the-spot', 'confirm'])
/** Where a picture is the proof: taken on the spot, with time and place. */
const PROVES_BY_PHOTO = new Set<TicketStep>(['handle', 'solve-on-the-spot', 'cannot-solve'])
const TAKES_PHOTOS = new Set<TicketStep>([
  'handle',
  'solve-on-the-spot',
  'cannot-solve',
  'confirm',
  'dispute',
  'reopen',
  'comment',
  'answer',
  'join',
])
/** Talk needs no version: it is right whatever has happened meanwhile. */
const WITHOUT_VERSION = new Set<TicketStep>(['comment', 'urge', 'join', 'answer', 'rate'])

/** Everything one step needs, in one sheet: words, pictures, whom, until when. */
export const StepSheet = ({ ticket, offer, onDone, onClose }: Props) => {
  const { step } = offer
  const typed = typedBefore(ticket.ticketId, step)
  const [words, setWords] = useState(typed.words)
  const [pictures, setPictures] = useState<Picture[]>(typed.pictures)
  const [toPersonId, setTo] = useState<string | null>(null)
  const [intoTicketId, setInto] = useState<string | null>(null)
  const [until, setUntil] = useState('')
  const [categoryId, setCategory] = useState<string | null>(null)
  const [stars, setStars] = useState(0)
  const [sent, setSent] = useState(0)
  // What the person has looked at: what comes after it is shown to them before anything is sent.
  const [seenVersion, setSeen] = useState(ticket.version)
  const [firstVersion] = useState(ticket.version)
  const attempt = useRef<Attempt | null>(null)
  const { isBusy, act } = useAct()
  const isWide = useWide()

  // What was opened may be closed by now, or need something else.
  const now = ticket.offers.find((one) => one.step === step) ?? offer
  const wants = (need: StepOffer['needs'][number]) => now.needs.includes(need)
  const news = WITHOUT_VERSION.has(step) ? [] : newsSince(ticket, firstVersion)

  useEffect(() => {
    // On a phone this would push the keyboard over the sheet.
    if (isWide) showElement('step-sheet', true)
  }, [isWide])
  useEffect(
    () => keepTyped(ticket.ticketId, step, { words, pictures }),
    [ticket.ticketId, step, words, pictures],
  )

  const urls = useFileUrls(pictures)
  const add = (take: (atMost: number) => Promise<Picture[]>) => async () => {
    const taken = await take(MOST_PICTURES - pictures.length)
    setPictures((old) => [...old, ...taken])
  }
  const drop = (at: number) => {
    const picture = pictures[at]
    setPictures((old) => old.filter((one) => one !== picture))
    if (picture) dropFile(picture.file)
  }

  const sendPictures = async (): Promise<string[]> => {
    const photoIds: string[] = []
    for (const picture of pictures) {
      setSent(photoIds.length + 1)
      const { photoId } = picture.photoId
        ? { photoId: picture.photoId }
        : await uploadPhoto(ticket.communityId, await fileUrl(picture.file), picture.commandId)
      photoIds.push(photoId)
      setPictures((old) =>
        old.map((one) => (one.commandId === picture.commandId ? { ...one, photoId } : one)),
      )
    }
    return photoIds
  }

  /** The same act sent again after a lost answer is the same command to the letter; other words are another one. */
  const bodyOf = async (): Promise<Attempt> => {
    const photoIds = await sendPictures()
    const said = {
      step,
      words,
      photoIds,
      ...(toPersonId && { toPersonId }),
      ...(intoTicketId && { intoTicketId }),
      ...(until && { untilAt: morningOf(until) }),
      ...(categoryId && { categoryId }),
      ...(stars > 0 && { stars }),
      // The button says so: accept, and send nobody yet.
      ...(step === 'accept' && { isHeld: true }),
    }
    const key = JSON.stringify(said)
    if (attempt.current?.key === key) return attempt.current
    const here = await pointHere(step)
    const point = here ? { point: here } : {}
    const taken = pictures.flatMap((one, at) =>
      one.taken
        ? [
            {
              photoId: photoIds[at] ?? '',
              at: momentIso(one.taken.at),
              ...(one.taken.point && { point: one.taken.point }),
            },
          ]
        : [],
    )
    const version = WITHOUT_VERSION.has(step) ? {} : { seenVersion: ticket.version }
    return {
      key,
      commandId: newCommandId(),
      body: { ...said, ...(taken.length > 0 && { taken }), ...point, ...version },
    }
  }

  const send = async () => {
    attempt.current = await bodyOf()
    const { body, commandId } = attempt.current
    await advanceTicket(ticket, body, commandId)
    dropTyped(ticket.ticketId, step)
    for (const { file } of pictures) dropFile(file)
    toast(SHEET_TEXT.done(STEP_BUTTON_TEXT[step]))
    onDone()
  }

  /** A worker's step is on the phone before it is sent: no network, no battery, it still counts. */
  const keepAndSend = async (name: (typeof KEPT_STEPS)[number]) => {
    const kept = newKeptStep(ticket, name, { words, pictures, point: await pointHere(step) })
    const typed = { words, pictures }
    const sending = takeKeptStep(kept)
    dropTyped(ticket.ticketId, step) // it is with the kept step from now on
    const taken = await sending.catch((error: unknown) => {
      keepTyped(ticket.ticketId, step, typed)
      throw error
    })
    if (taken.is === 'refused') {
      keepTyped(ticket.ticketId, step, typed)
      // The sheet is still open and has everything: here it can be mended and sent anew.
      takeOut(kept.commandId)
      throw taken.error
    }
    toast(taken.is === 'sent' ? SHEET_TEXT.done(STEP_BUTTON_TEXT[step]) : KEPT_TEXT.waiting)
    onDone()
  }

  const submit = () =>
    act(async () => {
      if (newsSince(ticket, seenVersion).length > 0 && !WITHOUT_VERSION.has(step)) {
        setSeen(ticket.version)
        return toast(SHEET_TEXT.lookFirst)
      }
      try {
        await (isKept(step) ? keepAndSend(step) : send())
      } catch (error) {
        if (error instanceof StorageFull) return toast(KEPT_TEXT.full)
        if (!hasMovedOn(error)) throw error
        // Refused, so nothing was done under this id; the same act on a newer ticket is another command.
        attempt.current = null
        await loadTicket(ticket.communityId, ticket.ticketId)
        throw error
      }
    })

  const given = { words, pictures, toPersonId, intoTicketId, until, categoryId, stars }
  const closed = now.ok || !now.reason ? undefined : SHEET_TEXT.closedNow(errorText(now.reason))
  const hint = closed ?? whatIsMissing(now.needs, given)

  return (
    <Sheet title={STEP_BUTTON_TEXT[step]} onClose={onClose}>
      <View id="step-sheet">
        {news.length > 0 ? <News steps={news} /> : null}
        {wants('assignee') ? (
          <WorkerField ticket={ticket} value={toPersonId} onChoose={setTo} />
        ) : null}
        {wants('target') ? (
          <TargetChoice ticket={ticket} value={intoTicketId} onChoose={setInto} />
        ) : null}
        {wants('date') ? <UntilField value={until} onChoose={setUntil} /> : null}
        {wants('category') ? (
          <View className="field">
            <CategoryPicker value={categoryId} onChoose={setCategory} />
          </View>
        ) : null}
        {wants('stars') ? (
          <View className="field">
            <Stars value={stars} onChoose={setStars} />
          </View>
        ) : null}
        {BEFORE_AND_AFTER.has(step) ? <Before ticket={ticket} /> : null}
        {TAKES_PHOTOS.has(step) ? (
          <View className="field">
            <Text className="field__label">{photoLabel(step, wants('evidence'))}</Text>
            <PhotoGrid
              urls={urls}
              atMost={MOST_PICTURES}
              onDrop={drop}
              onShow={(at) => showPhotos(urls, at)}
              {...(PROVES_BY_PHOTO.has(step)
                ? {
                    addText: SHEET_TEXT.shoot,
                    onAdd: () => void act(add(() => takeEvidence(ticket))),
                  }
                : { onAdd: () => void act(add(takePictures)) })}
            />
            {PROVES_BY_PHOTO.has(step) ? (
              <>
                <Text className="small">{SHEET_TEXT.stampHint}</Text>
                <Tap className="sheet-old" onTap={() => void act(add(pickOldPictures))}>
                  {SHEET_TEXT.old}
                </Tap>
              </>
            ) : null}
            {step === 'handle' ? <Text className="small">{SHEET_TEXT.afterHint}</Text> : null}
          </View>
        ) : null}
        {step === 'claim' ? null : (
          <>
            <Beginnings step={step} words={words} onChoose={setWords} />
            <Field
              label={wants('words') ? SHEET_TEXT.words : SHEET_TEXT.wordsMayBeEmpty}
              isLong
              maxLength={2000}
              value={words}
              hint={STEP_WORDS_HINT[step] ?? ''}
              onInput={setWords}
            />
          </>
        )}
        {isBusy && pictures.some(({ photoId }) => !photoId) ? (
          <Text className="field quiet">{SHEET_TEXT.sending(sent, pictures.length)}</Text>
        ) : null}
        <View className="buttons">
          <Button
            text={STEP_BUTTON_TEXT[step]}
            kind={DANGEROUS.has(step) ? 'danger' : 'main'}
            isBusy={isBusy}
            hint={hint}
            onTap={() => void submit()}
          />
        </View>
      </View>
    </Sheet>
  )
}

const MOST_PICTURES = 9

const pointHere = async (step: TicketStep): Promise<{ lat: number; lng: number } | null> => {
  const here = PROVES_PLACE.has(step) ? await whereAmI() : null
  return here?.is === 'known' ? { lat: here.lat, lng: here.lng } : null
}

const DANGEROUS = new Set<TicketStep>(['force-close', 'void', 'refuse', 'dispute'])

const photoLabel = (step: TicketStep, isNeeded: boolean): string => {
  if (step === 'handle' || step === 'solve-on-the-spot') return SHEET_TEXT.after
  return isNeeded ? SHEET_TEXT.photosNeeded : SHEET_TEXT.photos
}

const whatIsMissing = (
  needs: StepOffer['needs'],
  given: {
    words: string
    pictures: Picture[]
    toPersonId: string | null
    intoTicketId: string | null
    until: string
    categoryId: string | null
    stars: number
  },
): string | undefined => {
  if (needs.includes('assignee') && !given.toPersonId) return '先选派给谁'
  if (needs.includes('target') && !given.intoTicketId) return '先选并入哪一件'
  if (needs.includes('date') && !given.until) return '先选一个日期'
  if (needs.includes('category') && !given.categoryId) return '先选新的类别'
  if (needs.includes('stars') && given.stars === 0) return '先点几颗星'
  if (needs.includes('evidence') && given.pictures.length === 0) return '先拍一张现场照片'
  if (needs.includes('words') && !given.words.trim()) return '先写几句说明'
  return undefined
}

// ViewProps knows no role; see Tap.
const ALERT = { role: 'alert' } as ViewProps

/** What others did while somebody was writing. */
const News = ({ steps }: { steps: ReturnType<typeof newsSince> }) => (
  <View {...ALERT} className="sheet-news">
    <Text>{SHEET_TEXT.news}</Text>
    {steps.map((step) => (
      <Text className="sheet-news__one" key={step.seq}>
        {[
          `${step.actorName}：${STEP_DONE_TEXT[step.step]}`,
          step.toName && `→ ${step.toName}`,
          step.words,
        ]
          .filter(Boolean)
          .join(' ')}
      </Text>
    ))}
    <Text className="small">{SHEET_TEXT.newsHint}</Text>
  </View>
)

const Before = ({ ticket }: { ticket: TicketDetail }) => {
  const photos = ticket.issues.flatMap((issue) => issue.photos)
  if (photos.length === 0) return null
  return (
    <View className="field">
      <Text className="field__label">{SHEET_TEXT.before}</Text>
      <PhotoGrid
        urls={photos.map(({ thumbUrl }) => pictureUrl(thumbUrl))}
        onShow={(at) =>
          showPhotos(
            photos.map(({ fullUrl }) => pictureUrl(fullUrl)),
            at,
          )
        }
      />
    </View>
  )
}

const WorkerField = ({
  ticket,
  value,
  onChoose,
}: {
  ticket: TicketDetail
  value: string | null
  onChoose: (personId: string) => void
}) => {
  const { state, read } = useWorkers(ticket.communityId, ticket.gridCode, ticket.version)
  return (
    <View className="field">
      <WorkerList
        state={state}
        gridCode={ticket.gridCode}
        value={value}
        onChoose={onChoose}
        onRetry={read}
      />
    </View>
  )
}

const UntilField = ({ value, onChoose }: { value: string; onChoose: (date: string) => void }) => {
  const inDays = (days: number) => dayAfter(nowMs(), days)
  const quick = UNTIL.find((one) => inDays(Number(one.value)) === value)?.value ?? null
  return (
    <View>
      <Choices
        label={SHEET_TEXT.until}
        options={UNTIL}
        value={quick}
        onChoose={(days) => onChoose(inDays(Number(days)))}
      />
      <View className="field until">
        <DateInput
          label={SHEET_TEXT.untilOther}
          value={value}
          from={inDays(1)}
          to={inDays(UNTIL_AT_MOST_DAYS)}
          onChoose={onChoose}
        />
        {value ? <Text className="quiet">{SHEET_TEXT.untilAt(dateText(value))}</Text> : null}
      </View>
    </View>
  )
}

const Beginnings = ({
  step,
  words,
  onChoose,
}: {
  step: TicketStep
  words: string
  onChoose: (words: string) => void
}) => {
  const beginnings = STEP_BEGINNINGS[step]
  // What somebody wrote themselves is never written over.
  const isOwn = words.trim() !== '' && !beginnings?.some((one) => one.words === words)
  if (!beginnings || isOwn) return null
  return (
    <View className="field choices">
      {beginnings.map((one) => (
        <Tap
          key={one.chip}
          className={`choice ${one.words === words ? 'choice--on' : ''}`}
          onTap={() => onChoose(one.words)}
        >
          <Text>{one.chip}</Text>
        </Tap>
      ))}
    </View>
  )
}
