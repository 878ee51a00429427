import { mayApply } from '../../../domain/group/joining'
import type { Relation } from '../../../domain/group/names'
import { groupNickname } from '../../../domain/group/nickname'

/** What somebody fills in to join. */
export interface JoinForm {
  building: string
  unit: string
  room: string
  relation: Relation | null
  surname: string
  note: string
}
export type JoinProblem = 'building' | 'unit' | 'room' | 'relation' | 'surname'

interface Home {
  name: string
  units: readonly string[]
}

export const EMPTY_FORM: JoinForm = {
  building: '',
  unit: '',
  room: '',
  relation: null,
  surname: '',
  note: '',
}

/** What is still missing or wrong, field by field. Whether the door may be so is the domain's question, as it is the server's. */
export const problemsOf = (form: JoinForm, buildings: readonly Home[]): JoinProblem[] => {
  const units = buildings.find(({ name }) => name === form.building)?.units ?? null
  const problems: JoinProblem[] = []
  if (!units) problems.push('building')
  const needsUnit = units !== null && units.length > 0 && !units.includes(form.unit)
  if (needsUnit) problems.push('unit')
  const isRoomRight = mayApply({
    isOpen: true,
    isMember: false,
    hasWaiting: false,
    address: form,
    units: [],
  }).ok
  if (!isRoomRight) problems.push('room')
  if (!form.relation) problems.push('relation')
  if (!form.surname.trim()) problems.push('surname')
  return problems
}

/** As neighbours will see it, once there is enough to say. */
export const previewOf = ({ building, unit, surname }: JoinForm): string | null =>
  building && surname.trim()
    ? groupNickname({ role: 'resident', surname: surname.trim(), building, unit })
    : null
