import type { PropsWithChildren } from 'react'
import { go } from '@/platform/go'
import { useMe } from '@/stores/session'
import { Empty } from '@/ui/states'
import { Frame } from './frame'
import { FRAME_TEXT } from './text'

interface Props {
  /** What one has from joining, on this page. */
  hint: string
}

/** In place of a page that only members have; its children stay for everybody. */
export const JoinFirst = ({ hint, children }: PropsWithChildren<Props>) => {
  const me = useMe()
  return (
    <Frame>
      <Empty
        title={FRAME_TEXT.joinFirst}
        hint={hint}
        act={me ? FRAME_TEXT.join : FRAME_TEXT.signIn}
        onAct={() => go(me ? 'resident/join/index' : 'resident/sign-in/index')}
      />
      {children}
    </Frame>
  )
}
