import { View } from '@tarojs/components'
import type { Message } from '../../../../contract/chat'
import { mayRecall } from '../../../../domain/group/talk'
import { textOf } from '@/api/api-error'
import { confirm, toast } from '@/platform/dialogs'
import { nowMs } from '@/platform/now'
import { copyText } from '@/platform/phone'
import { Cell } from '@/ui/cell'
import { Sheet } from '@/ui/sheet'
import { deleteForMe, recall, type Where } from '../actions'
import { CHAT_TEXT } from '../text'

export interface MenuAct {
  text: string
  onTap: () => void
}

interface Props {
  where: Where
  message: Message
  isMine: boolean
  onQuote: () => void
  onToTicket: () => void
  onSelect: () => void
  /** What the page adds: acts that are not of the talk itself. */
  moreActs: readonly MenuAct[]
  onClose: () => void
}

/** Everything that can be done with one message. */
export const MessageMenu = ({
  where,
  message,
  isMine,
  onQuote,
  onToTicket,
  onSelect,
  moreActs,
  onClose,
}: Props) => {
  const { words, seq, state, ticket } = message
  const { menu } = CHAT_TEXT
  const isShown = state === 'shown'
  const run = (work: () => Promise<unknown>) => () => {
    onClose()
    work().catch((error: unknown) => toast(textOf(error)))
  }
  const recallIt = async () => {
    if (await confirm({ title: CHAT_TEXT.recallTitle, yes: menu.recall })) await recall(where, seq)
  }
  const deleteIt = async () => {
    const isSure = await confirm({
      title: CHAT_TEXT.deleteTitle,
      words: CHAT_TEXT.deleteWords,
      yes: '删除',
      isDangerous: true,
    })
    if (isSure) await deleteForMe(where, seq)
  }
  const canRecall = mayRecall({
    isAuthor: isMine,
    at: new Date(message.at),
    now: new Date(nowMs()),
  })
  return (
    <Sheet title={CHAT_TEXT.more} onClose={onClose}>
      <View className="say__menu">
        {isShown && !ticket ? <Cell title={menu.toTicket} onTap={onToTicket} /> : null}
        {isShown ? <Cell title={menu.quote} onTap={onQuote} /> : null}
        {words ? <Cell title={menu.copy} onTap={run(() => copyText(words))} /> : null}
        {canRecall ? <Cell title={menu.recall} onTap={run(recallIt)} /> : null}
        {isShown ? <Cell title={menu.select} onTap={onSelect} /> : null}
        {moreActs.map(({ text, onTap }) => (
          <Cell
            key={text}
            title={text}
            onTap={() => {
              onClose()
              onTap()
            }}
          />
        ))}
        <Cell title={menu.deleteForMe} onTap={run(deleteIt)} />
      </View>
    </Sheet>
  )
}
