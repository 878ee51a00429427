import { View } from '@tarojs/components'
import { DraftCell } from '@/features/tickets/components/report/draft-cell'
import { Frame } from '@/features/frame/frame'
import { removeDraft, useDrafts, type Draft } from '@/features/tickets/drafts'
import { REPORT_TEXT } from '@/features/tickets/report-text'
import { sendReport } from '@/features/tickets/send-reports'
import { confirm, toast } from '@/platform/dialogs'
import { go } from '@/platform/go'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Empty } from '@/ui/states'
import './index.scss'

const DraftsPage = () => {
  const drafts = useDrafts((state) => state.drafts)
  return (
    <Frame>
      {drafts.length === 0 ? (
        <Empty
          sign="稿"
          title={REPORT_TEXT.draftEmpty}
          hint={REPORT_TEXT.draftEmptyHint}
          act={REPORT_TEXT.reportNow}
          onAct={() => go('pages/report/index')}
        />
      ) : (
        drafts.map((draft) => <OneDraft key={draft.draftId} draft={draft} />)
      )}
    </Frame>
  )
}

/** What waits may have arrived already, so it is sent again as it is; anything else can be written on. */
const OneDraft = ({ draft }: { draft: Draft }) => {
  const { isBusy, act } = useAct()
  const sending = draft.sending?.is
  const drop = async () => {
    const isSure = await confirm({
      title: REPORT_TEXT.dropAsk,
      words: REPORT_TEXT.dropWords,
      yes: REPORT_TEXT.drop,
      isDangerous: true,
    })
    if (isSure) removeDraft(draft.draftId)
  }
  const sendNow = () =>
    act(async () => {
      const sent = await sendReport(draft)
      if (sent.is === 'refused') throw sent.error
      toast(sent.is === 'sent' ? REPORT_TEXT.sent : REPORT_TEXT.waiting)
    })
  return (
    <View className="card">
      <DraftCell draft={draft} />
      <View className="draft__acts">
        <Button isSmall kind="danger" text={REPORT_TEXT.drop} onTap={() => void drop()} />
        {sending === 'waiting' || sending === 'sending' ? (
          <Button
            isSmall
            text={REPORT_TEXT.sendNow}
            isBusy={isBusy || sending === 'sending'}
            onTap={() => void sendNow()}
          />
        ) : (
          <Button
            isSmall
            text={sending === 'refused' ? REPORT_TEXT.editAgain : REPORT_TEXT.goOn}
            onTap={() => go('resident/write/index', { draftId: draft.draftId })}
          />
        )}
      </View>
    </View>
  )
}

export default DraftsPage
