import type { ReactElement } from 'react'
import type { PhoneNumberProps } from './phone-number-props'

/** No browser knows a phone number: the committee is asked, or WeChat. */
export const PhoneNumber: null | ((props: PhoneNumberProps) => ReactElement) = null
