export const FRAME_TEXT = {
  sample: '示例小区：人和事都是编的，放心试用',
  offline: '没有网络。您写的内容会存在手机里，连上网自动发出。',
  joinFirst: '先加入社区',
  join: '找我的社区',
  signIn: '登录',
}
