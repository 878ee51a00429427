import type { AdvanceTicket, TicketDetail } from '../../contract/tickets'
import { at, TOWN_ID } from './place-of-things'
import { drawScene } from './pictures'
import type { Scene } from './scenes'
import { commandIdOf, type Voice } from './teller'

/** Moves the story's time: every act after it happens so many hours before the real now. */
export type SetHoursAgo = (hours: number) => void

type Who = Record<string, Voice>
type Step = Omit<AdvanceTicket, 'commandId' | 'photoIds'> & { photos?: Scene[] }

/** One ticket's tale: who reports what and where, and what came of it, each act so many hours ago. */
interface Tale {
  key: string
  by: string
  hoursAgo: number
  category: string
  words: string
  photos: Scene[]
  building?: string
  point?: { lat: number; lng: number; text: string }
  isAnonymous?: boolean
  isPrivate?: boolean
  then: (Step & { by: string; hoursAgo: number; toPerson?: string; into?: string })[]
}

const dispatchTo = (toPerson: string, hoursAgo: number) => ({
  by: 'wang',
  hoursAgo,
  step: 'dispatch' as const,
  toPerson,
})
const accept = (hoursAgo: number) => ({ by: 'wang', hoursAgo, step: 'accept' as const })
const claim = (by: string, hoursAgo: number) => ({ by, hoursAgo, step: 'claim' as const })

/** Tickets in every state, as a week in such a community might bring them. */
const TALES: readonly Tale[] = [
  {
    key: 'bins',
    by: 'lin',
    hoursAgo: 3,
    category: 'overflowing_bin',
    words: '3号楼门口的垃圾桶满了，袋子都堆到地上了，味儿大。',
    photos: ['bins'],
    building: '3',
    then: [],
  },
  {
    key: 'door',
    by: 'chen',
    hoursAgo: 5,
    category: 'door_access',
    words: '8号楼1单元门禁坏了，门关不上，晚上谁都能进。',
    photos: ['door'],
    building: '8',
    then: [{ by: 'zhao', hoursAgo: 4.5, step: 'join', words: '我昨晚回来也发现了。' }],
  },
  {
    key: 'noise',
    by: 'zhao',
    hoursAgo: 9,
    category: 'domestic_noise',
    words: '楼上半夜一直拖家具，希望居委会帮忙沟通一下，不想让邻居知道是我说的。',
    photos: [],
    building: '12',
    isPrivate: true,
    then: [],
  },
  {
    key: 'lamp',
    by: 'sun',
    hoursAgo: 26,
    category: 'street_light',
    words: '5号楼到中心花园那条路，两盏路灯都不亮，老人晚上走着害怕。',
    photos: ['lamp'],
    point: { ...at(60, 60), text: '5号楼南侧小路' },
    isAnonymous: false,
    then: [accept(25)],
  },
  {
    key: 'puddle',
    by: 'lin',
    hoursAgo: 22,
    category: 'road_water',
    words: '东门内侧积水，电动车过去溅一身。',
    photos: ['puddle'],
    point: { ...at(300, 40), text: '东门内侧' },
    then: [accept(21.5), dispatchTo('ma', 21)],
  },
  {
    key: 'fire-lane',
    by: 'chen',
    hoursAgo: 7,
    category: 'fire_lane_blocked',
    words: '8号楼南边消防通道被一辆红车堵住了，打挪车电话没人接。',
    photos: ['fire-lane'],
    building: '8',
    then: [
      accept(6.8),
      dispatchTo('zhou', 6.7),
      claim('zhou', 6.5),
      {
        by: 'wang',
        hoursAgo: 4,
        step: 'whistle',
        words: '请交警和物业一起到现场，车主联系不上，需要挪车。',
      },
      { by: 'chen', hoursAgo: 1, step: 'urge', words: '车还堵在那儿，万一着火消防车进不来。' },
    ],
  },
  {
    key: 'manhole',
    by: 'zhao',
    hoursAgo: 30,
    category: 'manhole_sewage',
    words: '12号楼前污水井盖翘起来一边，差点绊倒。',
    photos: ['manhole'],
    building: '12',
    then: [
      accept(29.5),
      dispatchTo('ma', 29),
      claim('ma', 28.5),
      {
        by: 'ma',
        hoursAgo: 20,
        step: 'handle',
        words: '已联系产权单位换了新井盖，四周填平。',
        photos: ['manhole-mended'],
      },
    ],
  },
  {
    key: 'bench',
    by: 'lin',
    hoursAgo: 50,
    category: 'bench',
    words: '中心花园的长椅断了一条腿。',
    photos: ['bench'],
    point: { ...at(0, 30), text: '中心花园' },
    then: [
      accept(49),
      dispatchTo('zhou', 48),
      claim('zhou', 47),
      {
        by: 'zhou',
        hoursAgo: 30,
        step: 'handle',
        words: '换了螺丝，加固了椅腿。',
        photos: ['bench-mended'],
      },
      {
        by: 'lin',
        hoursAgo: 27,
        step: 'dispute',
        words: '坐上去还是晃，螺丝没拧紧。',
        photos: ['bench'],
      },
    ],
  },
  {
    key: 'flyers',
    by: 'sun',
    hoursAgo: 74,
    category: 'illegal_flyers',
    words: '5号楼楼道里贴满了开锁小广告。',
    photos: ['flyers'],
    building: '5',
    then: [
      accept(73),
      dispatchTo('zhou', 72),
      claim('zhou', 71),
      {
        by: 'zhou',
        hoursAgo: 60,
        step: 'handle',
        words: '已清除，并通知物业加强巡查。',
        photos: ['wall-clean'],
      },
      {
        by: 'sun',
        hoursAgo: 55,
        step: 'confirm',
        words: '干净了，谢谢周师傅。',
        photos: ['wall-clean'],
      },
      { by: 'sun', hoursAgo: 54, step: 'rate', stars: 5, words: '动作很快。' },
    ],
  },
  {
    key: 'muck',
    by: 'chen',
    hoursAgo: 120,
    category: 'accumulated_muck',
    words: '装修垃圾堆在9号楼后面一个多星期了。',
    photos: ['muck'],
    building: '9',
    then: [
      accept(119),
      dispatchTo('zhou', 118),
      claim('zhou', 117),
      {
        by: 'zhou',
        hoursAgo: 80,
        step: 'handle',
        words: '联系业主，已清运。',
        photos: ['muck-gone'],
      },
      {
        by: 'he',
        hoursAgo: 70,
        step: 'confirm',
        words: '现场看过，已清干净。',
        photos: ['muck-gone'],
      },
    ],
  },
  {
    key: 'tree',
    by: 'zhao',
    hoursAgo: 44,
    category: 'street_tree',
    words: '11号楼前的杨树枝断了半截挂着，刮风怕掉下来。',
    photos: ['tree'],
    building: '11',
    then: [
      accept(43.5),
      dispatchTo('ma', 43),
      claim('ma', 42),
      {
        by: 'ma',
        hoursAgo: 40,
        step: 'suspend',
        words: '要等园林绿化队带高空车来修剪，日子已约好，先拉上了警戒带。',
        photos: ['tree-fenced-off'],
      },
    ],
  },
  {
    key: 'roof',
    by: 'lin',
    hoursAgo: 140,
    category: 'roof_leak',
    words: '顶层住户家里漏雨，屋面防水好多年没修了。',
    photos: ['roof'],
    building: '3',
    then: [
      accept(139),
      dispatchTo('zhou', 138),
      claim('zhou', 137),
      {
        by: 'zhou',
        hoursAgo: 100,
        step: 'cannot-solve',
        words: '屋面大修要动用公共维修资金，需业主表决，已列入街道明年计划，先做了临时遮挡。',
        photos: ['roof-covered'],
      },
      { by: 'wang', hoursAgo: 98, step: 'agree', words: '情况属实，已和业委会对接。' },
      { by: 'lin', hoursAgo: 90, step: 'confirm', words: '情况了解了，遮挡先顶着，等明年大修。' },
    ],
  },
  {
    key: 'phone-shop',
    by: 'sun',
    hoursAgo: 60,
    category: 'property_service',
    words: '手机在外面的店买到翻新机，店家不给退。',
    photos: [],
    building: '5',
    then: [
      {
        by: 'wang',
        hoursAgo: 58,
        step: 'refuse',
        words: '消费纠纷不归网格管，请拨打 12345 或 12315，带上购物凭证，他们会帮您调解。',
      },
    ],
  },
  {
    key: 'bins-again',
    by: 'chen',
    hoursAgo: 2,
    category: 'overflowing_bin',
    words: '三号楼垃圾桶又满了。',
    photos: ['bins'],
    building: '3',
    then: [
      {
        by: 'wang',
        hoursAgo: 1.5,
        step: 'merge',
        into: 'bins',
        words: '和前面报的是同一处，合在一起办。',
      },
    ],
  },
  {
    key: 'mistake',
    by: 'zhao',
    hoursAgo: 33,
    category: 'power_fault',
    words: '楼道灯好像坏了——看错了，是我没按开关。',
    photos: [],
    building: '12',
    then: [{ by: 'zhao', hoursAgo: 32.8, step: 'withdraw', words: '看错了，抱歉。' }],
  },
  {
    key: 'patrol',
    by: 'ma',
    hoursAgo: 12,
    category: 'dirty_road',
    words: '巡查发现14号楼东侧路面有碎玻璃。',
    photos: ['glass'],
    building: '14',
    isAnonymous: false,
    then: [
      {
        by: 'ma',
        hoursAgo: 11.8,
        step: 'solve-on-the-spot',
        words: '当场清扫干净。',
        photos: ['swept'],
      },
    ],
  },
  {
    key: 'heating',
    by: 'sun',
    hoursAgo: 46,
    category: 'heating',
    words: '5号楼4单元三层往上暖气不热，家里才15度，有老人有孩子。',
    photos: [],
    building: '5',
    then: [
      { by: 'lin', hoursAgo: 45.5, step: 'join', words: '我家也不热，摸着温吞。' },
      accept(45),
      dispatchTo('zhou', 44.5),
    ],
  },
  {
    key: 'stair-lights',
    by: 'zhao',
    hoursAgo: 21,
    category: 'power_fault',
    words: '12号楼3单元楼道灯一到三层全黑，电表箱有焦味。',
    photos: [],
    building: '12',
    then: [
      accept(20.6),
      dispatchTo('ma', 20.3),
      claim('ma', 19),
      {
        by: 'ma',
        hoursAgo: 18,
        step: 'ask-reporter',
        words: '您说的电表箱是一层左手边那个吗？我带电工下午到。',
      },
      { by: 'zhao', hoursAgo: 17.5, step: 'answer', words: '对，一层左手边，门是开着的。' },
    ],
  },
  {
    key: 'bikes',
    by: 'chen',
    hoursAgo: 31,
    category: 'bike_parking',
    words: '8号楼1单元门口电动车停成一堆，轮椅推不出去。',
    photos: [],
    building: '8',
    then: [accept(30), dispatchTo('zhou', 29.5), claim('zhou', 28)],
  },
  {
    key: 'dogs',
    by: 'sun',
    hoursAgo: 28,
    category: 'dogs',
    words: '中心花园早上有人遛大狗不拴绳，孩子害怕。',
    photos: [],
    point: { ...at(0, 30), text: '中心花园' },
    then: [accept(27), dispatchTo('ma', 26.5)],
  },
  {
    key: 'fitness',
    by: 'chen',
    hoursAgo: 100,
    category: 'fitness_equipment',
    words: '健身路径的扭腰器松了，转起来咯吱响。',
    photos: [],
    point: { ...at(10, 20), text: '中心花园健身路径' },
    isAnonymous: false,
    then: [
      accept(99),
      dispatchTo('zhou', 98),
      claim('zhou', 97),
      {
        by: 'zhou',
        hoursAgo: 72,
        step: 'handle',
        words: '厂家师傅来紧了轴承、上了油。',
        photos: ['swept'],
      },
      { by: 'chen', hoursAgo: 68, step: 'confirm', words: '今早试过，稳当了。' },
      { by: 'chen', hoursAgo: 67.5, step: 'rate', stars: 4, words: '好用了，就是等了一天。' },
    ],
  },
]

interface Act {
  hoursAgo: number
  by: string
  key: string
  scenes: readonly Scene[]
  run(photoIds: string[]): Promise<void>
}

/** Tells the week, act by act in the order of time, through the public API. */
export const tellStory = async (who: Who, setHoursAgo: SetHoursAgo): Promise<void> => {
  const acts = actsOf(who)
  let photoIds = acts[0] ? await photosOf(who, acts[0]) : []
  for (const [index, act] of acts.entries()) {
    setHoursAgo(act.hoursAgo)
    const next = acts[index + 1]
    // The work on pictures is slow and waits for nothing, so the next act's are sent while this one happens.
    const [, nextPhotoIds] = await Promise.all([
      act.run(photoIds),
      next ? photosOf(who, next) : Promise.resolve([]),
    ])
    photoIds = nextPhotoIds
  }
}

const actsOf = (who: Who): Act[] => {
  const tickets = new Map<string, TicketDetail>()
  return [
    ...TALES.flatMap((tale) => [
      {
        hoursAgo: tale.hoursAgo,
        by: tale.by,
        key: `report-${tale.key}`,
        scenes: tale.photos,
        run: (photoIds: string[]) => report(who, tickets, tale, photoIds),
      },
      ...tale.then.map((step, index) => ({
        hoursAgo: step.hoursAgo,
        by: step.by,
        key: `step-${tale.key}-${index}`,
        scenes: step.photos ?? [],
        run: (photoIds: string[]) => advance(who, tickets, tale, step, photoIds),
      })),
    ]),
  ].sort((one, other) => other.hoursAgo - one.hoursAgo)
}

const voice = (who: Who, key: string): Voice => {
  const found = who[key]
  if (!found) throw new Error(`nobody in the sample town is called ${key}`)
  return found
}

const photosOf = async (who: Who, { by, key, scenes }: Act): Promise<string[]> => {
  const ids: string[] = []
  for (const [index, scene] of scenes.entries())
    ids.push(await voice(who, by).sendPhoto(TOWN_ID, await drawScene(scene), `${key}-${index}`))
  return ids
}

const report = async (
  who: Who,
  tickets: Map<string, TicketDetail>,
  tale: Tale,
  photoIds: string[],
): Promise<void> => {
  const speaker = voice(who, tale.by)
  const { buildings } = await speaker.ask('getCommunity', { params: { communityId: TOWN_ID } })
  const building = buildings.find(({ name }) => name === tale.building)
  const ticket = await speaker.ask('reportIssue', {
    params: { communityId: TOWN_ID },
    body: {
      commandId: commandIdOf('report', tale.key),
      categoryId: tale.category,
      words: tale.words,
      photoIds,
      place: tale.point
        ? { by: 'pin', point: { lat: tale.point.lat, lng: tale.point.lng }, text: tale.point.text }
        : { by: 'building', ...(building && { buildingId: building.buildingId }) },
      isAnonymous: tale.isAnonymous ?? true,
      isPrivate: tale.isPrivate ?? false,
    },
  })
  tickets.set(tale.key, ticket)
}

const advance = async (
  who: Who,
  tickets: Map<string, TicketDetail>,
  tale: Tale,
  { by, hoursAgo, photos: _, toPerson, into, ...step }: Tale['then'][number],
  photoIds: string[],
): Promise<void> => {
  const speaker = voice(who, by)
  const ticket = tickets.get(tale.key)
  if (!ticket) throw new Error(`the tale ${tale.key} goes on before it began`)
  const main = into ? tickets.get(into) : undefined
  const untilAt =
    step.step === 'suspend'
      ? new Date(Date.parse(ticket.reportedAt) + 10 * 24 * 3_600_000).toISOString()
      : undefined
  const next = await speaker.ask('advanceTicket', {
    params: { communityId: TOWN_ID, ticketId: ticket.ticketId },
    body: {
      commandId: commandIdOf('step', tale.key, step.step, String(hoursAgo)),
      ...step,
      photoIds,
      ...(toPerson && { toPersonId: voice(who, toPerson).personId }),
      ...(main && { intoTicketId: main.ticketId }),
      ...(untilAt && { untilAt }),
    },
  })
  tickets.set(tale.key, next)
}
