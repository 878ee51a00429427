import { Text, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import type { Announcement } from '../../../../contract/announcements'
import { confirm, toast } from '@/platform/dialogs'
import { nowMs } from '@/platform/now'
import { useMe } from '@/stores/session'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { SwitchCell } from '@/ui/cell'
import { Field } from '@/ui/field'
import { Tap } from '@/ui/tap'
import {
  announceDraft,
  changeAnnounceDraft,
  dropAnnounceDraft,
  isEmptyDraft,
  newAnnounceDraft,
} from '../announce-draft'
import { postAnnouncement } from '../actions'
import { ANNOUNCE_TEXT, DESK_TEXT } from '../text'
import { useCommunity } from '../use-community'
import './announce-form.scss'

interface Props {
  communityId: string
  /** Draws the announcement as neighbours will see it; the page knows how. */
  preview: (announcement: Announcement) => ReactNode
  onPosted: () => void
}

/** Writing to everybody: a draft that is kept, what they will see, and a question before it goes out. */
export const AnnounceForm = ({ communityId, preview, onPosted }: Props) => {
  const me = useMe()
  const [draft, setDraft] = useState(() => announceDraft(communityId))
  const { isBusy, act } = useAct()
  const { state } = useCommunity(communityId)
  const membership = me?.memberships.find((one) => one.communityId === communityId)
  const memberCount = state.is === 'ready' ? state.value.memberCount : null
  // Whoever announces is not told of it.
  const readers = memberCount === null ? null : memberCount - (membership ? 1 : 0)

  const change = (part: Parameters<typeof changeAnnounceDraft>[2]) =>
    setDraft((old) => changeAnnounceDraft(communityId, old, part))
  const empty = () => {
    dropAnnounceDraft(communityId)
    setDraft(newAnnounceDraft())
  }
  const clear = async () => {
    if (await confirm({ title: ANNOUNCE_TEXT.clearAsk, isDangerous: true })) empty()
  }
  const post = async () => {
    const isSure = await confirm({
      title: ANNOUNCE_TEXT.ask(readers ?? 0),
      words: ANNOUNCE_TEXT.askWords(draft.title.trim()),
      yes: ANNOUNCE_TEXT.yes,
      no: ANNOUNCE_TEXT.no,
    })
    if (!isSure) return
    await act(async () => {
      const { commandId, ...said } = draft
      await postAnnouncement(communityId, said, commandId)
      toast(ANNOUNCE_TEXT.sent(readers ?? 0))
      empty()
      onPosted()
    })
  }

  const missing = !draft.title.trim()
    ? ANNOUNCE_TEXT.nameMissing
    : !draft.words.trim()
      ? ANNOUNCE_TEXT.wordsMissing
      : undefined
  return (
    <View className="announce">
      <View>
        <View className="card card--flush">
          {isEmptyDraft(draft) ? (
            <View className="field choices">
              {ANNOUNCE_TEXT.beginnings.map(({ chip, title, words }) => (
                <Tap key={chip} className="choice" onTap={() => change({ title, words })}>
                  <Text>{chip}</Text>
                </Tap>
              ))}
            </View>
          ) : null}
          <Field
            label={ANNOUNCE_TEXT.name}
            hint={ANNOUNCE_TEXT.nameHint}
            maxLength={60}
            value={draft.title}
            onInput={(title) => change({ title })}
          />
          <Field
            label={ANNOUNCE_TEXT.words}
            hint={ANNOUNCE_TEXT.wordsHint}
            isLong
            maxLength={5000}
            value={draft.words}
            onInput={(words) => change({ words })}
          />
          <SwitchCell
            title={ANNOUNCE_TEXT.pinned}
            note={ANNOUNCE_TEXT.pinnedNote}
            isOn={draft.isPinned}
            onChange={(isPinned) => change({ isPinned })}
          />
        </View>
        <View className="buttons">
          <Button
            text={ANNOUNCE_TEXT.send}
            isBusy={isBusy}
            isOff={readers === null || Boolean(missing)}
            {...(missing && { hint: missing })}
            onTap={() => void post()}
          />
          {isEmptyDraft(draft) ? null : (
            <View className="announce__kept">
              <Text className="small">{ANNOUNCE_TEXT.kept}</Text>
              <Tap className="announce__clear" onTap={() => void clear()}>
                {ANNOUNCE_TEXT.clear}
              </Tap>
            </View>
          )}
        </View>
      </View>
      <View>
        <Text className="group__title announce__preview">{ANNOUNCE_TEXT.preview}</Text>
        {preview({
          announcementId: '',
          communityId,
          title: draft.title.trim() || ANNOUNCE_TEXT.previewTitle,
          words: draft.words.trim() || ANNOUNCE_TEXT.previewWords,
          authorName: membership?.nickname ?? DESK_TEXT.operator,
          state: 'published',
          photos: [],
          groups: [],
          isPinned: draft.isPinned,
          hasComments: false,
          commentCount: 0,
          readCount: 0,
          isRead: true,
          editedAt: null,
          version: 1,
          at: new Date(nowMs()).toISOString(),
        })}
      </View>
    </View>
  )
}
