import { plain } from './category-search'

/** What is not for us alone: whom to ring, going by what somebody writes. It is shown before a report is sent, and never keeps anybody from sending it. */

/** Numbers that hold in the whole country; those of the water and gas companies differ from city to city, and the street names them. */
export const HELP_CALLS = ['110', '119', '120', '122', '12345', '95598', 'water', 'gas'] as const
export type HelpCall = (typeof HELP_CALLS)[number]

export interface Guidance {
  /** The first is the one to ring first. */
  readonly calls: readonly HelpCall[]
  readonly sentence: string
}

/** What the city asks to hear by its emergency numbers first (接诉即办工作条例, Art. 11), then what others mend sooner than we. */
const GUIDANCE: readonly (Guidance & { readonly words: readonly string[] })[] = [
  {
    calls: ['119', 'gas'],
    sentence:
      '闻到燃气味：开窗、别碰开关，到楼外打燃气抢修电话（燃气费单上有）；情况急打 119。离开后再来上报。',
    words: ['煤气味', '燃气味', '漏气', '煤气泄漏', '燃气泄漏', '漏煤气', '漏燃气'],
  },
  {
    calls: ['119'],
    sentence: '看起来很急：着火、被困请先打 119，人到安全的地方再上报。',
    words: [
      '着火',
      '起火',
      '失火',
      '火灾',
      '冒烟',
      '冒黑烟',
      '爆炸',
      '被困',
      '困在',
      '困人',
      '溺水',
      '掉进井',
    ],
  },
  {
    calls: ['120'],
    sentence: '有人受伤或身体不对劲，请先打 120，再来上报。',
    words: [
      '晕倒',
      '昏倒',
      '昏迷',
      '抽搐',
      '心脏病',
      // Not 中风 alone: 楼道中风大.
      '中风了',
      '突然中风',
      '脑中风',
      '没有呼吸',
      '没呼吸',
      '大出血',
      '触电',
      '中毒',
      '摔断',
      '倒地不起',
      '受伤',
      '砸到人',
      '砸伤',
    ],
  },
  {
    calls: ['110'],
    sentence: '遇到违法或有人身危险，请先打 110，再来上报。',
    words: [
      '打架',
      // Not 打人 alone: people also 拨打人工台.
      '打人了',
      '有人打人',
      '动手打人',
      '被打了',
      '被打伤',
      '殴打',
      '持刀',
      '小偷',
      '被盗',
      '偷走',
      '入室',
      '撬锁',
      '撬门',
      '抢劫',
      '诈骗',
      '被骗',
      '家暴',
      '跳楼',
      '跟踪我',
      '吸毒',
      '赌博',
    ],
  },
  {
    calls: ['122', '120'],
    sentence: '交通事故请先打 122，有人受伤打 120，再来上报。',
    words: ['车祸', '撞车', '撞人', '撞了人', '撞伤', '追尾', '剐蹭', '肇事', '交通事故'],
  },
  {
    calls: ['water'],
    sentence: '自来水管爆了、整片停水，打自来水抢修电话（水费单上有）最快，也可以接着上报。',
    words: ['爆管', '水管爆', '管道爆裂', '自来水喷', '全楼停水', '整栋停水', '小区停水', '都停水'],
  },
  {
    calls: ['95598'],
    sentence: '整片停电，打供电热线 95598 最快，也可以接着上报。',
    words: ['全楼停电', '整栋停电', '小区停电', '都停电', '大片停电'],
  },
  {
    calls: ['12345'],
    sentence: '这类事社区办不了，打市民热线 12345 会转给主管部门；也可以接着上报，我们尽量帮忙。',
    words: ['社保', '医保', '公积金', '户口', '身份证', '拖欠工资', '欠薪', '公交线路', '退不了款'],
  },
]

/** Null for most reports. Whole words only: a false alarm teaches people to look away. */
export const guidanceFor = (text: string): Guidance | null => {
  const written = plain(text)
  const found = GUIDANCE.find(({ words }) => words.some((word) => written.includes(word)))
  return found ? { calls: found.calls, sentence: found.sentence } : null
}

/** The numbers that a category's own hint names, so that each can be rung with one tap. */
export const callsIn = (hint: string): HelpCall[] => {
  const numbers: readonly string[] = hint.match(/\d+/g) ?? []
  return HELP_CALLS.filter((call) => numbers.includes(call))
}
