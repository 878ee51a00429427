import { useRouter } from '@tarojs/taro'
import { Frame } from '@/features/frame/frame'
import { JoinFirst } from '@/features/frame/join-first'
import { ReportForm } from '@/features/tickets/components/report/report-form'
import { REPORT_TEXT } from '@/features/tickets/report-text'
import { go, goInstead } from '@/platform/go'
import { useMembership } from '@/stores/community'

const WritePage = () => {
  const { draftId } = useRouter().params
  const membership = useMembership()
  if (!membership) return <JoinFirst hint={REPORT_TEXT.joinFirstHint} />
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
