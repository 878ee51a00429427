/** What people read about joining. */
export const COMMUNITY_TEXT = {
  /** How the operator is called, who has no nickname in any community. */
  street: '街道',
  applied: (name: string) => ({
    title: '有人申请入群',
    words: `${name} 申请加入，请核对门牌后处理。`,
  }),
  admitted: (community: string, nickname: string) => ({
    title: `欢迎加入${community}`,
    words: `您的群昵称是“${nickname}”。现在可以看公告、报问题了。`,
  }),
  refused: (community: string, reason: string) => ({
    title: `${community}没有通过您的申请`,
    words: `原因：${reason}。改好后可以再申请一次。`,
  }),
  communityGroup: (community: string) => `${community}居民群`,
  buildingGroup: (building: string) =>
    `${/\d$/.test(building) ? `${building}号楼` : building}邻里群`,
  gridGroup: (grid: string) => `${grid}群`,
}
