export default definePageConfig({ navigationBarTitleText: '群公约和欢迎语' })
