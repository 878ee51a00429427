import { useRouter } from '@tarojs/taro'
import { Frame } from '@/features/frame/frame'
import { ReportForm } from '@/features/tickets/components/report/report-form'
import { REPORT_TEXT } from '@/features/tickets/report-text'
import { go, goInstead } from '@/platform/go'
import { useMembership } from '@/stores/community'
import { Empty } from '@/ui/states'

const WritePage = () => {
  const { draftId } = useRouter().params
  const membership = useMembership()
  if (!membership)
    return (
      <Frame>
        <Empty
          title={REPORT_TEXT.joinFirst}
          hint={REPORT_TEXT.joinFirstHint}
          act={REPORT_TEXT.join}
          onAct={() => go('resident/join/index')}
        />
      </Frame>
    )
  return (
    <Frame>
      <ReportForm
        communityId={membership.communityId}
        draftId={draftId}
        onSent={({ communityId, ticketId }) =>
          goInstead('resident/ticket/index', { communityId, ticketId })
        }
        onWaiting={() => goInstead('resident/drafts/index')}
        onOpen={({ communityId, ticketId }) =>
          go('resident/ticket/index', { communityId, ticketId })
        }
      />
    </Frame>
  )
}

export default WritePage
