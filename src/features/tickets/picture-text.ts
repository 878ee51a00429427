import dayjs from 'dayjs'
import type { Photo } from '../../../contract/tickets'
import type { Whereabouts } from '@/platform/place'
import { metresText, whenText } from '@/ui/time'

/** Written into a picture: when, where, by whom, for what. */
export const stampText = (
  { number, placeText }: { number: string; placeText: string },
  { at, here, name }: { at: string; here: Whereabouts; name: string },
): string[] => [
  dayjs(at).format('YYYY-MM-DD HH:mm:ss'),
  `${placeText} ${
    here.is === 'known'
      ? `北纬${here.lat.toFixed(5)} 东经${here.lng.toFixed(5)}（误差约${Math.max(1, here.accuracyM)}米）`
      : '没有定位'
  }`,
  [name, `工单 ${number}`].filter(Boolean).join(' · '),
]

/** When and how far from the scene a picture was taken: 今天 14:02 拍，距现场 30 米. */
export const takenText = ({ taken }: Photo, nowMs: number): string | null => {
  if (!taken) return null
  return [
    taken.at ? `${whenText(taken.at, nowMs)}拍` : '拍摄时间不明（手机时钟不准）',
    taken.distanceM !== null && `距现场 ${metresText(taken.distanceM)}`,
  ]
    .filter(Boolean)
    .join('，')
}
