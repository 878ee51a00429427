import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Application } from '../../../../contract/communities'
import { Button } from '@/ui/button'
import { Field } from '@/ui/field'
import { Sheet } from '@/ui/sheet'
import { APPLICATIONS_TEXT, REFUSAL_BEGINNINGS } from '../text'
import { Beginnings } from './beginnings'

interface Props {
  application: Application
  /** Somebody else has decided it meanwhile: said here, and what was typed stays to be copied. */
  outcome: string
  isBusy: boolean
  onSend: (reason: string) => void
  onClose: () => void
}

/** Refusing with a reason that the applicant will read. */
export const RefuseSheet = ({ application, outcome, isBusy, onSend, onClose }: Props) => {
  const [reason, setReason] = useState('')
  const { nickname } = application
  return (
    <Sheet title={APPLICATIONS_TEXT.refuseTitle(nickname)} onClose={onClose}>
      {outcome ? (
        <View className="field">
          <Text className="application__outcome">{outcome}</Text>
        </View>
      ) : null}
      <Beginnings options={REFUSAL_BEGINNINGS} words={reason} onChoose={setReason} />
      <Field
        label={APPLICATIONS_TEXT.reason}
        hint={APPLICATIONS_TEXT.reasonHint}
        isLong
        maxLength={200}
        value={reason}
        onInput={setReason}
      />
      <View className="buttons">
        <Button
          text={APPLICATIONS_TEXT.send}
          kind="danger"
          isBusy={isBusy}
          {...(outcome
            ? { isOff: true }
            : !reason.trim() && { hint: APPLICATIONS_TEXT.reasonMissing })}
          onTap={() => onSend(reason.trim())}
        />
      </View>
    </Sheet>
  )
}
