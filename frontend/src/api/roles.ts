/** What a role may do, so that the pages offer only that. The server decides; this table only hides buttons. */
import type { Role } from './types';

const RANK: Record<Role, number> = { viewer: 0, annotator: 1, reviewer: 2, manager: 3, owner: 4 };

const MINIMAL_ROLE = {
  annotate: 'annotator',
  review: 'reviewer',
  export: 'reviewer',
  upload: 'manager',
  manage: 'manager',
  'see-statistics': 'manager',
  'delete-comment': 'manager',
  'delete-project': 'manager',
  'create-project': 'manager',
} as const satisfies Record<string, Role>;

export type Action = keyof typeof MINIMAL_ROLE;

export const ROLES: readonly Role[] = ['owner', 'manager', 'reviewer', 'annotator', 'viewer'];

export function may(role: Role, action: Action): boolean {
  return RANK[role] >= RANK[MINIMAL_ROLE[action]];
}

/** The roles that a person with `role` may give: owners any, managers those below manager. */
export function grantableRoles(role: Role): Role[] {
  if (role === 'owner') return [...ROLES];
  return role === 'manager' ? ROLES.filter((other) => RANK[other] < RANK.manager) : [];
}
