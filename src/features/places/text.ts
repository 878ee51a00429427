/** The words of services nearby. */
export const PLACES_TEXT = {
  search: '找服务：理发、药店、社区医院',
  all: '全部',
  minutes: (minutes: number) => `走路约 ${minutes} 分钟`,
  estimate: '步行时间按直线距离估算，还没有接入步行路网。',
  sample: '示例数据，不是真的店铺和机构。',
  call: '打电话',
  way: '怎么走',
  hours: '营业时间',
  empty: '没有找到',
  emptyHint: '换个说法试试，或者看看别的类别。',
  none: '还没有录入服务点',
  noneHint: '街道录入后，走路十五分钟能到的服务都会在这里。',
  joinFirstHint: '加入后，这里列出您家附近走路能到的服务。',
  home: '从社区中心算起',
  here: '从我这里算起',
  refused: '没有拿到定位的许可，仍从社区中心算起。',
}
