import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { CommunityCard } from '../../../../contract/communities'
import { textOf } from '@/api/api-error'
import { useMe } from '@/stores/session'
import { Cell, Group } from '@/ui/cell'
import { Field } from '@/ui/field'
import { findCommunities } from '../actions'
import { DESK_TEXT, ROLE_TEXT } from '../text'
import { openDesk } from '../use-desk'
import { moderated } from '../which-desk'

const ASK_AFTER_MS = 300

/** Which desk to open: one's own communities, and for the street any that is open. */
export const CommunityChooser = ({ onChosen }: { onChosen?: (communityId: string) => void }) => {
  const me = useMe()
  const [typed, setTyped] = useState('')
  const [found, setFound] = useState<CommunityCard[] | null>(null)
  const [problem, setProblem] = useState('')
  const q = typed.trim()
  const isOperator = me?.isOperator ?? false
  useEffect(() => {
    if (!isOperator) return
    let isOver = false
    const due = setTimeout(() => {
      findCommunities(q || DESK_TEXT.community).then(
        (items) => {
          if (isOver) return
          // Before anything is typed: those that are open, which the server puts first.
          setFound(q ? items : items.filter(({ isOpen }) => isOpen))
          setProblem('')
        },
        (error: unknown) => {
          if (!isOver) setProblem(textOf(error))
        },
      )
    }, ASK_AFTER_MS)
    return () => {
      isOver = true
      clearTimeout(due)
    }
  }, [q, isOperator])

  const open = (communityId: string) => {
    openDesk(communityId)
    onChosen?.(communityId)
  }
  if (!me) return null
  return (
    <View>
      {moderated(me).length > 0 ? (
        <Group>
          {moderated(me).map((one) => (
            <Cell
              key={one.communityId}
              title={one.communityName}
              note={ROLE_TEXT[one.role]}
              onTap={() => open(one.communityId)}
            />
          ))}
        </Group>
      ) : null}
      {me.isOperator ? (
        <>
          <Field
            label={DESK_TEXT.choose}
            value={typed}
            onInput={setTyped}
            hint={DESK_TEXT.chooseHint}
            {...(problem && { problem })}
          />
          <Group title={q ? '' : DESK_TEXT.openOnes}>
            {found?.map((one) =>
              one.isOpen ? (
                <Cell
                  key={one.communityId}
                  title={one.name}
                  note={`${one.district} ${one.street}`}
                  onTap={() => open(one.communityId)}
                />
              ) : (
                <Cell
                  key={one.communityId}
                  title={one.name}
                  note={`${one.district} ${one.street}`}
                  value={DESK_TEXT.notOpen}
                />
              ),
            )}
            {q && found?.length === 0 ? <Cell title={DESK_TEXT.noneFound} /> : null}
          </Group>
        </>
      ) : null}
    </View>
  )
}
