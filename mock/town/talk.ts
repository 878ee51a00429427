import { PEOPLE } from './people'
import { TOWN_ID } from './place-of-things'
import { drawScene } from './pictures'
import type { Scene } from './scenes'
import type { SetHoursAgo } from './story'
import { commandIdOf, type Voice } from './teller'

interface Line {
  group: string
  by: string
  hoursAgo: number
  words: string
  photos?: Scene[]
  /** Words of an earlier line of the same group. */
  quotes?: string
  toEveryone?: true
  /** Made into a ticket by the moderator, with this category. */
  becomes?: string
}

const ALL = '光熙门北里北社区居民群'
const BUILDING_3 = '3号楼邻里群'
const BUILDING_8 = '8号楼邻里群'

/** What neighbours said this week: a morning's greetings, a lost cat, a full bin that became a ticket. */
const LINES: readonly Line[] = [
  {
    group: ALL,
    by: 'wang',
    hoursAgo: 30,
    words: '各位邻居，周四上午 9 点到 11 点检修管道，全社区停水，请提前备水。',
    toEveryone: true,
  },
  {
    group: ALL,
    by: 'lin',
    hoursAgo: 29.8,
    words: '收到，谢谢主任。',
    quotes: '各位邻居，周四上午',
  },
  { group: ALL, by: 'zhao', hoursAgo: 29.5, words: '12 号楼也停吗？' },
  {
    group: ALL,
    by: 'he',
    hoursAgo: 29.4,
    words: '全社区都停，11 点前恢复。家里有老人不方便打水的，告诉我们，志愿者送上门。',
    quotes: '12 号楼也停吗',
  },
  {
    group: ALL,
    by: 'sun',
    hoursAgo: 7,
    words: '中心花园长椅边捡到一串钥匙，有个小熊挂件，放在传达室了。',
  },
  { group: ALL, by: 'chen', hoursAgo: 6.6, words: '像是我家孙子的，一会儿去看看，谢谢孙老师！' },
  {
    group: BUILDING_3,
    by: 'lin',
    hoursAgo: 5,
    words: '咱们楼门口的垃圾桶又满了，袋子堆到路上，味儿大。',
    photos: ['bins'],
    becomes: 'overflowing_bin',
  },
  {
    group: BUILDING_3,
    by: 'wang',
    hoursAgo: 4.6,
    words: '看到了，已经转成工单，下面能看到进展。',
    quotes: '咱们楼门口的垃圾桶',
  },
  {
    group: BUILDING_8,
    by: 'chen',
    hoursAgo: 3,
    words: '谁家小猫在二层窗台上，黄白花的，叫了一上午了。',
  },
]

/** Moderators vouch for those who can be signed in as, and the week's talk is told at its times. */
export const tellTalk = async (
  who: Record<string, Voice>,
  setHoursAgo: SetHoursAgo,
): Promise<void> => {
  const wang = voice(who, 'wang')
  const params = { communityId: TOWN_ID }
  for (const { key, home } of PEOPLE) {
    const person = home && who[key]
    if (person)
      await wang.ask('vouchForMember', {
        params: { ...params, personId: person.personId },
        body: { commandId: commandIdOf('vouch', person.personId) },
      })
  }
  const { items } = await wang.ask('listGroups', { params })
  const groupIds = new Map(items.map(({ name, groupId }) => [name, groupId]))
  const said: { line: Line; seq: number }[] = []
  for (const line of LINES) {
    const groupId = groupIds.get(line.group)
    if (!groupId) throw new Error(`the sample town has no group ${line.group}`)
    setHoursAgo(line.hoursAgo)
    const speaker = voice(who, line.by)
    const photoIds: string[] = []
    for (const scene of line.photos ?? [])
      photoIds.push(await speaker.sendPhoto(TOWN_ID, await drawScene(scene), `talk ${line.words}`))
    const quoted = line.quotes
      ? said.find(
          (one) => one.line.group === line.group && one.line.words.startsWith(line.quotes ?? ''),
        )
      : undefined
    const { seq } = await speaker.ask('postMessage', {
      params: { ...params, groupId },
      body: {
        commandId: commandIdOf('say', line.group, line.words),
        words: line.words,
        ...(photoIds.length > 0 && { photoIds }),
        ...(quoted && { quoteSeq: quoted.seq }),
        ...(line.toEveryone && { isToEveryone: true }),
      },
    })
    said.push({ line, seq })
    if (line.becomes)
      await wang.ask('turnIntoTicket', {
        params: { ...params, groupId },
        body: {
          commandId: commandIdOf('to ticket', line.words),
          seqs: [seq],
          categoryId: line.becomes,
        },
      })
  }
}

const voice = (who: Record<string, Voice>, key: string): Voice => {
  const one = who[key]
  if (!one) throw new Error(`the sample town has nobody called ${key}`)
  return one
}
