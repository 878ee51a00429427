export const FRAME_TEXT = {
  sample: '示例小区：这里的人、工单和服务点都是编出来的，可以放心试用。',
  offline: '没有网络。您写的内容会存在手机里，连上网自动发出。',
}
