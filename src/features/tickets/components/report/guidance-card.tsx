import { Text, View } from '@tarojs/components'
import type { HelpCall } from '../../../../../domain/ticket/guidance'
import { callNumber } from '@/platform/phone'
import { useSession } from '@/stores/session'
import { Button } from '@/ui/button'
import { REPORT_TEXT } from '../../report-text'

interface Props {
  sentence: string
  calls: readonly HelpCall[]
}

/** Whom to ring first, with one tap; what is written stays, and can be sent all the same. */
export const GuidanceCard = ({ sentence, calls }: Props) => {
  const known = useSession(({ start }) => start?.helpNumbers)
  const numbers = calls.flatMap((call): { call: HelpCall; number: string }[] => {
    const number = call === 'water' || call === 'gas' ? known?.[call] : call
    return number ? [{ call, number }] : []
  })
  return (
    <View className="report-form__warning" role="alert">
      <Text>{sentence}</Text>
      {numbers.length > 0 ? (
        <View className="report-form__calls">
          {numbers.map(({ call, number }) => (
            <Button
              key={call}
              isSmall
              kind="danger"
              text={REPORT_TEXT.ring(REPORT_TEXT.help[call], number)}
              onTap={() => callNumber(number)}
            />
          ))}
        </View>
      ) : null}
    </View>
  )
}
