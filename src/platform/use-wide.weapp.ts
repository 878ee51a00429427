/** WeChat's windows are phones'; its page style has no room for two columns that scroll by themselves. */
export const useWide = (): boolean => false
