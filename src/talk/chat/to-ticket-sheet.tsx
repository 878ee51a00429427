import { Text, View } from '@tarojs/components'
import { useEffect, useMemo, useState } from 'react'
import { lengthOf, TALK, TICKET_WORDS } from '../../../domain/group/talk'
import { turnIntoTicket, type Message, type Where } from '@/features/chat/actions'
import { CHAT_TEXT } from '@/features/chat/text'
import { loadCategories } from '@/features/tickets/actions'
import { CategoryPicker } from '@/features/tickets/components/category-picker'
import { suggestCategory } from '@/features/tickets/suggest-category'
import { useTickets } from '@/features/tickets/store'
import { toast } from '@/platform/dialogs'
import { newCommandId } from '@/platform/ids'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Cell } from '@/ui/cell'
import { Sheet } from '@/ui/sheet'

interface Props {
  where: Where
  messages: readonly Message[]
  onClose: () => void
}

/** The second tap: what was said is filed, with the category that its words suggest. */
export const ToTicketSheet = ({ where, messages, onClose }: Props) => {
  const words = messages.map((one) => one.words).join('\n')
  const categories = useTickets((state) => state.categories)
  const suggested = useMemo(() => suggestCategory(words, categories), [words, categories])
  const [chosen, setChosen] = useState<{ categoryId: string; name: string } | null>(null)
  const [isChoosing, setChoosing] = useState(false)
  // One for this sheet: pressed again after a lost answer it is the same report.
  const [commandId] = useState(newCommandId)
  const { isBusy, act } = useAct()
  useEffect(() => {
    void loadCategories().catch(() => undefined) // those of last time are there, or the picker says why not
  }, [])
  const category = chosen ?? suggested
  const photos = messages.reduce((sum, one) => sum + one.photos.length, 0)
  const send = () =>
    act(async () => {
      if (!category) return setChoosing(true)
      await turnIntoTicket(
        where,
        messages.map(({ seq }) => seq),
        category.categoryId,
        commandId,
      )
      toast(CHAT_TEXT.toTicketDone)
      onClose()
    })
  return (
    <Sheet title={CHAT_TEXT.toTicketTitle} onClose={onClose}>
      <View className="field">
        <Text className="words">{words}</Text>
        <Text className="small">
          {CHAT_TEXT.toTicketCarried(messages.length, photos)}
          {isLong(words, photos) ? CHAT_TEXT.toTicketRest : ''}
        </Text>
      </View>
      {isChoosing ? (
        <View className="field">
          <CategoryPicker
            value={category?.categoryId ?? null}
            onChoose={(categoryId, { name }) => {
              setChosen({ categoryId, name })
              setChoosing(false)
            }}
          />
        </View>
      ) : (
        <Cell
          title={CHAT_TEXT.toTicketCategory}
          value={category?.name ?? CHAT_TEXT.toTicketNoCategory}
          onTap={() => setChoosing(true)}
        />
      )}
      <View className="field">
        <Button text={CHAT_TEXT.toTicketSend} isBusy={isBusy} onTap={() => void send()} />
      </View>
    </Sheet>
  )
}

/** What one issue holds: the rest goes along, and stands under the ticket. */
const isLong = (words: string, photos: number): boolean =>
  lengthOf(words) > TICKET_WORDS || photos > TALK.photosAtMost
