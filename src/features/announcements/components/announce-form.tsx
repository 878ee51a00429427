import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Announcement } from '../../../../contract/announcements'
import { mayPublishAt } from '../../../../domain/group/announcing'
import { ApiError, textOf, type AnyErrorCode } from '@/api/api-error'
import { confirm, toast } from '@/platform/dialogs'
import { nowMs } from '@/platform/now'
import { useFileUrls } from '@/platform/use-file-urls'
import { useMe } from '@/stores/session'
import { useAct } from '@/stores/use-act'
import { useWide } from '@/platform/use-wide'
import { Button } from '@/ui/button'
import { SwitchCell } from '@/ui/cell'
import { Field } from '@/ui/field'
import { Sheet } from '@/ui/sheet'
import { Tag } from '@/ui/tag'
import { Tap } from '@/ui/tap'
import { dueText } from '@/ui/time'
import { isEmptyDraft, publishTime, type AnnounceDraft } from '../announce-draft'
import { changeByDraft, postDraft, type GroupCard } from '../desk-actions'
import { ANNOUNCE_TEXT } from '../desk-text'
import { useAnnounceDraft } from '../use-announce-draft'
import { useReaderCount } from '../use-reader-count'
import { AnnouncementBody, type ShownPhoto } from './announcement-body'
import { AnnouncePhotos } from './announce-photos'
import { AnnounceTo } from './announce-to'
import { AnnounceWhen } from './announce-when'
import './announce-form.scss'

interface Props {
  communityId: string
  groups: readonly GroupCard[]
  /** What is being changed; null for a new one. */
  announcement: Announcement | null
  onDone: (announcement: Announcement) => void
  /** A colleague was quicker: read it anew. */
  onBehind: () => Promise<void>
}

/** Writing to everybody or to some groups: a draft that is kept, what they will see, and a look at it before it goes out. */
export const AnnounceForm = ({ communityId, groups, announcement, onDone, onBehind }: Props) => {
  const writing = useAnnounceDraft(communityId, announcement)
  const { draft, isTyped, isBehind, change } = writing
  const isWide = useWide()
  const [isLooking, setLooking] = useState(false)
  const { isBusy, act } = useAct()
  const isOut = announcement?.state === 'published'
  const readers = useReaderCount(communityId, isOut ? null : groupIdsOf(draft))
  const photos = usePhotos(draft, announcement)
  const shown = useShownAs(communityId, draft, announcement, groups, photos)

  const send = async () => {
    if (!(await isSure(draft, { isOut, readers }))) return
    await act(async () => {
      try {
        const done = announcement
          ? await changeByDraft(announcement, draft, writing.keepPhoto)
          : await postDraft(communityId, draft, writing.keepPhoto)
        toast(doneText(done, isOut, readers))
        writing.drop()
        onDone(done)
      } catch (error) {
        if (!(error instanceof ApiError && TOO_LATE.includes(error.code))) throw error
        toast(textOf(error))
        setLooking(false)
        await onBehind()
      }
    })
  }
  const clear = async () => {
    const title = announcement ? ANNOUNCE_TEXT.dropChangeAsk : ANNOUNCE_TEXT.clearAsk
    if (await confirm({ title, isDangerous: true })) writing.drop()
  }
  const missing = whatIsMissing(draft, { isOut })
  const isBegun = announcement ? isTyped : !isEmptyDraft(draft)
  return (
    <View className="announce">
      <View>
        {isBehind && announcement ? (
          <Behind
            announcement={announcement}
            onMine={() => change({ version: announcement.version })}
            onTheirs={writing.drop}
          />
        ) : null}
        <View className="card card--flush">
          {!announcement && !isBegun ? (
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
          <AnnouncePhotos
            draft={draft}
            urls={photos.map(({ thumbUrl }) => thumbUrl)}
            onChange={change}
          />
        </View>
        {isOut ? (
          <View className="announce__locked">{ANNOUNCE_TEXT.locked}</View>
        ) : (
          <View className="card card--flush">
            <AnnounceTo
              groups={groups}
              known={announcement?.groups ?? []}
              draft={draft}
              onChange={change}
            />
            <AnnounceWhen draft={draft} onChange={change} />
          </View>
        )}
        <View className="card card--flush">
          <SwitchCell
            title={ANNOUNCE_TEXT.pinned}
            note={ANNOUNCE_TEXT.pinnedNote}
            isOn={draft.isPinned}
            onChange={(isPinned) => change({ isPinned })}
          />
          <SwitchCell
            title={ANNOUNCE_TEXT.comments}
            note={ANNOUNCE_TEXT.commentsNote}
            isOn={draft.hasComments}
            onChange={(hasComments) => change({ hasComments })}
          />
        </View>
        <View className="buttons">
          <Button
            text={isOut ? ANNOUNCE_TEXT.lookChange : ANNOUNCE_TEXT.look}
            isOff={isBehind || Boolean(missing) || (announcement !== null && !isTyped)}
            {...(missing && { hint: missing })}
            onTap={() => setLooking(true)}
          />
          {isBegun ? (
            <View className="announce__kept">
              <Text className="small">
                {announcement ? ANNOUNCE_TEXT.keptChange : ANNOUNCE_TEXT.kept}
              </Text>
              <Tap className="announce__clear" onTap={() => void clear()}>
                {announcement ? ANNOUNCE_TEXT.dropChange : ANNOUNCE_TEXT.clear}
              </Tap>
            </View>
          ) : null}
        </View>
      </View>
      {isWide ? (
        <View>
          <Text className="group__title announce__preview">{ANNOUNCE_TEXT.preview}</Text>
          <View className="card">
            <AnnouncementBody announcement={shown} />
          </View>
        </View>
      ) : null}
      {isLooking ? (
        <Sheet title={ANNOUNCE_TEXT.lookTitle} onClose={() => setLooking(false)}>
          {isOut ? null : <Summary draft={draft} readers={readers} />}
          <View className="announce__look">
            <AnnouncementBody announcement={shown} />
          </View>
          <View className="announce__send">
            <Button
              text={sendText(draft, isOut, readers)}
              isBusy={isBusy}
              isOff={!isOut && readers === null}
              onTap={() => void send()}
            />
            <Button kind="plain" text={ANNOUNCE_TEXT.no} onTap={() => setLooking(false)} />
          </View>
        </Sheet>
      ) : null}
    </View>
  )
}

/** Somebody, or the clock, was quicker: what it is now must be seen before anything is sent. */
const TOO_LATE: readonly AnyErrorCode[] = [
  'announcement-changed',
  'already-published',
  'announcement-over',
]

const groupIdsOf = ({ isToAll, groupIds }: AnnounceDraft): string[] => (isToAll ? [] : groupIds)

const whenOf = (draft: AnnounceDraft): string | null => {
  const at = publishTime(draft)
  return at && dueText(at, nowMs())
}

const whatIsMissing = (draft: AnnounceDraft, { isOut }: { isOut: boolean }): string | undefined => {
  if (!draft.title.trim()) return ANNOUNCE_TEXT.nameMissing
  if (!draft.words.trim()) return ANNOUNCE_TEXT.wordsMissing
  if (isOut) return undefined
  if (!draft.isToAll && draft.groupIds.length === 0) return ANNOUNCE_TEXT.groupsMissing
  if (!draft.isLater) return undefined
  const at = publishTime(draft)
  if (!at) return ANNOUNCE_TEXT.timeMissing
  return mayPublishAt(new Date(at), new Date(nowMs())).ok ? undefined : ANNOUNCE_TEXT.timeWrong
}

interface Going {
  isOut: boolean
  readers: number | null
}

/** To everybody it goes only when somebody has said yes; and what many have read is not changed by a slip. */
const isSure = (draft: AnnounceDraft, { isOut, readers }: Going): Promise<boolean> => {
  const { no } = ANNOUNCE_TEXT
  if (isOut)
    return confirm({
      title: ANNOUNCE_TEXT.askChange,
      words: ANNOUNCE_TEXT.askChangeWords,
      yes: ANNOUNCE_TEXT.yesChange,
      no,
    })
  if (!draft.isToAll) return Promise.resolve(true)
  const when = whenOf(draft)
  return confirm({
    title: when
      ? ANNOUNCE_TEXT.askAllLater(readers ?? 0, when)
      : ANNOUNCE_TEXT.askAll(readers ?? 0),
    words: when ? ANNOUNCE_TEXT.askAllLaterWords : ANNOUNCE_TEXT.askAllWords,
    yes: when ? ANNOUNCE_TEXT.yesLater : ANNOUNCE_TEXT.yes,
    no,
  })
}

const sendText = (draft: AnnounceDraft, isOut: boolean, readers: number | null): string => {
  if (isOut) return ANNOUNCE_TEXT.save
  if (readers === null) return ANNOUNCE_TEXT.counting
  return draft.isLater ? ANNOUNCE_TEXT.schedule : ANNOUNCE_TEXT.send(readers)
}

const doneText = (done: Announcement, wasOut: boolean, readers: number | null): string => {
  if (wasOut) return ANNOUNCE_TEXT.changed
  return done.state === 'scheduled'
    ? ANNOUNCE_TEXT.scheduled(dueText(done.at, nowMs()))
    : ANNOUNCE_TEXT.sent(readers ?? 0)
}

/** The draft's pictures as they can be shown: from this phone, or from the server. */
const usePhotos = ({ photos }: AnnounceDraft, announcement: Announcement | null): ShownPhoto[] => {
  const kept = photos.filter(({ file }) => file)
  const urls = useFileUrls(kept)
  return photos.map((photo) => {
    const known = announcement?.photos.find(({ photoId }) => photoId === photo.photoId)
    const url = urls[kept.indexOf(photo)] ?? ''
    return known ?? { thumbUrl: url, mediumUrl: url, fullUrl: url }
  })
}

/** As neighbours will see it. */
const useShownAs = (
  communityId: string,
  draft: AnnounceDraft,
  announcement: Announcement | null,
  groups: readonly GroupCard[],
  photos: ShownPhoto[],
) => {
  const me = useMe()
  const mine = me?.memberships.find((one) => one.communityId === communityId)
  const names = [...groups, ...(announcement?.groups ?? [])]
  const now = new Date(nowMs()).toISOString()
  const isOut = announcement?.state === 'published'
  return {
    title: draft.title.trim() || ANNOUNCE_TEXT.previewTitle,
    words: draft.words.trim() || ANNOUNCE_TEXT.previewWords,
    photos,
    groups: groupIdsOf(draft).flatMap((groupId) => {
      const name = names.find((one) => one.groupId === groupId)?.name
      return name ? [{ groupId, name }] : []
    }),
    authorName: announcement?.authorName ?? mine?.nickname ?? ANNOUNCE_TEXT.operator,
    isPinned: draft.isPinned,
    editedAt: isOut ? now : null,
    at: isOut ? announcement.at : (publishTime(draft) ?? now),
  }
}

const Summary = ({ draft, readers }: { draft: AnnounceDraft; readers: number | null }) => {
  const when = whenOf(draft)
  const reach =
    readers === null
      ? ANNOUNCE_TEXT.counting
      : readers === 0
        ? ANNOUNCE_TEXT.reachesNobody
        : ANNOUNCE_TEXT.reaches(readers)
  return (
    <View className="announce__summary">
      <Text className="announce__reach">{reach}</Text>
      <View className="announce__tags">
        <Tag
          kind={when ? 'info' : 'go'}
          text={when ? ANNOUNCE_TEXT.isAt(when) : ANNOUNCE_TEXT.isNow}
        />
        {draft.isPinned ? <Tag kind="wait" text={ANNOUNCE_TEXT.withPin} /> : null}
        <Tag
          text={draft.hasComments ? ANNOUNCE_TEXT.withComments : ANNOUNCE_TEXT.withoutComments}
        />
      </View>
    </View>
  )
}

/** What a colleague made of it meanwhile, beside what was typed here. */
const Behind = ({
  announcement,
  onMine,
  onTheirs,
}: {
  announcement: Announcement
  onMine: () => void
  onTheirs: () => void
}) => (
  <View className="card announce__behind" role="alert">
    <Text className="announce__behind-title">{ANNOUNCE_TEXT.conflict}</Text>
    <Text>{ANNOUNCE_TEXT.conflictWords}</Text>
    <Text className="small">{ANNOUNCE_TEXT.conflictNow}</Text>
    <View className="announce__theirs">
      <AnnouncementBody announcement={announcement} />
    </View>
    <View className="announce__choice">
      <Button text={ANNOUNCE_TEXT.useMine} onTap={onMine} />
      <Button kind="plain" text={ANNOUNCE_TEXT.useTheirs} onTap={onTheirs} />
    </View>
  </View>
)
