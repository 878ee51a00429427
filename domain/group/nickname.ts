import type { Role } from './names'

/** The local form of a name in a group: 楼-单元 + 姓, without the door, as residents’ groups ask for it. */
export const groupNickname = (who: {
  role: Role
  surname: string
  building?: string | null
  unit?: string | null
}): string => {
  if (who.role === 'moderator') return `居委会 ${who.surname}`
  if (who.role === 'worker') return `网格员 ${who.surname}`
  const home = [who.building, who.unit].filter(Boolean).join('-')
  return home ? `${home} ${who.surname}` : who.surname
}
