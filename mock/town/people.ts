import type { Relation } from '../../domain/group/names'

export interface SamplePerson {
  key: string
  /** Shown in the list of people to sign in as; absent for those who only fill the town. */
  name: string
  surname: string
  who: string
  canTry: string
  office?: 'moderator' | 'worker' | 'operator'
  /** Indexes in GRIDS. */
  grids?: number[]
  home?: { building: string; unit: string; room: string; relation: Relation }
  /** Wants to join and waits to be admitted. */
  isApplicant?: true
}

/** Everybody is invented. */
export const PEOPLE: readonly SamplePerson[] = [
  {
    key: 'lin',
    name: '林阿姨',
    surname: '林',
    who: '居民，3号楼，68 岁',
    canTry: '报一个问题；确认或退回已处置的工单',
    home: { building: '3', unit: '2', room: '401', relation: 'owner' },
  },
  {
    key: 'chen',
    name: '陈师傅',
    surname: '陈',
    who: '居民，8号楼，用关怀版',
    canTry: '看社区最新动态，跟一件“我也遇到了”',
    home: { building: '8', unit: '1', room: '102', relation: 'owner' },
  },
  {
    key: 'zhao',
    name: '小赵',
    surname: '赵',
    who: '租户，12号楼，上班族',
    canTry: '断网时报问题，连上网自动发出',
    home: { building: '12', unit: '3', room: '603', relation: 'tenant' },
  },
  {
    key: 'sun',
    name: '孙老师',
    surname: '孙',
    who: '居民，5号楼，热心邻居',
    canTry: '走到现场帮邻居确认工单',
    home: { building: '5', unit: '4', room: '302', relation: 'family' },
  },
  {
    key: 'guo',
    name: '小郭',
    surname: '郭',
    who: '刚搬来，还没入群',
    canTry: '找到社区，申请加入',
  },
  {
    key: 'wang',
    name: '王主任',
    surname: '王',
    who: '居委会主任（管理员）',
    canTry: '审批入群、受理上报、派给网格员、发公告',
    office: 'moderator',
  },
  {
    key: 'he',
    name: '何干事',
    surname: '何',
    who: '居委会干事（管理员）',
    canTry: '作为第二个人同意“解决不了”“强制结案”',
    office: 'moderator',
  },
  {
    key: 'zhou',
    name: '周师傅',
    surname: '周',
    who: '网格员，第一、二网格',
    canTry: '接单、拍照处置、退回',
    office: 'worker',
    grids: [0, 1],
  },
  {
    key: 'ma',
    name: '马姐',
    surname: '马',
    who: '网格员，第二、三网格',
    canTry: '巡查时自己上报并当场解决',
    office: 'worker',
    grids: [1, 2],
  },
  {
    key: 'street',
    name: '街道小刘',
    surname: '刘',
    who: '街道操作员',
    canTry: '看各社区的工单和成员',
    office: 'operator',
  },
]

const home = (building: string, unit: string, room: string, relation: Relation = 'owner') => ({
  building,
  unit,
  room,
  relation,
})

/** Neighbours who fill the groups; nobody signs in as them. */
export const NEIGHBOURS: readonly { surname: string; home: NonNullable<SamplePerson['home']> }[] = [
  { surname: '张', home: home('1', '1', '201') },
  { surname: '刘', home: home('1', '3', '502', 'family') },
  { surname: '杨', home: home('2', '2', '303') },
  { surname: '黄', home: home('2', '4', '101', 'tenant') },
  { surname: '吴', home: home('4', '1', '402') },
  { surname: '徐', home: home('4', '3', '604') },
  { surname: '朱', home: home('6', '2', '201', 'family') },
  { surname: '胡', home: home('6', '4', '503') },
  { surname: '高', home: home('7', '1', '302') },
  { surname: '罗', home: home('7', '4', '401', 'tenant') },
  { surname: '郑', home: home('9', '2', '102') },
  { surname: '梁', home: home('9', '3', '601') },
  { surname: '谢', home: home('10', '1', '203') },
  { surname: '宋', home: home('10', '5', '404', 'family') },
  { surname: '唐', home: home('11', '2', '301') },
  { surname: '许', home: home('11', '3', '502') },
  { surname: '韩', home: home('13', '1', '204') },
  { surname: '冯', home: home('13', '4', '603', 'tenant') },
  { surname: '邓', home: home('14', '2', '101') },
  { surname: '曹', home: home('14', '3', '402') },
]

/** Under which a neighbour's voice is kept while the town is told: each surname is there once. */
export const neighbourKey = (surname: string): string => `neighbour ${surname}`

/** They have applied and wait. */
export const APPLICANTS: readonly {
  surname: string
  home: NonNullable<SamplePerson['home']>
  note: string
}[] = [
  { surname: '彭', home: home('5', '2', '201', 'tenant'), note: '上个月刚租到这里，房东姓孙。' },
  { surname: '曾', home: home('9', '1', '303'), note: '' },
]
