/**
 * The sample neighbourhood: 光熙门北里北社区 (110105006041) in 香河园街道, which has 14 residential buildings
 * (Beijing Evening News, 2017-11-28). The division is real. Where its buildings, grids and people stand is made up.
 */
export const TOWN_ID = '110105006041'

/** A rough middle, GCJ-02: the underground station 光熙门 is close by. */
const MIDDLE = { lat: 39.9672, lng: 116.4346 }
const METRES_A_DEGREE_LAT = 111_320
const METRES_A_DEGREE_LNG = 85_300

/** A point so many metres east and north of the middle. */
export const at = (eastM: number, northM: number): { lat: number; lng: number } => ({
  lat: Number((MIDDLE.lat + northM / METRES_A_DEGREE_LAT).toFixed(6)),
  lng: Number((MIDDLE.lng + eastM / METRES_A_DEGREE_LNG).toFixed(6)),
})

export const TOWN_CENTER = at(0, 0)

export interface SampleGrid {
  name: string
  point: { lat: number; lng: number }
}
export const GRIDS: readonly SampleGrid[] = [
  { name: '第一网格（1–5号楼）', point: at(-190, 60) },
  { name: '第二网格（6–10号楼）', point: at(0, 60) },
  { name: '第三网格（11–14号楼）', point: at(190, 60) },
]

export interface SampleBuilding {
  name: string
  units: string[]
  /** Index in GRIDS. */
  grid: number
  point: { lat: number; lng: number }
}
const UNITS = [3, 4, 4, 3, 5, 4, 4, 3, 4, 5, 3, 4, 4, 3]

/** Two rows of slabs, west to east, as such quarters of the 1980s are built. */
export const BUILDINGS: readonly SampleBuilding[] = UNITS.map((units, index) => ({
  name: String(index + 1),
  units: Array.from({ length: units }, (_, unit) => String(unit + 1)),
  grid: index < 5 ? 0 : index < 10 ? 1 : 2,
  point: at(-270 + (index % 7) * 90, index < 7 ? 110 : -40),
}))

/** With the whole community's group, 14 of buildings and 3 of grids they are 33, as many as the community had in 2018. */
export const INTEREST_GROUPS: readonly string[] = [
  '太极晨练群',
  '广场舞队',
  '夕阳红合唱团',
  '书法兴趣群',
  '棋牌茶友群',
  '亲子遛娃群',
  '养宠文明群',
  '二手闲置群',
  '停车互助群',
  '志愿服务队',
  '老年饭桌群',
  '读书会',
  '阳台园艺群',
  '跑步健走群',
  '家电维修互助群',
]

export interface SamplePlace {
  name: string
  kind: string
  address: string
  phone: string | null
  hours: string
  point: { lat: number; lng: number }
}
/** Made-up places of real kinds (services-directory in server/data); the telephone numbers belong to nobody. */
export const PLACES: readonly SamplePlace[] = [
  {
    name: '光熙门北里北社区服务站',
    kind: '社区服务站',
    address: '6号楼北侧平房',
    phone: '010-0000-0101',
    hours: '周一至周五 9:00–12:00，13:30–17:30',
    point: at(30, 160),
  },
  {
    name: '社区卫生服务站',
    kind: '社区卫生和计划生育服务',
    address: '10号楼底商',
    phone: '010-0000-0102',
    hours: '每天 8:00–17:00',
    point: at(-20, -95),
  },
  {
    name: '老年驿站·助餐点',
    kind: '社区养老服务机构',
    address: '3号楼一层',
    phone: '010-0000-0103',
    hours: '每天 7:00–18:30',
    point: at(-95, 95),
  },
  {
    name: '便民菜站',
    kind: '生鲜超市（菜店）',
    address: '西门内',
    phone: null,
    hours: '每天 6:30–20:00',
    point: at(-320, 40),
  },
  {
    name: '晨光早餐铺',
    kind: '早餐店',
    address: '东门外 20 米',
    phone: null,
    hours: '每天 5:30–10:00',
    point: at(330, 30),
  },
  {
    name: '邻家便利店',
    kind: '便利店',
    address: '8号楼底商',
    phone: '010-0000-0104',
    hours: '全天',
    point: at(-270, -60),
  },
  {
    name: '同和药房',
    kind: '药店',
    address: '南门外',
    phone: '010-0000-0105',
    hours: '每天 8:00–21:30',
    point: at(40, -180),
  },
  {
    name: '老李修鞋配钥匙',
    kind: '维修点',
    address: '南门自行车棚旁',
    phone: null,
    hours: '周一至周六 9:00–18:00',
    point: at(20, -150),
  },
  {
    name: '洁净洗衣',
    kind: '洗染店',
    address: '12号楼底商',
    phone: '010-0000-0106',
    hours: '每天 9:00–20:00',
    point: at(150, -75),
  },
  {
    name: '快件箱（7号楼）',
    kind: '智能信包箱（快件箱）',
    address: '7号楼西侧',
    phone: null,
    hours: '全天',
    point: at(255, 120),
  },
  {
    name: '再生资源回收点',
    kind: '再生资源回收点',
    address: '14号楼东侧',
    phone: null,
    hours: '每天 8:00–18:00',
    point: at(290, -70),
  },
  {
    name: '社区图书室（社区之家）',
    kind: '教育文化娱乐设施',
    address: '服务站二层',
    phone: '010-0000-0101',
    hours: '周二至周日 9:00–17:00',
    point: at(30, 165),
  },
  {
    name: '健身路径（社区之家）',
    kind: '体育健身设施',
    address: '中心花园',
    phone: null,
    hours: '全天',
    point: at(0, 30),
  },
  {
    name: '理发小屋',
    kind: '美容美发店',
    address: '5号楼底商',
    phone: null,
    hours: '周二至周日 9:30–19:30',
    point: at(90, 85),
  },
  {
    name: '街角照相文印',
    kind: '照相文印店',
    address: '2号楼底商',
    phone: '010-0000-0107',
    hours: '每天 9:00–19:00',
    point: at(-180, 85),
  },
  {
    name: '安心家政',
    kind: '家政服务点',
    address: '11号楼底商',
    phone: '010-0000-0108',
    hours: '每天 8:30–18:00',
    point: at(90, -80),
  },
  {
    name: '邮政快递服务点',
    kind: '邮政快递综合服务点',
    address: '4号楼西侧',
    phone: '010-0000-0109',
    hours: '每天 8:30–20:30',
    point: at(-10, 130),
  },
  {
    name: '惠民超市',
    kind: '综合超市',
    address: '社区东侧路口',
    phone: '010-0000-0110',
    hours: '每天 7:30–21:30',
    point: at(430, -60),
  },
  {
    name: '河边菜市场',
    kind: '菜市场',
    address: '社区西侧 400 米',
    phone: null,
    hours: '每天 6:00–19:00',
    point: at(-540, -120),
  },
  {
    name: '小苗幼儿托管',
    kind: '幼儿托管点',
    address: '13号楼一层',
    phone: '010-0000-0111',
    hours: '周一至周五 7:30–18:30',
    point: at(180, -20),
  },
  {
    name: '毛孩子宠物站',
    kind: '宠物服务站',
    address: '南门外 150 米',
    phone: '010-0000-0112',
    hours: '每天 10:00–20:00',
    point: at(110, -300),
  },
  {
    name: '麦香面包房',
    kind: '蛋糕烘焙',
    address: '东门外 60 米',
    phone: null,
    hours: '每天 7:00–21:00',
    point: at(370, 60),
  },
  {
    name: '老味道饺子馆',
    kind: '特色餐饮',
    address: '西门外 120 米',
    phone: '010-0000-0113',
    hours: '每天 10:30–21:00',
    point: at(-430, 20),
  },
  {
    name: '议事厅（社区之家）',
    kind: '场地资源',
    address: '服务站一层',
    phone: '010-0000-0101',
    hours: '周一至周六 9:00–20:00，先约后用',
    point: at(25, 158),
  },
  {
    name: '测血压量体重（社区之家）',
    kind: '卫生设施',
    address: '老年驿站门口',
    phone: null,
    hours: '每天 8:00–17:00',
    point: at(-90, 100),
  },
]
