import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import type { Application } from '../../../../contract/communities'
import type { ApplicationState } from '../../../../domain/group/names'
import { newCommandId } from '@/platform/ids'
import { go } from '@/platform/go'
import { nowMs } from '@/platform/now'
import { useShown } from '@/platform/use-shown'
import { useAct } from '@/stores/use-act'
import { named, useLiveReading } from '@/stores/use-live-reading'
import { usePaged } from '@/stores/use-paged'
import { Button } from '@/ui/button'
import { Tabs } from '@/ui/choices'
import { Shown } from '@/ui/shown'
import { Spoken } from '@/ui/spoken'
import { Empty } from '@/ui/states'
import { useArrivals } from '@/ui/use-arrivals'
import { decideApplication, loadApplications, type Decided } from '../actions'
import { outcomeText } from '../outcome'
import { APPLICATION_TABS, APPLICATIONS_TEXT } from '../text'
import { ApplicationCard } from './application-card'
import { RefuseSheet } from './refuse-sheet'

/** Everybody who wants to join, and what became of those before them. */
export const Applications = ({ communityId }: { communityId: string }) => {
  const [state, setState] = useState<ApplicationState>('waiting')
  const name = `${communityId}/${state}`
  const list = usePaged(name, (before) => loadApplications(communityId, state, before))
  useShown(list.reload)
  useLiveReading(communityId, named('application.changed'), list.reload)
  const deciding = useDeciding(list.reload)

  const waiting = list.state.is === 'ready' ? list.state.value.items : null
  const ids = waiting?.map(({ applicationId }) => applicationId) ?? null
  const { fresh } = useArrivals(name, ids)
  const newest = state === 'waiting' && waiting?.find((one) => one.applicationId === fresh.at(-1))

  return (
    <View>
      <Tabs options={APPLICATION_TABS} value={state} onChoose={setState} />
      <Spoken isShown words={newest ? APPLICATIONS_TEXT.fresh(newest.nickname) : ''} />
      <Shown load={list.state} onRetry={() => void list.reload()}>
        {({ items, hasMore }) => {
          const shown = state === 'waiting' ? withDecided(items, deciding.decided) : items
          if (shown.length === 0) return <None state={state} communityId={communityId} />
          return (
            <View>
              <View className="entries">
                {shown.map((application) => (
                  <ApplicationCard
                    key={application.applicationId}
                    application={application}
                    {...deciding.propsOf(application)}
                    isFresh={state === 'waiting' && fresh.includes(application.applicationId)}
                  />
                ))}
              </View>
              {hasMore ? <More more={list.more} /> : null}
            </View>
          )
        }}
      </Shown>
      {deciding.sheet}
    </View>
  )
}

/** What was decided on this page stays in its place and says so: there is no undoing, so one sees what one did. */
const withDecided = (
  waiting: readonly Application[],
  decided: ReadonlyMap<string, Decided>,
): Application[] => {
  const still = waiting.filter(({ applicationId }) => !decided.has(applicationId))
  const done = [...decided.values()].map(({ application }) => application)
  return [...done, ...still].sort((one, other) => one.appliedAt.localeCompare(other.appliedAt))
}

const useDeciding = (reload: () => Promise<void>) => {
  const [decided, setDecided] = useState<ReadonlyMap<string, Decided>>(new Map())
  const [refusing, setRefusing] = useState<Application | null>(null)
  const [busyId, setBusyId] = useState<string | null>(null)
  const { isBusy, act } = useAct()
  // One id for one decision, however often it is sent.
  const commandIds = useRef(new Map<string, string>())
  const commandIdOf = (key: string): string => {
    const id = commandIds.current.get(key) ?? newCommandId()
    commandIds.current.set(key, id)
    return id
  }

  const decide = (
    application: Application,
    decision: { admit: true } | { admit: false; reason: string },
  ) => {
    const { applicationId } = application
    setBusyId(applicationId)
    return act(async () => {
      const key = decision.admit ? applicationId : `${applicationId}/${decision.reason}`
      const done = await decideApplication(application, decision, commandIdOf(key))
      setDecided((old) => new Map(old).set(applicationId, done))
      if (done.by === 'me') setRefusing(null)
      void reload()
    })
  }

  const outcomeOfRefusing = (): string => {
    const done = refusing && decided.get(refusing.applicationId)
    return done ? outcomeText(done.application, done.by, nowMs()) : ''
  }
  return {
    decided,
    propsOf: (application: Application) => {
      const by = decided.get(application.applicationId)?.by
      return {
        ...(by && { decidedBy: by }),
        isBusy: isBusy && busyId === application.applicationId,
        onAdmit: () => void decide(application, { admit: true }),
        onRefuse: () => setRefusing(application),
      }
    },
    sheet: refusing ? (
      <RefuseSheet
        application={refusing}
        outcome={outcomeOfRefusing()}
        isBusy={isBusy}
        onSend={(reason) => void decide(refusing, { admit: false, reason })}
        onClose={() => setRefusing(null)}
      />
    ) : null,
  }
}

const None = ({ state, communityId }: { state: ApplicationState; communityId: string }) =>
  state === 'waiting' ? (
    <Empty
      sign="✓"
      title={APPLICATIONS_TEXT.empty[state]}
      hint={APPLICATIONS_TEXT.emptyHint}
      act={APPLICATIONS_TEXT.invite}
      onAct={() => go('desk/invitation/index', { communityId })}
    />
  ) : (
    <Empty title={APPLICATIONS_TEXT.empty[state]} />
  )

const More = ({ more }: { more: () => Promise<void> }) => {
  const { isBusy, act } = useAct()
  return (
    <View className="buttons">
      <Button
        kind="plain"
        text={APPLICATIONS_TEXT.more}
        isBusy={isBusy}
        onTap={() => void act(more)}
      />
    </View>
  )
}
