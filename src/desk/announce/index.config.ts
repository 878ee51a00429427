export default definePageConfig({ navigationBarTitleText: '发公告', enablePullDownRefresh: true })
