import { Image, Text, View } from '@tarojs/components'
import { errorText } from '../../../../../contract/error-text'
import { nowMs } from '@/platform/now'
import { useFileUrls } from '@/platform/use-file-urls'
import { Tag, type TagKind } from '@/ui/tag'
import { whenText } from '@/ui/time'
import type { Draft } from '../../drafts'
import { REPORT_TEXT } from '../../report-text'
import '../ticket-card.scss'

const stateOf = ({ sending }: Draft): { text: string; kind: TagKind } => {
  if (!sending) return { text: REPORT_TEXT.state.draft, kind: 'quiet' }
  if (sending.is === 'refused') return { text: errorText(sending.code), kind: 'bad' }
  return { text: REPORT_TEXT.state[sending.is], kind: sending.is === 'waiting' ? 'wait' : 'info' }
}

/** A draft as one entry of a list: its first picture, what it is about, how it stands. */
export const DraftCell = ({ draft }: { draft: Draft }) => {
  const [first] = useFileUrls(draft.photos.slice(0, 1))
  const { text, kind } = stateOf(draft)
  return (
    <View className="draft">
      {first ? <Image className="ticket__thumb" src={first} mode="aspectFill" /> : null}
      <View className="draft__main">
        <Text className="ticket__name">{draft.categoryName || REPORT_TEXT.draftUntitled}</Text>
        {draft.words ? <Text className="ticket__words clamp">{draft.words}</Text> : null}
        <View className="ticket__foot">
          <Tag text={text} kind={kind} />
          {draft.photos.length > 1 ? (
            <Text>{REPORT_TEXT.draftPhotos(draft.photos.length)}</Text>
          ) : null}
          <Text>{whenText(new Date(draft.changedAt).toISOString(), nowMs())}</Text>
        </View>
      </View>
    </View>
  )
}
