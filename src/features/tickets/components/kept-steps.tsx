import { Text, View, type ViewProps } from '@tarojs/components'
import { confirm } from '@/platform/dialogs'
import { nowMs } from '@/platform/now'
import { showPhotos } from '@/platform/photos'
import { useFileUrls } from '@/platform/use-file-urls'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { PhotoGrid } from '@/ui/photo-grid'
import { Tag, type TagKind } from '@/ui/tag'
import { whenText } from '@/ui/time'
import { refusalText } from '../conflict-text'
import { discardStep, isHeldUp, type KeptStep } from '../kept-steps'
import { sendAsComment, sendStepAgain, sendWaitingSteps } from '../send-steps'
import { KEPT_TEXT, STEP_BUTTON_TEXT } from '../text'
import './kept-steps.scss'

/** What was done here and the server does not have yet: each with how it stands and what can be done about it. */
export const KeptSteps = ({ steps }: { steps: readonly KeptStep[] }) =>
  steps.length === 0 ? null : (
    <View>
      <View className="group__title">{KEPT_TEXT.title(steps.length)}</View>
      {steps.map((step) => (
        <OneStep key={step.commandId} step={step} isHeldUp={isHeldUp(steps, step)} />
      ))}
    </View>
  )

const TAGS = { waiting: 'wait', sending: 'info', refused: 'bad' } satisfies Record<
  KeptStep['sending']['is'],
  TagKind
>
// ViewProps knows no role; see Tap.
const ALERT = { role: 'alert' } as ViewProps

const OneStep = ({ step, isHeldUp: isStuck }: { step: KeptStep; isHeldUp: boolean }) => {
  const { about, sending, pictures } = step
  const { isBusy, act } = useAct()
  const urls = useFileUrls(pictures)
  const drop = async () => {
    const isSure = await confirm({
      title: KEPT_TEXT.dropAsk,
      words: KEPT_TEXT.dropWords,
      yes: KEPT_TEXT.drop,
      isDangerous: true,
    })
    if (isSure) discardStep(step.commandId)
  }
  const saysSomething = step.step !== 'comment' && (step.words.trim() !== '' || pictures.length > 0)
  return (
    <View className="card">
      <View className="kept__head">
        <Text className="kept__what">{STEP_BUTTON_TEXT[step.step]}</Text>
        <Tag text={KEPT_TEXT.state[sending.is]} kind={TAGS[sending.is]} />
        <Text className="quiet">{whenText(new Date(step.keptAt).toISOString(), nowMs())}</Text>
      </View>
      <Text className="quiet">{`${about.categoryName}，${about.placeText}（${about.number}）`}</Text>
      {step.words ? <View>{step.words}</View> : null}
      {pictures.length > 0 ? <PhotoGrid urls={urls} onShow={(at) => showPhotos(urls, at)} /> : null}
      {sending.is === 'refused' ? (
        <View {...ALERT} className="kept__why">
          {refusalText(sending.code, sending.came)}
        </View>
      ) : null}
      {isStuck ? <View className="kept__why">{KEPT_TEXT.heldUp}</View> : null}
      {sending.is === 'sending' ? null : (
        <View className="kept__acts">
          <Button isSmall kind="danger" text={KEPT_TEXT.drop} onTap={() => void drop()} />
          {sending.is === 'refused' && saysSomething ? (
            <Button
              isSmall
              kind="plain"
              text={KEPT_TEXT.asComment}
              isBusy={isBusy}
              onTap={() => void act(() => sendAsComment(step))}
            />
          ) : null}
          {isStuck ? null : (
            <Button
              isSmall
              text={sending.is === 'refused' ? KEPT_TEXT.again : KEPT_TEXT.now}
              isBusy={isBusy}
              onTap={() =>
                void act(() =>
                  sending.is === 'refused' ? sendStepAgain(step) : sendWaitingSteps(),
                )
              }
            />
          )}
        </View>
      )}
    </View>
  )
}
