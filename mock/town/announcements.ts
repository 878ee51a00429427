import { neighbourKey, NEIGHBOURS } from './people'
import { TOWN_ID } from './place-of-things'
import { drawScene } from './pictures'
import type { Scene } from './scenes'
import type { SetHoursAgo } from './story'
import { commandIdOf, type Voice } from './teller'

interface Told {
  hoursAgo: number
  by: string
  title: string
  words: string
  photos?: Scene[]
  /** Names of groups; without, it is for everybody. */
  groups?: string[]
  isPinned?: true
  /** It waits, and goes out on the next evening. Told last: told again its time would be another. */
  waits?: true
  comments?: { by: string; hoursAgo: number; words: string }[]
  /** Who has read it, and how many of the neighbours whom nobody signs in as. */
  readBy?: string[]
  readByNeighbours?: number
}

const ANNOUNCEMENTS: readonly Told[] = [
  {
    hoursAgo: 150,
    by: 'wang',
    title: '楼道灯改造进度',
    words:
      '1至7号楼的楼道灯已换成感应灯。8至14号楼从下周起施工，白天做，不停电。有不亮的，请在“上报”里告诉我们楼号和单元。\n\n（示例公告）',
    readBy: ['lin', 'chen', 'zhao', 'sun', 'zhou', 'ma', 'he'],
    readByNeighbours: NEIGHBOURS.length,
  },
  {
    hoursAgo: 52,
    by: 'wang',
    title: '冬季供暖报修指南',
    words:
      '家里不热，先看看阀门是不是开着；还不热，在“上报”里选“供暖”，写明楼号和室温，居委会会联系供暖单位上门。\n\n（示例公告）',
    readBy: ['lin', 'chen', 'sun', 'zhou', 'he'],
    readByNeighbours: 15,
  },
  {
    hoursAgo: 34,
    by: 'wang',
    title: '本周六便民服务日',
    words:
      '周六上午 9 点到 11 点，中心花园有免费理发、磨刀、量血压，欢迎来。行动不方便的老人请告诉楼门组长，志愿者上门接。\n\n（示例公告）',
    comments: [
      { by: 'sun', hoursAgo: 32, words: '我和 5 号楼两位邻居报名当志愿者，可以帮忙搬桌椅。' },
      { by: 'zhao', hoursAgo: 31, words: '上班族周六能来，理发要排队吗？' },
      { by: 'he', hoursAgo: 30.5, words: '9 点开始发号，先到先理，一直理到 11 点。' },
    ],
    readBy: ['chen', 'zhao', 'sun', 'he', 'ma'],
    readByNeighbours: 11,
  },
  {
    hoursAgo: 26,
    by: 'he',
    title: '8号楼、12号楼清理楼道',
    words:
      '周三上午 9 点起，志愿者清理 8号楼、12号楼楼道里的小广告和堆物。自家要留的东西请在周二晚上前搬回家，搬不动的在下面说一声，我们来帮忙。\n\n（示例公告）',
    photos: ['flyers', 'wall-clean'],
    groups: ['8号楼邻里群', '12号楼邻里群'],
    comments: [
      { by: 'chen', hoursAgo: 24, words: '1 单元一层那辆旧自行车是我家的，今晚搬走。' },
      { by: 'wang', hoursAgo: 23.5, words: '谢谢陈师傅！' },
    ],
    readBy: ['chen', 'wang'],
  },
  {
    hoursAgo: 20,
    by: 'wang',
    title: '请给消防通道让路',
    words:
      '8号楼南侧、12号楼东侧是消防通道，请不要停车。看到有车堵着，拍张照片报上来，网格员会马上联系挪车。\n\n（示例公告）',
    photos: ['fire-lane'],
    isPinned: true,
    readBy: ['chen', 'sun', 'zhou', 'ma'],
    readByNeighbours: 8,
  },
  {
    hoursAgo: 0.05,
    by: 'wang',
    title: '明早检修管道，停水两小时',
    words:
      '明天上午 9 点到 11 点检修管道，全社区停水，请提前存水。11 点还没来水，请在“上报”里告诉我们。\n\n（示例公告）',
    waits: true,
  },
]

interface Act {
  hoursAgo: number
  run: () => Promise<void>
}

/** What the committee told this week, who read it and what was said under it, in the order of time. */
export const tellAnnouncements = async (
  who: Record<string, Voice>,
  setHoursAgo: SetHoursAgo,
  now: Date,
): Promise<void> => {
  const { items } = await voice(who, 'wang').ask('listGroups', { params: { communityId: TOWN_ID } })
  const groupIds = new Map(items.map(({ name, groupId }) => [name, groupId]))
  const acts = ANNOUNCEMENTS.flatMap((told) => actsOf(who, groupIds, told, now))
  for (const { hoursAgo, run } of acts.sort((one, other) => other.hoursAgo - one.hoursAgo)) {
    setHoursAgo(hoursAgo)
    await run()
  }
}

/** One has read it when it has been there for a while. */
const READ_AFTER_HOURS = 0.5

const actsOf = (
  who: Record<string, Voice>,
  groupIds: ReadonlyMap<string, string>,
  told: Told,
  now: Date,
): Act[] => {
  let announcementId = ''
  const here = () => ({ communityId: TOWN_ID, announcementId })
  const readers = [
    ...(told.readBy ?? []),
    ...NEIGHBOURS.slice(0, told.readByNeighbours ?? 0).map(({ surname }) => neighbourKey(surname)),
  ]
  return [
    {
      hoursAgo: told.hoursAgo,
      run: async () => {
        announcementId = await post(voice(who, told.by), groupIds, told, now)
      },
    },
    ...readers.map((key, index) => ({
      hoursAgo: Math.max(0.1, told.hoursAgo - READ_AFTER_HOURS - index / 10),
      run: async () => {
        await voice(who, key).ask('readAnnouncement', {
          params: here(),
          body: { commandId: commandIdOf('read', told.title, key) },
        })
      },
    })),
    ...(told.comments ?? []).map(({ by, hoursAgo, words }) => ({
      hoursAgo,
      run: async () => {
        await voice(who, by).ask('commentAnnouncement', {
          params: here(),
          body: { commandId: commandIdOf('comment', told.title, words), words },
        })
      },
    })),
  ]
}

const post = async (
  speaker: Voice,
  groupIds: ReadonlyMap<string, string>,
  { title, words, photos = [], groups = [], isPinned, waits, comments }: Told,
  now: Date,
): Promise<string> => {
  const photoIds: string[] = []
  for (const scene of photos)
    photoIds.push(
      await speaker.sendPhoto(TOWN_ID, await drawScene(scene), `announce ${title} ${scene}`),
    )
  const { announcementId } = await speaker.ask('postAnnouncement', {
    params: { communityId: TOWN_ID },
    body: {
      commandId: commandIdOf('announce', title, ...(waits ? [now.toISOString()] : [])),
      title,
      words,
      photoIds,
      groupIds: groups.map((name) => {
        const groupId = groupIds.get(name)
        if (!groupId) throw new Error(`the sample town has no group ${name}`)
        return groupId
      }),
      isPinned: isPinned ?? false,
      hasComments: comments !== undefined,
      ...(waits && { publishAt: nextEvening(now) }),
    },
  })
  return announcementId
}

const DAY_MS = 86_400_000

/** Six o'clock in Beijing. */
const nextEvening = (now: Date): string =>
  `${new Date(now.getTime() + DAY_MS).toISOString().slice(0, 10)}T10:00:00.000Z`

const voice = (who: Record<string, Voice>, key: string): Voice => {
  const one = who[key]
  if (!one) throw new Error(`the sample town has nobody called ${key}`)
  return one
}
