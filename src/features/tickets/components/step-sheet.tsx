import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { WorkerCard } from '../../../../contract/communities'
import type { StepOffer, TicketCard, TicketDetail } from '../../../../contract/tickets'
import { call, uploadPhoto } from '@/api/client'
import { toast } from '@/platform/dialogs'
import { newCommandId } from '@/platform/ids'
import { nowMs } from '@/platform/now'
import { choosePhotos, showPhotos } from '@/platform/photos'
import { whereAmI } from '@/platform/place'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Choices } from '@/ui/choices'
import { Field } from '@/ui/field'
import { PhotoGrid } from '@/ui/photo-grid'
import { Sheet } from '@/ui/sheet'
import { Stars } from '@/ui/stars'
import { advanceTicket } from '../actions'
import { STATE_TEXT, STEP_BUTTON_TEXT, STEP_WORDS_HINT } from '../text'
import { CategoryPicker } from './category-picker'

interface Props {
  ticket: TicketDetail
  offer: StepOffer
  onDone: (ticket: TicketDetail) => void
  onClose: () => void
}

interface Picture {
  file: string
  commandId: string
  photoId?: string
}

const DAY_MS = 24 * 3_600_000
const UNTIL = [
  { value: '3', text: '3 天后' },
  { value: '7', text: '一周后' },
  { value: '30', text: '一个月后' },
] as const

/** Everything one step needs, in one sheet: words, pictures, whom, until when. */
export const StepSheet = ({ ticket, offer, onDone, onClose }: Props) => {
  const { step, needs } = offer
  const [words, setWords] = useState('')
  const [pictures, setPictures] = useState<Picture[]>([])
  const [toPersonId, setTo] = useState<string | null>(null)
  const [intoTicketId, setInto] = useState<string | null>(null)
  const [days, setDays] = useState<(typeof UNTIL)[number]['value'] | null>(null)
  const [categoryId, setCategory] = useState<string | null>(null)
  const [stars, setStars] = useState(0)
  // One id for this act, however often it is sent.
  const [commandId] = useState(newCommandId)
  const { isBusy, act } = useAct()
  const wants = (need: StepOffer['needs'][number]) => needs.includes(need)

  const addPictures = async (from: 'camera' | 'both') => {
    const files = await choosePhotos(9 - pictures.length, from)
    setPictures((old) => [...old, ...files.map((file) => ({ file, commandId: newCommandId() }))])
  }

  const send = () =>
    act(async () => {
      const photoIds: string[] = []
      for (const picture of pictures) {
        const { photoId } = picture.photoId
          ? { photoId: picture.photoId }
          : await uploadPhoto(ticket.communityId, picture.file, picture.commandId)
        photoIds.push(photoId)
        setPictures((old) =>
          old.map((one) => (one.commandId === picture.commandId ? { ...one, photoId } : one)),
        )
      }
      const here = PROVES_PLACE.has(step) ? await whereAmI() : null
      const done = await advanceTicket(
        ticket,
        {
          step,
          words,
          photoIds,
          ...(here?.is === 'known' && { point: { lat: here.lat, lng: here.lng } }),
          ...(toPersonId && { toPersonId }),
          ...(intoTicketId && { intoTicketId }),
          ...(days && { untilAt: new Date(nowMs() + Number(days) * DAY_MS).toISOString() }),
          ...(categoryId && { categoryId }),
          ...(stars > 0 && { stars }),
        },
        commandId,
      )
      toast(`${STEP_BUTTON_TEXT[step]}：已提交`)
      onDone(done)
    })

  const missing = whatIsMissing(needs, {
    words,
    pictures,
    toPersonId,
    intoTicketId,
    days,
    categoryId,
    stars,
  })
  return (
    <Sheet title={STEP_BUTTON_TEXT[step]} onClose={onClose}>
      {wants('assignee') ? (
        <WorkerChoice
          communityId={ticket.communityId}
          gridCode={ticket.gridCode}
          value={toPersonId}
          onChoose={setTo}
        />
      ) : null}
      {wants('target') ? (
        <TargetChoice ticket={ticket} value={intoTicketId} onChoose={setInto} />
      ) : null}
      {wants('date') ? (
        <Choices label="到什么时候再办" options={UNTIL} value={days} onChoose={setDays} />
      ) : null}
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
      {TAKES_PHOTOS.has(step) ? (
        <View className="field">
          <Text className="field__label">
            {wants('evidence') ? '现场照片（至少一张）' : '现场照片'}
          </Text>
          <PhotoGrid
            urls={pictures.map(({ file }) => file)}
            onAdd={() => void addPictures('both')}
            onDrop={(at) => setPictures((old) => old.filter((_, index) => index !== at))}
            onShow={(at) =>
              showPhotos(
                pictures.map(({ file }) => file),
                at,
              )
            }
          />
        </View>
      ) : null}
      {step === 'claim' ? null : (
        <Field
          label={wants('words') ? '说明' : '说明（可以不写）'}
          isLong
          maxLength={2000}
          value={words}
          hint={STEP_WORDS_HINT[step] ?? ''}
          onInput={setWords}
        />
      )}
      <View className="buttons">
        <Button
          text={STEP_BUTTON_TEXT[step]}
          isBusy={isBusy}
          hint={missing}
          onTap={() => void send()}
        />
      </View>
    </Sheet>
  )
}

/** Where the place of who acts is told along, as proof of being there. */
const PROVES_PLACE = new Set<StepOffer['step']>(['confirm', 'handle', 'solve-on-the-spot'])
const TAKES_PHOTOS = new Set<StepOffer['step']>([
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

const whatIsMissing = (
  needs: StepOffer['needs'],
  given: {
    words: string
    pictures: Picture[]
    toPersonId: string | null
    intoTicketId: string | null
    days: string | null
    categoryId: string | null
    stars: number
  },
): string | undefined => {
  if (needs.includes('assignee') && !given.toPersonId) return '先选派给谁'
  if (needs.includes('target') && !given.intoTicketId) return '先选并入哪一件'
  if (needs.includes('date') && !given.days) return '先选一个日期'
  if (needs.includes('category') && !given.categoryId) return '先选新的类别'
  if (needs.includes('stars') && given.stars === 0) return '先点几颗星'
  if (needs.includes('evidence') && given.pictures.length === 0) return '先拍一张现场照片'
  if (needs.includes('words') && !given.words.trim()) return '先写几句说明'
  return undefined
}

const WorkerChoice = ({
  communityId,
  gridCode,
  value,
  onChoose,
}: {
  communityId: string
  gridCode: string | null
  value: string | null
  onChoose: (id: string) => void
}) => {
  const [workers, setWorkers] = useState<WorkerCard[] | null>(null)
  const { act } = useAct()
  useEffect(() => {
    void act(async () => setWorkers((await call('listWorkers', { params: { communityId } })).items))
  }, [communityId]) // eslint-disable-line react-hooks/exhaustive-deps -- read once for one community
  if (!workers) return <View className="field quiet">正在看谁有空…</View>
  const ofGrid = (worker: WorkerCard) => gridCode !== null && worker.gridCodes.includes(gridCode)
  const sorted = [...workers].sort(
    (one, other) => Number(ofGrid(other)) - Number(ofGrid(one)) || one.openCount - other.openCount,
  )
  return (
    <Choices
      label="派给谁"
      value={value}
      onChoose={onChoose}
      options={sorted.map((worker) => ({
        value: worker.personId,
        text: `${worker.name}${ofGrid(worker) ? '（本网格）' : ''} 手上 ${worker.openCount} 件`,
      }))}
    />
  )
}

const TargetChoice = ({
  ticket,
  value,
  onChoose,
}: {
  ticket: TicketDetail
  value: string | null
  onChoose: (id: string) => void
}) => {
  const [cards, setCards] = useState<TicketCard[] | null>(null)
  const { act } = useAct()
  useEffect(() => {
    void act(async () => {
      const { items } = await call('listTickets', {
        params: { communityId: ticket.communityId },
        query: { view: 'desk', limit: 100 },
      })
      const isOpen = ({ state }: TicketCard) =>
        !['closed', 'refused', 'merged', 'void'].includes(state)
      setCards(items.filter((card) => isOpen(card) && card.ticketId !== ticket.ticketId))
    })
  }, [ticket.ticketId]) // eslint-disable-line react-hooks/exhaustive-deps -- read once for one ticket
  if (!cards) return <View className="field quiet">正在找相近的工单…</View>
  const sorted = [...cards].sort(
    (one, other) =>
      Number(other.categoryId === ticket.categoryId) - Number(one.categoryId === ticket.categoryId),
  )
  return (
    <Choices
      label="并入哪一件"
      value={value}
      onChoose={onChoose}
      options={sorted.slice(0, 12).map((card) => ({
        value: card.ticketId,
        text: `${card.categoryName}·${card.placeText}（${STATE_TEXT[card.state]}）`,
      }))}
    />
  )
}
