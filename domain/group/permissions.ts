import type { Role } from './names'

/** What a role may do in its community. The ticket's steps have a table of their own. */
const PERMISSIONS = {
  'members.admit': ['moderator', 'operator'],
  'members.read': ['moderator', 'operator'],
  'announcements.post': ['moderator', 'operator'],
  'invitations.make': ['moderator', 'operator'],
  'groups.manage': ['moderator', 'operator'],
  'issues.report': ['resident', 'moderator', 'worker'],
  'tickets.triage': ['moderator', 'operator'],
  'tickets.desk': ['moderator', 'operator'],
  'tickets.queue': ['worker', 'moderator', 'operator'],
  // 街道 decides who gets what; the committee reads the table and tries it out.
  'routing.edit': ['operator'],
  'workers.read': ['moderator', 'worker', 'operator'],
} as const satisfies Record<string, readonly (Role | 'operator')[]>

export type Permission = keyof typeof PERMISSIONS

export const may = (role: Role | 'operator', permission: Permission): boolean => {
  const roles: readonly (Role | 'operator')[] = PERMISSIONS[permission]
  return roles.includes(role)
}
