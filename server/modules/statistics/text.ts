export const STATISTICS_TEXT = {
  noGrid: '还没分到网格',
  unknown: '其他',
}
