/** Said when the lists could not be read at all; what exactly went wrong has been said in passing. */
export const DESK_FAILED = '没有读到工单，请检查网络后再试。'
