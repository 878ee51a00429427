export default definePageConfig({ navigationBarTitleText: '群务记录', enablePullDownRefresh: true })
