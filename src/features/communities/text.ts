import type { Relation, Role } from '../../../domain/group/names'
import type { JoinProblem } from './join-form'

/** The words of finding a community and joining it. */

export const RELATION_TEXT = {
  owner: '业主',
  family: '家属',
  tenant: '租户',
  other: '其他',
} satisfies Record<Relation, string>

const OFFICE_TEXT = {
  moderator: '居委会管理员',
  worker: '网格员',
} satisfies Record<Exclude<Role, 'resident'>, string>

/** Buildings are named as their plates say: most by number. */
export const buildingText = (name: string): string => (/\d$/.test(name) ? `${name}号楼` : name)
export const unitText = (name: string): string => (/\d$/.test(name) ? `${name}单元` : name)

export const addressText = (address: { building: string; unit: string; room: string }): string =>
  [buildingText(address.building), address.unit && unitText(address.unit), address.room]
    .filter(Boolean)
    .join(' ')

export const FINDER_TEXT = {
  title: '找到您的社区',
  deskTitle: '选一个社区，看它的工作台',
  search: '社区、村的名字',
  searchHint: '如：光熙门北里',
  found: '找到这些',
  open: '已开通',
  notOpen: '未开通',
  nothing: (typed: string) => `没有找到“${typed}”`,
  nothingHint: '换个说法试试，比如只写小区名；或者按区和街道一级一级找。',
  ways: '其他找法',
  near: '看看附近的社区',
  nearNote: '用一次定位，不会跟踪',
  nearTitle: '附近已开通的社区',
  nearLooking: '正在定位…',
  nearRefused: '没有拿到定位的许可，没关系，按名字或街道找一样快。',
  nearUnknown: '这会儿定不了位。可以再试一次，或者按名字、街道找。',
  nearNothing: '5 公里内还没有开通的社区。按名字找到您的社区，看看怎么请居委会开通。',
  again: '再试一次',
  byDivision: '按区和街道找',
  byDivisionNote: '北京 16 个区',
  districts: '选区',
  streets: '选街道、乡镇',
  communities: '选社区、村',
  back: '返回上一级',
  scan: '扫邀请码',
  scanNote: '楼道海报、邻居手机上的码',
  scanNothing: '这个码不是近邻的邀请码。',
  typeCode: '输入邀请码',
  typeCodeNote: '居委会或邻居发给您的',
  code: '邀请码',
  codeHint: '10 个字母和数字',
  codeProblem: '邀请码是 10 个字母和数字，请再看看',
  codeGo: '下一步',
  notOpenTitle: (name: string) => `${name}还没开通近邻`,
  notOpenWhat: '要由街道或居委会开通。把下面这段话发给居委会，他们可以联系街道办理。',
  notOpenMessage: (name: string) =>
    `您好，我住在${name}，想在微信小程序“近邻”里报问题、看公告、看办理进展，请问咱们社区能开通吗？`,
  copy: '复制这段话',
  copied: '已复制，可以发给居委会了',
  other: '找别的社区',
}

export const JOIN_TEXT = {
  formTitle: (name: string) => `加入${name}`,
  signInFirst: '先登录，再申请加入',
  signInHint: '登录后填门牌，居委会核对了就能进群。',
  signIn: '登录后填写',
  home: '您住哪儿',
  building: '楼号',
  chooseBuilding: '选楼号',
  noBuildings: '这里还没有录入楼号，请联系居委会补上再申请。',
  unit: '单元',
  room: '门牌号',
  roomHint: '如：401',
  you: '怎么称呼您',
  surname: '您的姓',
  surnameHint: '如：林',
  relation: '和这套房的关系',
  note: '给居委会的话（可不填）',
  noteHint: '比如：上个月刚搬来，房东姓孙',
  previewTitle: '邻居看到的您',
  previewEmpty: '选好楼号、填好姓就能看到',
  previewNote: '门牌号只有居委会看得到，用来核对。',
  submit: '提交申请',
  kept: '填了一半也没关系，下次打开还在。',
  problems: {
    building: '请选楼号',
    unit: '请选单元',
    room: '请填门牌号，只写数字和字母，如 401',
    relation: '请选一个',
    surname: '请填您的姓',
  } satisfies Record<JoinProblem, string>,
  waitingTitle: '申请已提交，等居委会核对',
  waitingHint: '一般一两天内有结果。通过了，这里和消息里都会告诉您，不用一直等着。',
  refusedTitle: '这次没有通过',
  reason: '原因',
  refusedHint: '改好以后可以再申请；有疑问可以直接去居委会问一问。',
  applyAgain: '改好再申请',
  withdraw: '撤回申请',
  withdrawTitle: '撤回这份申请？',
  withdrawWords: '撤回后居委会就看不到了，想加入可以再申请。',
  withdrawYes: '撤回',
  withdrawn: '已撤回',
  address: '门牌',
  community: '社区',
  welcome: (name: string) => `欢迎加入${name}`,
  welcomeHint: (nickname: string) => `您的群昵称是“${nickname}”。现在可以看公告、报问题了。`,
  enter: '进群看看',
  officeTitle: (community: string, kind: keyof typeof OFFICE_TEXT) =>
    `邀请您担任${community}的${OFFICE_TEXT[kind]}`,
  officeHint: {
    moderator: '接受后，您可以审批入群、受理上报、派给网格员、发公告。',
    worker: '接受后，您会看到自己网格里的工单。',
  } satisfies Record<keyof typeof OFFICE_TEXT, string>,
  officeSignIn: '登录后接受',
  accept: '接受',
  accepted: (community: string, kind: keyof typeof OFFICE_TEXT) =>
    `您现在是${community}的${OFFICE_TEXT[kind]}`,
  goToWork: '开始工作',
}
