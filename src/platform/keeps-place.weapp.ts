/** WeChat's scroll-view does when it is asked to. */
export const keepsPlace = (): boolean => true
