import { View } from '@tarojs/components'
import { useState } from 'react'
import type { CommunityCard } from '../../../../contract/communities'
import { toast } from '@/platform/dialogs'
import { scanCode } from '@/platform/wechat'
import { Cell, Group } from '@/ui/cell'
import { Field } from '@/ui/field'
import { Empty, Failed, Skeleton } from '@/ui/states'
import { codeFrom } from '../invitation-code'
import { FINDER_TEXT } from '../text'
import { CodeSheet } from './code-sheet'
import { CommunityCells } from './community-cells'
import { DivisionPicker } from './division-picker'
import { NearCommunities } from './near-communities'
import { NotOpenSheet } from './not-open'
import { useSearch } from './use-search'

interface Props {
  title: string
  onChoose: (card: CommunityCard) => void
  /** Absent where only looking is meant: then codes are not offered. */
  onCode?: (code: string) => void
}

/** Finds a community: by name while one types, near the phone, by district and street, by a code. */
export const CommunityFinder = ({ title, onChoose, onCode }: Props) => {
  const [typed, setTyped] = useState('')
  const [notOpen, setNotOpen] = useState<CommunityCard | null>(null)
  const choose = (card: CommunityCard) => (card.isOpen ? onChoose(card) : setNotOpen(card))
  return (
    <View>
      <View className="finder__title">{title}</View>
      <Field
        label={FINDER_TEXT.search}
        value={typed}
        hint={FINDER_TEXT.searchHint}
        maxLength={40}
        onInput={setTyped}
      />
      {typed.trim() ? (
        <Results typed={typed} onChoose={choose} />
      ) : (
        <OtherWays onChoose={choose} onCode={onCode} />
      )}
      {notOpen ? <NotOpenSheet card={notOpen} onClose={() => setNotOpen(null)} /> : null}
    </View>
  )
}

const Results = ({
  typed,
  onChoose,
}: {
  typed: string
  onChoose: (card: CommunityCard) => void
}) => {
  const { search, again } = useSearch(typed)
  if (search.is === 'failed') return <Failed words={search.words} onRetry={again} />
  if (search.is !== 'found') return <Skeleton count={2} />
  if (search.cards.length === 0)
    return <Empty sign="寻" title={FINDER_TEXT.nothing(search.q)} hint={FINDER_TEXT.nothingHint} />
  return <CommunityCells title={FINDER_TEXT.found} cards={search.cards} onChoose={onChoose} />
}

const OtherWays = ({
  onChoose,
  onCode,
}: {
  onChoose: (card: CommunityCard) => void
  onCode?: (code: string) => void
}) => {
  const [way, setWay] = useState<'near' | 'division' | null>(null)
  const [isTypingCode, setTypingCode] = useState(false)
  const scan = async () => {
    const text = await scanCode?.()
    if (!text) return
    const code = codeFrom(text)
    if (code) onCode?.(code)
    else toast(FINDER_TEXT.scanNothing)
  }
  return (
    <View>
      <Group title={FINDER_TEXT.ways}>
        <Cell
          title={FINDER_TEXT.near}
          note={FINDER_TEXT.nearNote}
          onTap={() => setWay(way === 'near' ? null : 'near')}
        />
        <Cell
          title={FINDER_TEXT.byDivision}
          note={FINDER_TEXT.byDivisionNote}
          onTap={() => setWay(way === 'division' ? null : 'division')}
        />
        {onCode && scanCode ? (
          <Cell title={FINDER_TEXT.scan} note={FINDER_TEXT.scanNote} onTap={() => void scan()} />
        ) : null}
        {onCode ? (
          <Cell
            title={FINDER_TEXT.typeCode}
            note={FINDER_TEXT.typeCodeNote}
            onTap={() => setTypingCode(true)}
          />
        ) : null}
      </Group>
      {way === 'near' ? <NearCommunities onChoose={onChoose} /> : null}
      {way === 'division' ? <DivisionPicker onChoose={onChoose} /> : null}
      {isTypingCode && onCode ? (
        <CodeSheet
          onClose={() => setTypingCode(false)}
          onCode={(code) => {
            setTypingCode(false)
            onCode(code)
          }}
        />
      ) : null}
    </View>
  )
}
