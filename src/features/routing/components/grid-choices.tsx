import { Choices } from '@/ui/choices'
import type { RoutingChoices } from '../actions'
import { ROUTING_TEXT } from '../text'

interface Props {
  grids: RoutingChoices['grids']
  value: string | null
  onChoose: (gridCode: string | null) => void
}

const ANY = 'any'

/** One grid of the community, or any. */
export const GridChoices = ({ grids, value, onChoose }: Props) => (
  <Choices
    label={ROUTING_TEXT.grid}
    options={[
      { value: ANY, text: ROUTING_TEXT.anyGrid },
      ...grids.map(({ gridCode, name }) => ({ value: gridCode, text: name })),
    ]}
    value={value ?? ANY}
    onChoose={(chosen) => onChoose(chosen === ANY ? null : chosen)}
  />
)
