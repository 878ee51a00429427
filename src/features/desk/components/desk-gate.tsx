import type { ReactNode } from 'react'
import { back, go } from '@/platform/go'
import { useSession } from '@/stores/session'
import { Empty, Skeleton } from '@/ui/states'
import { DESK_TEXT } from '../text'
import { useDesk } from '../use-desk'
import type { Desk } from '../which-desk'
import { CommunityChooser } from './community-chooser'

interface Props {
  /** The community in the page's address. */
  asked: string | undefined
  children: (desk: Desk & { is: 'open' }) => ReactNode
}

/** Opens a page of the desk for those whose desk it is, and says to others what it is. */
export const DeskGate = ({ asked, children }: Props) => {
  const desk = useDesk(asked)
  const isStarting = useSession(({ session }) => session.is === 'starting')
  if (isStarting) return <Skeleton />
  if (!desk)
    return (
      <Empty
        title={DESK_TEXT.signedOut}
        hint={DESK_TEXT.signedOutHint}
        act={DESK_TEXT.signIn}
        onAct={() => go('resident/sign-in/index')}
      />
    )
  if (desk.is === 'choose') return <CommunityChooser />
  if (desk.is === 'closed')
    return (
      <Empty
        title={DESK_TEXT.closed}
        hint={DESK_TEXT.closedHint}
        act={DESK_TEXT.toGroup}
        onAct={back}
      />
    )
  return <>{children(desk)}</>
}
