import { Image, Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../../../contract/route'
import type { Api } from '../../../../contract/api'
import dayjs from 'dayjs'
import { toast } from '@/platform/dialogs'
import { copyText } from '@/platform/phone'
import { printPage, savePicture } from '@/platform/pictures-out'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Choices } from '@/ui/choices'
import { makeInvitation } from '../actions'
import { INVITATION_TEXT } from '../text'
import { useCommunity } from '../use-community'
import './invitation.scss'

const DAYS = [
  { value: '7', text: '7 天' },
  { value: '30', text: '30 天' },
  { value: '90', text: '90 天' },
] as const

type Made = Output<Api['makeInvitation']>

/** A code for neighbours: to hang up in the stairwell, to send, to read out. */
export const Invitation = ({ communityId }: { communityId: string }) => {
  const [days, setDays] = useState<(typeof DAYS)[number]['value']>('30')
  const [made, setMade] = useState<Made | null>(null)
  const { isBusy, act } = useAct()
  const { state } = useCommunity(communityId)
  const name = state.is === 'ready' ? state.value.name : ''
  const make = () => act(async () => setMade(await makeInvitation(communityId, Number(days))))
  return (
    <View>
      <View className="card no-print">
        <Text>{INVITATION_TEXT.intro}</Text>
      </View>
      <View className="card card--flush no-print">
        <Choices label={INVITATION_TEXT.days} options={DAYS} value={days} onChoose={setDays} />
        <View className="buttons">
          <Button
            text={made ? INVITATION_TEXT.again : INVITATION_TEXT.make}
            kind={made ? 'plain' : 'main'}
            isBusy={isBusy}
            onTap={() => void make()}
          />
        </View>
      </View>
      {made ? <Poster made={made} name={name} /> : null}
    </View>
  )
}

const Poster = ({ made, name }: { made: Made; name: string }) => {
  const { act } = useAct()
  const save = () =>
    act(async () => {
      const answer = await savePicture(made.qrPng, `${name}邀请码${made.code}`)
      toast(answer === 'saved' ? INVITATION_TEXT.saved : INVITATION_TEXT.notSaved)
    })
  const copy = (text: string) =>
    act(async () => {
      await copyText(text)
      toast(INVITATION_TEXT.copied)
    })
  const print = printPage
  return (
    <View>
      <View className="card poster">
        <Text className="poster__name">{name}</Text>
        <Text className="poster__title">{INVITATION_TEXT.poster}</Text>
        <Image className="poster__qr" src={made.qrPng} mode="aspectFit" showMenuByLongpress />
        <Text className="quiet">{INVITATION_TEXT.code}</Text>
        <Text className="poster__code" userSelect>
          {made.code}
        </Text>
        <Text className="quiet">{INVITATION_TEXT.posterHint}</Text>
        <Text className="small">
          {INVITATION_TEXT.until(dayjs(made.expiresAt).format('YYYY年M月D日 H:mm'))}
        </Text>
      </View>
      <View className="buttons buttons--row no-print">
        <Button text={INVITATION_TEXT.save} onTap={() => void save()} />
        {print ? <Button text={INVITATION_TEXT.print} onTap={print} /> : null}
        <Button kind="plain" text={INVITATION_TEXT.copyLink} onTap={() => void copy(made.link)} />
        <Button kind="plain" text={INVITATION_TEXT.copyCode} onTap={() => void copy(made.code)} />
      </View>
      <View className="group__foot no-print">{INVITATION_TEXT.once}</View>
    </View>
  )
}
