import { Button } from '@tarojs/components'
import type { ReactElement } from 'react'
import type { PhoneNumberProps } from './phone-number-props'

/** WeChat's own button, the only one that may ask for the number; the number itself never comes to the phone's app. */
export const PhoneNumber: null | ((props: PhoneNumberProps) => ReactElement) = ({
  text,
  isBusy,
  onCode,
}) => (
  <Button
    className="button button--wechat"
    openType="getPhoneNumber"
    disabled={isBusy}
    onGetPhoneNumber={({ detail }) => onCode(detail.code || null)}
  >
    {isBusy ? '请稍等…' : text}
  </Button>
)
