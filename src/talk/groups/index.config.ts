export default definePageConfig({ navigationBarTitleText: '全部群' })
