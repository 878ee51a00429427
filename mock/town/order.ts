import { neighbourKey } from './people'
import { TOWN_ID } from './place-of-things'
import type { SetHoursAgo } from './story'
import { commandIdOf, type Voice } from './teller'

const ALL = '光熙门北里北社区居民群'
const FLOOD = ['有人吗', '有人吗有人吗', '怎么都不说话，有人吗']
const ADVERTISER = neighbourKey('黄')
const SELLER = neighbourKey('罗')
const ADVERT = '专业通下水、修热水器，随叫随到，加我好友优惠。'
const INVOICES = '单位报销缺票的，可以找我代开发票，价格好商量。'

type Who = Record<string, Voice>
const here = { communityId: TOWN_ID }

/**
 * Earlier in the week: a word that holds messages, and somebody who was silenced for flooding and asks for
 * another look. Like all that follows it happens to people whom nobody signs in as, so that everyone in the
 * list of people may speak.
 */
export const tellOfFlood = async (who: Who, setHoursAgo: SetHoursAgo): Promise<void> => {
  const wang = voice(who, 'wang')
  const feng = voice(who, neighbourKey('冯'))
  setHoursAgo(52)
  for (const { personId } of [feng, voice(who, ADVERTISER), voice(who, SELLER)])
    await wang.ask('vouchForMember', {
      params: { ...here, personId },
      body: { commandId: commandIdOf('vouch', personId) },
    })
  await wang.ask('addKeywordRule', {
    params: here,
    body: { commandId: commandIdOf('keyword', '代开发票'), words: '代开发票' },
  })
  setHoursAgo(51)
  const groupId = await findGroup(wang)
  for (const words of FLOOD) await say(feng, groupId, words)
  setHoursAgo(50)
  const { sanctionId } = await wang.ask('sanctionMember', {
    params: { ...here, personId: feng.personId },
    body: {
      commandId: commandIdOf('mute', feng.personId),
      kind: 'mute',
      time: '7d',
      groupId,
      reason: '同样的话连着发，提醒过还发。',
    },
  })
  setHoursAgo(40)
  await feng.ask('appealSanction', {
    params: { ...here, sanctionId },
    body: {
      commandId: commandIdOf('appeal', feng.personId),
      words: '我以为没发出去才多发了几次，以后会注意，七天能不能短一点？',
    },
  })
}

/** Today: an advertisement that a neighbour pointed at, and a message that the word has held. */
export const tellOfAdverts = async (who: Who, setHoursAgo: SetHoursAgo): Promise<void> => {
  const groupId = await findGroup(voice(who, 'wang'))
  setHoursAgo(6)
  const seq = await say(voice(who, ADVERTISER), groupId, ADVERT)
  setHoursAgo(5.5)
  await voice(who, 'sun').ask('reportMessage', {
    params: { ...here, groupId, seq },
    body: {
      commandId: commandIdOf('report', ADVERT),
      reason: 'ad',
      words: '上周也发过一次，不知道是不是本社区的人。',
    },
  })
  setHoursAgo(2)
  await say(voice(who, SELLER), groupId, INVOICES)
}

const say = async (speaker: Voice, groupId: string, words: string): Promise<number> => {
  const { seq } = await speaker.ask('postMessage', {
    params: { ...here, groupId },
    body: { commandId: commandIdOf('say', ALL, words), words },
  })
  return seq
}

const findGroup = async (wang: Voice): Promise<string> => {
  const { items } = await wang.ask('listGroups', { params: here })
  const groupId = items.find(({ name }) => name === ALL)?.groupId
  if (!groupId) throw new Error(`the sample town has no group ${ALL}`)
  return groupId
}

const voice = (who: Who, key: string): Voice => {
  const one = who[key]
  if (!one) throw new Error(`the sample town has nobody called ${key}`)
  return one
}
