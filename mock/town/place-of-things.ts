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
    kind: '社区卫生服务',
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
]
